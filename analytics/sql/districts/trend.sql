-- How does coverage develop in the districts asked and in the city? One row per Stand, area, user group, technology and speed class.
SELECT as_of, area_id, user_group, technology, min_mbits, share_pct AS coverage_pct, source
FROM coverage_states
WHERE delivery <= $asked AND (stand_superseded IS NULL OR stand_superseded > $asked)
  AND (area_id = $city OR list_contains(CAST($districts AS VARCHAR[]), area_id))
ORDER BY as_of, area_id, user_group, technology, min_mbits
