-- What does the Kostentabelle hold? One row per budget year, Teilhaushalt, budget kind and cost type with its block, in EUR.
SELECT budget_year, sub_budget, budget_kind, cost_type, cost_block,
       CAST(sum(budget_eur) AS DOUBLE) AS budget_eur,
       CAST(sum(pending_eur) AS DOUBLE) AS pending_eur,
       CAST(sum(actual_eur) AS DOUBLE) AS actual_eur,
       CAST(sum(committed_eur) AS DOUBLE) AS committed_eur,
       CAST(sum(available_eur) AS DOUBLE) AS available_eur,
       CAST(sum(forecast_eur) AS DOUBLE) AS forecast_eur
FROM visible_cells
WHERE asked = $asked AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), measure_id))
GROUP BY budget_year, sub_budget, budget_kind, cost_type, cost_block
ORDER BY budget_year, sub_budget, budget_kind, cost_type
