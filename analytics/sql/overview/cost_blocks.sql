-- What was planned and spent in a year, in the blocks of the Drucksache's Kostentabelle? One row per year and block, in EUR.
SELECT budget_year, cost_block,
       CAST(sum(budget_eur) AS DOUBLE) AS budget_eur,
       CAST(sum(pending_eur) AS DOUBLE) AS pending_eur,
       CAST(sum(actual_eur) AS DOUBLE) AS actual_eur,
       CAST(sum(committed_eur) AS DOUBLE) AS committed_eur,
       CAST(sum(available_eur) AS DOUBLE) AS available_eur,
       CAST(sum(forecast_eur) AS DOUBLE) AS forecast_eur
FROM visible_cells
WHERE asked = $asked AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), measure_id))
GROUP BY budget_year, cost_block
ORDER BY budget_year, cost_block
