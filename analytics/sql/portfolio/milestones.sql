-- How did the expected end of each measure move? One row per measure of the selection and reporting date up to the date asked.
-- days_moved = how much later (negative: earlier) than the end that was expected first; title as of the date asked.
SELECT state.measure_id, state.as_of, measure.title, state.status, state.valid_end, state.expected_end,
       state.expected_end - first_value(state.expected_end IGNORE NULLS) OVER (
           PARTITION BY state.measure_id ORDER BY state.as_of ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
       ) AS days_moved
FROM standings AS current
JOIN measures AS measure ON measure.as_of = current.as_of AND measure.measure_id = current.measure_id
JOIN measure_states AS state ON state.measure_id = current.measure_id AND state.as_of <= current.as_of
WHERE current.asked = $asked AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), current.measure_id))
ORDER BY state.measure_id, state.as_of
