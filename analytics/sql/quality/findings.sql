-- What is wrong with the deliveries up to the date asked? One row per finding of a file itself or of a rule across deliveries.
WITH found AS (
    SELECT export, delivery, line, "column", value, severity, message
    FROM findings
    WHERE delivery <= $asked
    UNION ALL
    SELECT unnest(CAST($across_export AS VARCHAR[])), unnest(CAST($across_delivery AS DATE[])),
           unnest(CAST($across_line AS INTEGER[])), unnest(CAST($across_column AS VARCHAR[])),
           unnest(CAST($across_value AS VARCHAR[])), unnest(CAST($across_severity AS VARCHAR[])),
           unnest(CAST($across_message AS VARCHAR[]))
)
SELECT found.delivery, found.export, deliveries.file, line, "column", value, severity, message
FROM found
JOIN deliveries ON deliveries.export = found.export AND deliveries.delivery = found.delivery
ORDER BY found.delivery, found.export, line, "column", message, value, severity
