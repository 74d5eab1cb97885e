-- Between which days may each running measure end, by what became of comparable cases? One row per measure in Umsetzung.
-- Comparable are the cases of all measures that the viewer may see, whatever is selected (views.sql, end_experience).
SELECT outlook.measure_id, measure.title, outlook.expected_end, outlook.remaining, outlook.cases, outlook.cases_without_end,
       outlook.earliest_end, outlook.latest_end
FROM reporting
JOIN end_ranges AS outlook ON outlook.as_of = reporting.as_of
JOIN measures AS measure ON measure.as_of = outlook.as_of AND measure.measure_id = outlook.measure_id
WHERE reporting.asked = $asked AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), outlook.measure_id))
ORDER BY outlook.measure_id
