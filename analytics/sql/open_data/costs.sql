-- Which postings of one reporting date belong to a Maßnahme that the viewer sees on that date? One row per posting.
-- Known is what the measures book says that is read on that date: the newest by then. An earlier or later book opens nothing.
SELECT costs.* EXCLUDE (delivery, source_line)
FROM costs
JOIN reporting ON reporting.asked = costs.delivery
JOIN measures ON measures.as_of = reporting.as_of AND measures.measure_id = costs.measure_id
WHERE costs.delivery = $delivery
ORDER BY costs.as_of, costs.posting_id
