-- Which measures belong to the selection? One row per measure; one for the whole city belongs to every district, and says so.
SELECT measures.measure_id, len(measures.districts) = 0 AS is_whole_city
FROM standings
JOIN measures ON measures.as_of = standings.as_of AND measures.measure_id = standings.measure_id
WHERE standings.asked = $asked
  AND ($every_fields OR list_contains(CAST($fields AS VARCHAR[]), measures.field_of_action))
  AND ($every_departments OR list_contains(CAST($departments AS VARCHAR[]), measures.department))
  AND ($every_committees OR list_contains(CAST($committees AS VARCHAR[]), measures.committee))
  AND ($every_districts OR len(measures.districts) = 0 OR list_has_any(measures.districts, CAST($districts AS VARCHAR[])))
  AND ($every_statuses OR list_contains(CAST($statuses AS VARCHAR[]), measures.status))
  AND ($every_ratings OR list_contains(CAST($ratings AS VARCHAR[]), standings.computed_rating))
ORDER BY measures.measure_id
