-- How many rows stand behind an answer? One row per export: its date, the rows read on it, those of the selection, and all so far.
-- Broadband knows no selection; its rows are those that broadband/coverage reads, and its date the newest Stand among them.
WITH known AS (
    SELECT 'measures' AS export, max(as_of) AS as_of FROM reporting WHERE asked = $asked
    UNION ALL
    SELECT 'costs', max(costs_as_of) FROM reporting WHERE asked = $asked
    UNION ALL
    SELECT 'broadband', max(as_of)
    FROM coverage_states
    WHERE delivery <= $asked AND (superseded IS NULL OR superseded > $asked)
),
counted AS (
    SELECT 'measures' AS export, count(*) AS rows_read,
           count(CASE WHEN $everything OR list_contains(CAST($selected AS VARCHAR[]), measure_id) THEN 1 END) AS rows_selected
    FROM measures JOIN reporting ON measures.as_of = reporting.as_of
    WHERE reporting.asked = $asked
    UNION ALL
    SELECT 'costs', count(*),
           count(CASE WHEN $everything OR list_contains(CAST($selected AS VARCHAR[]), costs.measure_id) THEN 1 END)
    FROM costs
    JOIN reporting ON costs.as_of = reporting.costs_as_of
    LEFT JOIN measure_states AS measure ON measure.as_of = reporting.as_of AND measure.measure_id = costs.measure_id
    WHERE reporting.asked = $asked AND (measure.measure_id IS NOT NULL OR (SELECT every_row FROM viewer))
    UNION ALL
    SELECT 'broadband', count(*), count(*)
    FROM coverage_states
    WHERE delivery <= $asked AND (superseded IS NULL OR superseded > $asked)
),
so_far AS (
    SELECT 'measures' AS export, count(*) AS rows_so_far FROM measures WHERE delivery <= $asked
    UNION ALL
    SELECT 'costs', count(*)
    FROM costs
    JOIN reporting ON reporting.asked = costs.delivery
    LEFT JOIN measure_states AS measure ON measure.as_of = reporting.as_of AND measure.measure_id = costs.measure_id
    WHERE costs.delivery <= $asked AND (measure.measure_id IS NOT NULL OR (SELECT every_row FROM viewer))
    UNION ALL
    SELECT 'broadband', count(*) FROM broadband WHERE delivery <= $asked
)
SELECT known.export, known.as_of, counted.rows_read, counted.rows_selected, so_far.rows_so_far
FROM known
JOIN counted ON counted.export = known.export
JOIN so_far ON so_far.export = known.export
ORDER BY known.export
