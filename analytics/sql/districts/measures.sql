-- Which measures concern which district? One row per district asked and measure; no district = it concerns the whole city.
SELECT place.district, state.measure_id, measure.title, state.field_of_action, state.status,
       coalesce(state.reported_rating, 'grau') AS reported_rating,
       state.computed_rating, state.rule,
       CAST(state.progress_pct AS DOUBLE) AS progress_pct,
       state.valid_end, state.expected_end, state.days_late_valid,
       state.is_open AND coalesce(state.days_late_valid, 0) > 0 AS is_late,
       state.decision_needed, state.decision_due,
       coalesce(state.is_open AND state.decision_due < state.as_of, FALSE) AS is_overdue,
       measure.is_public
FROM standings AS state
JOIN measures AS measure ON measure.as_of = state.as_of AND measure.measure_id = state.measure_id
JOIN measure_districts AS place ON place.as_of = state.as_of AND place.measure_id = state.measure_id
WHERE state.asked = $asked AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), state.measure_id))
  AND ($every_districts OR place.district IS NULL OR list_contains(CAST($districts AS VARCHAR[]), place.district))
ORDER BY place.district NULLS LAST, state.measure_id
