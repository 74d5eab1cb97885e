-- Where does each measure stand, and how far is it from its plan? One row per measure; days, negative = early.
SELECT state.measure_id, measure.title, state.field_of_action, measure.department, measure.division, measure.committee,
       measure.districts, state.status,
       coalesce(state.reported_rating, 'grau') AS reported_rating,
       state.computed_rating, state.rule,
       CAST(state.progress_pct AS DOUBLE) AS progress_pct,
       state.start_planned, state.end_baseline, state.valid_end, state.expected_end, state.days_late_valid,
       state.is_open AND coalesce(state.days_late_valid, 0) > 0 AS is_late,
       state.decision_needed, state.decision_due
FROM standings AS state
JOIN measures AS measure ON measure.as_of = state.as_of AND measure.measure_id = state.measure_id
WHERE state.asked = $asked AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), state.measure_id))
ORDER BY state.measure_id
