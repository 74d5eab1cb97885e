-- How are the city and its districts connected? One row per area, user group, technology and speed class: its latest Stand.
SELECT area_id, user_group, technology, min_mbits, as_of, area_name, share_pct AS coverage_pct,
       CAST(premises_total AS BIGINT) AS premises_total, CAST(premises_covered AS BIGINT) AS premises_covered, source
FROM coverage_states
WHERE delivery <= $asked AND (superseded IS NULL OR superseded > $asked)
  AND (area_id = $city OR list_contains(CAST($districts AS VARCHAR[]), area_id))
ORDER BY area_id, user_group, technology, min_mbits
