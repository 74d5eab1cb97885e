-- Which postings name a measure that the same date does not know? One row per posting; none where the date has no measures.
SELECT costs.source_line, costs.measure_id AS value, CAST(NULL AS VARCHAR) AS detail
FROM costs
LEFT JOIN measures ON measures.delivery = $delivery AND measures.measure_id = costs.measure_id
WHERE costs.delivery = $delivery AND measures.measure_id IS NULL
  AND EXISTS (SELECT 1 FROM deliveries WHERE export = 'measures' AND delivery = $delivery)
ORDER BY costs.source_line
