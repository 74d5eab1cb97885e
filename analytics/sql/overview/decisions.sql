-- What is critical or has to be decided? One row per open measure that is red or names a decision, overdue ones first.
-- Red is what the rule computes or the division reports; of those without a decision the latest end comes first.
SELECT measures.measure_id, measures.title, measures.field_of_action, measures.department, standings.computed_rating,
       coalesce(standings.reported_rating, 'grau') AS reported_rating, standings.rule, measures.reason, measures.impact,
       measures.options, measures.mitigation, measures.decision_needed, measures.decision_due,
       CASE WHEN measures.decision_due IS NOT NULL THEN greatest(standings.as_of - measures.decision_due, 0) END AS days_overdue,
       measures.owner, measures.committee
FROM standings
JOIN measures ON measures.as_of = standings.as_of AND measures.measure_id = standings.measure_id
WHERE standings.asked = $asked AND standings.is_open
  AND (standings.decision_needed IS NOT NULL OR standings.computed_rating = 'rot' OR standings.reported_rating = 'rot')
  AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), standings.measure_id))
ORDER BY measures.decision_due NULLS LAST, measures.decision_needed IS NULL, standings.days_late_valid DESC NULLS LAST, measures.measure_id
