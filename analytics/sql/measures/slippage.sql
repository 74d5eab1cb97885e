-- How far is each measure behind its plan? One row per measure; days, negative = early; none for paused and stopped ones.
SELECT measure_id, valid_end, expected_end, days_late_baseline, days_late_valid, shifts
FROM standings
WHERE asked = $asked AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), measure_id))
ORDER BY measure_id
