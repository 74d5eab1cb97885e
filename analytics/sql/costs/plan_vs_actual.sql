-- What was planned, what is spent? One row per budget year, budget kind and cost type, in EUR.
SELECT budget_year, budget_kind, cost_type,
       CAST(sum(budget_eur) AS DOUBLE) AS budget_eur,
       CAST(sum(pending_eur) AS DOUBLE) AS pending_eur,
       CAST(sum(actual_eur) AS DOUBLE) AS actual_eur,
       CAST(sum(committed_eur) AS DOUBLE) AS committed_eur,
       CAST(sum(available_eur) AS DOUBLE) AS available_eur,
       CAST(sum(forecast_eur) AS DOUBLE) AS forecast_eur
FROM visible_cells
WHERE asked = $asked AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), measure_id))
GROUP BY budget_year, budget_kind, cost_type
ORDER BY budget_year, budget_kind, cost_type
