-- How far are the fields of action? One row per field and status that occurs.
SELECT field_of_action, status, count(*) AS measures
FROM standings
WHERE asked = $asked AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), measure_id))
GROUP BY field_of_action, status
ORDER BY field_of_action, status
