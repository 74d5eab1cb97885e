-- Who is connected? One row per area, user group, technology and speed class: its latest Stand, of equal ones the latest folder.
SELECT area_id, user_group, technology, min_mbits, as_of, area_name, level, share_pct AS coverage_pct
FROM coverage_states
WHERE delivery <= $asked AND (superseded IS NULL OR superseded > $asked) AND ($every_area OR area_id = $area)
ORDER BY area_id, user_group, technology, min_mbits
