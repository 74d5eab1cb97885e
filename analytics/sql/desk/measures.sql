-- Which Maßnahmen does the analyst's desk read? One row per measure at the date asked, or at every reporting date up to it.
-- Money is that of all budget years; end_baseline is that of the measure's first row.
WITH money AS (
    SELECT asked, measure_id, sum(budget_eur) AS budget_eur, sum(pending_eur) AS pending_eur, sum(actual_eur) AS actual_eur,
           sum(committed_eur) AS committed_eur, sum(available_eur) AS available_eur, sum(forecast_eur) AS forecast_eur
    FROM visible_cells
    GROUP BY asked, measure_id
)
SELECT measure.as_of, measure.measure_id, measure.title, measure.field_of_action, measure.department, measure.division,
       measure.committee, measure.districts, measure.status,
       coalesce(measure.reported_rating, 'grau') AS reported_rating,
       state.computed_rating,
       coalesce(measure.reported_rating, 'grau') <> state.computed_rating AS differs,
       measure.progress_pct, measure.start_planned, state.end_baseline, measure.end_rebaselined, measure.end_forecast,
       measure.end_actual, state.valid_end, state.expected_end, state.days_late_valid, state.days_late_baseline, state.shifts,
       state.is_open AND coalesce(state.days_late_valid, 0) > 0 AS is_late,
       measure.decision_needed, measure.decision_due,
       state.is_open AND coalesce(measure.decision_due < measure.as_of, FALSE) AS is_overdue,
       measure.reason, measure.mitigation, measure.impact, measure.options, measure.owner, measure.reported_on, measure.paper,
       measure.rebaseline_paper, measure.city_goal, measure.gender_aspects, measure.outcome, measure.outcome_target,
       measure.outcome_actual, measure.outcome_unit, measure.is_public,
       CASE WHEN reporting.costs_as_of IS NOT NULL THEN coalesce(money.budget_eur, 0) END AS budget_eur,
       CASE WHEN reporting.costs_as_of IS NOT NULL THEN coalesce(money.pending_eur, 0) END AS pending_eur,
       CASE WHEN reporting.costs_as_of IS NOT NULL THEN coalesce(money.actual_eur, 0) END AS actual_eur,
       CASE WHEN reporting.costs_as_of IS NOT NULL THEN coalesce(money.committed_eur, 0) END AS committed_eur,
       CASE WHEN reporting.costs_as_of IS NOT NULL THEN coalesce(money.available_eur, 0) END AS available_eur,
       CASE WHEN reporting.costs_as_of IS NOT NULL THEN coalesce(money.forecast_eur, 0) END AS forecast_eur
FROM reporting
JOIN measures AS measure ON measure.as_of = reporting.as_of
JOIN standings AS state ON state.asked = reporting.asked AND state.measure_id = measure.measure_id
LEFT JOIN money ON money.asked = reporting.asked AND money.measure_id = measure.measure_id
WHERE CASE WHEN $every_date THEN reporting.asked <= $asked AND reporting.asked = reporting.as_of ELSE reporting.asked = $asked END
  AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), measure.measure_id))
