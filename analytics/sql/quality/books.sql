-- Where did the rows of every delivery up to the date asked go? One row per delivery date and export, with its findings counted.
WITH found AS (
    SELECT export, delivery, severity
    FROM findings
    UNION ALL
    SELECT unnest(CAST($across_export AS VARCHAR[])), unnest(CAST($across_delivery AS DATE[])),
           unnest(CAST($across_severity AS VARCHAR[]))
),
counted AS (
    SELECT export, delivery,
           count(CASE WHEN severity = 'error' THEN 1 END) AS errors,
           count(CASE WHEN severity = 'warning' THEN 1 END) AS warnings
    FROM found
    GROUP BY export, delivery
)
SELECT deliveries.delivery, deliveries.export, file, records, kept, set_aside, left_out,
       coalesce(errors, 0) AS errors, coalesce(warnings, 0) AS warnings
FROM deliveries
LEFT JOIN counted ON counted.export = deliveries.export AND counted.delivery = deliveries.delivery
WHERE deliveries.delivery <= $asked AND (SELECT every_row FROM viewer)
ORDER BY deliveries.delivery, deliveries.export
