-- Which coverage does the analyst's desk read? One row per area, user group, technology and speed class: its latest Stand at the
-- date asked, or every Stand known by then.
SELECT as_of, area_id, area_name, level, user_group, technology, min_mbits, premises_total, premises_covered,
       share_pct AS coverage_pct, source
FROM coverage_states
WHERE delivery <= $asked
  AND CASE WHEN $every_date THEN stand_superseded IS NULL OR stand_superseded > $asked
           ELSE superseded IS NULL OR superseded > $asked END
