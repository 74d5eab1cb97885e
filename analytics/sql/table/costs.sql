-- The kept rows of kosten.csv at the date asked, with all contract columns. One row per posting.
SELECT costs.* EXCLUDE (delivery, source_line)
FROM costs
JOIN reporting ON costs.as_of = reporting.costs_as_of
LEFT JOIN measure_states AS measure ON measure.as_of = reporting.as_of AND measure.measure_id = costs.measure_id
WHERE reporting.asked = $asked AND (measure.measure_id IS NOT NULL OR (SELECT every_row FROM viewer))
  AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), costs.measure_id))
ORDER BY costs.as_of, costs.posting_id
