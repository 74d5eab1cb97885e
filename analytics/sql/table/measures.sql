-- The kept rows of massnahmen.csv at the date asked, with all contract columns. One row per measure.
SELECT measures.* EXCLUDE (delivery, source_line)
FROM measures JOIN reporting ON measures.as_of = reporting.as_of
WHERE reporting.asked = $asked AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), measures.measure_id))
ORDER BY measures.as_of, measures.measure_id
