-- The rows that broadband/coverage reads, with all contract columns. One row per area, user group, technology and speed class.
SELECT * EXCLUDE (delivery, source_line, share_pct, superseded, stand_superseded)
FROM coverage_states
WHERE delivery <= $asked AND (superseded IS NULL OR superseded > $asked) AND ($every_area OR area_id = $area)
ORDER BY as_of, area_id, user_group, technology, min_mbits
