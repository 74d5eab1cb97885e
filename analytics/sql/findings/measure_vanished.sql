-- Which measures of the delivery before does this one no longer hold? One row per measure; none where no measures came.
WITH before AS (
    SELECT measure_id, delivery
    FROM measures
    WHERE delivery = (SELECT max(delivery) FROM measures WHERE delivery < $delivery)
)
SELECT CAST(NULL AS INTEGER) AS source_line, before.measure_id AS value, strftime(before.delivery, '%d.%m.%Y') AS detail
FROM before
LEFT JOIN measures ON measures.delivery = $delivery AND measures.measure_id = before.measure_id
WHERE measures.measure_id IS NULL
  AND EXISTS (SELECT 1 FROM deliveries WHERE export = 'measures' AND delivery = $delivery)
ORDER BY before.measure_id
