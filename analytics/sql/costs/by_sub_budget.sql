-- What does each Teilhaushalt carry? One row per budget year and sub-budget, in EUR.
SELECT budget_year, sub_budget,
       CAST(sum(budget_eur) AS DOUBLE) AS budget_eur,
       CAST(sum(actual_eur) AS DOUBLE) AS actual_eur,
       CAST(sum(committed_eur) AS DOUBLE) AS committed_eur,
       CAST(sum(available_eur) AS DOUBLE) AS available_eur
FROM visible_cells
WHERE asked = $asked AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), measure_id))
GROUP BY budget_year, sub_budget
ORDER BY budget_year, sub_budget
