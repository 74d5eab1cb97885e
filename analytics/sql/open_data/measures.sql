-- Which Maßnahmen may the viewer see at one reporting date, with all contract columns? One row per measure.
SELECT * EXCLUDE (delivery, source_line)
FROM measures
WHERE delivery = $delivery
ORDER BY as_of, measure_id
