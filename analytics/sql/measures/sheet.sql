-- What is known of a measure? One row per measure at the date asked: what was delivered, and what follows from it.
-- As in all figures, end_baseline is that of the measure's first row and an empty reported rating is grau.
SELECT state.measure_id, state.as_of, measure.title, state.field_of_action, measure.department, measure.division,
       measure.committee, measure.districts, state.status,
       coalesce(state.reported_rating, 'grau') AS reported_rating,
       state.computed_rating, state.rule,
       CAST(state.progress_pct AS DOUBLE) AS progress_pct,
       state.start_planned, state.end_baseline, state.end_rebaselined, measure.rebaseline_paper, state.valid_end,
       state.end_forecast, state.end_actual, state.expected_end, state.days_late_baseline, state.days_late_valid,
       state.is_open AND coalesce(state.days_late_valid, 0) > 0 AS is_late,
       state.shifts, measure.reason, measure.mitigation, measure.impact, measure.options,
       state.decision_needed, state.decision_due,
       coalesce(state.is_open AND state.decision_due < state.as_of, FALSE) AS is_overdue,
       measure.owner, measure.reported_on, measure.paper, measure.city_goal, measure.gender_aspects, measure.is_public,
       measure.outcome,
       CAST(measure.outcome_target AS DOUBLE) AS outcome_target,
       CAST(measure.outcome_actual AS DOUBLE) AS outcome_actual,
       measure.outcome_unit
FROM standings AS state
JOIN measures AS measure ON measure.as_of = state.as_of AND measure.measure_id = state.measure_id
WHERE state.asked = $asked AND ($every_measure OR state.measure_id = $measure)
ORDER BY state.measure_id
