-- Which forecasts and updated budgets lack an Ansatz in their cost cell? One row per posting.
WITH budgeted AS (
    SELECT DISTINCT measure_id, budget_year, sub_budget, budget_kind, cost_type, funding_source,
           coalesce(funding_programme, '') AS funding_programme
    FROM costs
    WHERE delivery = $delivery AND value_type = 'Ansatz'
)
SELECT costs.source_line, costs.value_type AS value, CAST(NULL AS VARCHAR) AS detail
FROM costs
LEFT JOIN budgeted
  ON budgeted.measure_id = costs.measure_id AND budgeted.budget_year = costs.budget_year
 AND budgeted.sub_budget = costs.sub_budget AND budgeted.budget_kind = costs.budget_kind
 AND budgeted.cost_type = costs.cost_type AND budgeted.funding_source = costs.funding_source
 AND budgeted.funding_programme = coalesce(costs.funding_programme, '')
WHERE costs.delivery = $delivery AND costs.value_type IN ('Prognose', 'Fortgeschriebener Ansatz') AND budgeted.measure_id IS NULL
ORDER BY costs.source_line
