-- Which Maßnahmen does the analyst's desk read per Stadtbezirk? One row per measure and district that it concerns; district is null
-- where it concerns the whole city. Money is never split, so there is none here; coverage is the district's own newest Stand.
WITH coverage AS (
    SELECT reporting.asked, state.area_id,
           max(CASE WHEN state.technology = 'alle' THEN state.share_pct END) AS gigabit_pct,
           max(CASE WHEN state.technology = 'FTTB/H' THEN state.share_pct END) AS fibre_pct
    FROM reporting
    JOIN coverage_states AS state
      ON state.delivery <= reporting.asked AND (state.superseded IS NULL OR state.superseded > reporting.asked)
    WHERE state.user_group = 'Privathaushalte' AND state.min_mbits = 1000 AND state.technology IN ('alle', 'FTTB/H')
      AND state.level = 'Stadtbezirk'
    GROUP BY reporting.asked, state.area_id
)
SELECT measure.as_of, place.district, measure.measure_id, measure.title, measure.field_of_action, measure.department,
       measure.division, measure.committee, measure.status,
       coalesce(measure.reported_rating, 'grau') AS reported_rating,
       state.computed_rating, measure.progress_pct, measure.start_planned, state.end_baseline, state.valid_end,
       state.expected_end, state.days_late_valid,
       state.is_open AND coalesce(state.days_late_valid, 0) > 0 AS is_late,
       measure.decision_needed, measure.decision_due, measure.owner, measure.is_public,
       coverage.gigabit_pct, coverage.fibre_pct
FROM reporting
JOIN measures AS measure ON measure.as_of = reporting.as_of
JOIN standings AS state ON state.asked = reporting.asked AND state.measure_id = measure.measure_id
JOIN measure_districts AS place ON place.as_of = measure.as_of AND place.measure_id = measure.measure_id
LEFT JOIN coverage ON coverage.asked = reporting.asked AND coverage.area_id = concat($city, '-', place.district)
WHERE CASE WHEN $every_date THEN reporting.asked <= $asked AND reporting.asked = reporting.as_of ELSE reporting.asked = $asked END
  AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), measure.measure_id))
