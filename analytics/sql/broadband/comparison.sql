-- How do city, neighbours, Kreis, Land and Bund compare? One row per Stand, area, user group, technology and speed class.
SELECT as_of, area_id, user_group, technology, min_mbits, area_name, level, share_pct AS coverage_pct, source
FROM coverage_states
WHERE delivery <= $asked AND (stand_superseded IS NULL OR stand_superseded > $asked)
  AND (list_contains(CAST($surroundings AS VARCHAR[]), area_id)
       OR (level = 'Gemeinde' AND substr(area_id, 1, 5) = $county))
ORDER BY as_of, area_id, user_group, technology, min_mbits
