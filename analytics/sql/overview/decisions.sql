-- What has to be decided? One row per open measure with a decision needed, overdue ones first, then by deadline.
SELECT measures.measure_id, measures.title, measures.decision_needed, measures.decision_due,
       CASE WHEN measures.decision_due IS NOT NULL THEN greatest(standings.as_of - measures.decision_due, 0) END AS days_overdue
FROM standings
JOIN measures ON measures.as_of = standings.as_of AND measures.measure_id = standings.measure_id
WHERE standings.asked = $asked AND standings.is_open AND standings.decision_needed IS NOT NULL
  AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), standings.measure_id))
ORDER BY measures.decision_due NULLS LAST, measures.measure_id
