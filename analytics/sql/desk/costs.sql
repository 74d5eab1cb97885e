-- Which money does the analyst's desk read? One row per cost cell (measure, budget year, sub budget, budget kind, cost type, funding)
-- at the date asked, or at every costs date up to it, with the measure that it belongs to.
SELECT cell.as_of, cell.measure_id, measure.title, measure.field_of_action, measure.department, measure.division, measure.committee,
       measure.status, state.computed_rating, cell.budget_year, cell.sub_budget, cell.budget_kind, cell.cost_type, cell.cost_block,
       cell.funding_source, cell.funding_programme, cell.funding_expires, cell.budget_eur, cell.pending_eur, cell.actual_eur,
       cell.committed_eur, cell.available_eur, cell.forecast_eur
FROM reporting
JOIN visible_cells AS cell ON cell.asked = reporting.asked
LEFT JOIN measures AS measure ON measure.as_of = reporting.as_of AND measure.measure_id = cell.measure_id
LEFT JOIN standings AS state ON state.asked = reporting.asked AND state.measure_id = cell.measure_id
WHERE CASE WHEN $every_date THEN reporting.asked <= $asked AND reporting.asked = reporting.costs_as_of ELSE reporting.asked = $asked END
  AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), cell.measure_id))
