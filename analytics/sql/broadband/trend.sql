-- How does the city's coverage develop? One row per Stand, user group, technology and speed class; of equal Stände the latest folder.
SELECT as_of, user_group, technology, min_mbits, share_pct AS coverage_pct
FROM coverage_states
WHERE delivery <= $asked AND (stand_superseded IS NULL OR stand_superseded > $asked) AND area_id = $city
ORDER BY as_of, user_group, technology, min_mbits
