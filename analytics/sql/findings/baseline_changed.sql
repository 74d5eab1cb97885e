-- Which measures report another original plan than in their first delivery? One row per measure.
WITH first_rows AS (
    SELECT measure_id, end_baseline, row_number() OVER (PARTITION BY measure_id ORDER BY as_of) AS position
    FROM measures
    WHERE delivery <= $delivery
)
SELECT measures.source_line, strftime(measures.end_baseline, '%d.%m.%Y') AS value,
       strftime(first_rows.end_baseline, '%d.%m.%Y') AS detail
FROM measures
JOIN first_rows ON first_rows.measure_id = measures.measure_id AND first_rows.position = 1
WHERE measures.delivery = $delivery AND measures.end_baseline <> first_rows.end_baseline
ORDER BY measures.source_line
