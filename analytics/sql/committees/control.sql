-- What became of each decision? One row per measure of the selection: its paper, its deadline, where it stands, why it is late.
SELECT state.measure_id, measure.title, measure.committee, measure.paper, measure.rebaseline_paper,
       state.valid_end, state.status, state.days_late_valid,
       state.is_open AND coalesce(state.days_late_valid, 0) > 0 AS is_late,
       measure.reason, measure.end_actual, measure.is_public
FROM standings AS state
JOIN measures AS measure ON measure.as_of = state.as_of AND measure.measure_id = state.measure_id
WHERE state.asked = $asked AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), state.measure_id))
ORDER BY state.measure_id
