-- How much of the plan is angemeldet, beschlossen, genehmigt? One row per budget year, in EUR; the last two are the valid budget.
SELECT budget_year,
       CAST(sum(pending_eur) AS DOUBLE) AS pending_eur,
       CAST(sum(budget_eur) - sum(approved_eur) AS DOUBLE) AS decided_eur,
       CAST(sum(approved_eur) AS DOUBLE) AS approved_eur,
       CAST(sum(budget_eur) AS DOUBLE) AS budget_eur
FROM visible_cells
WHERE asked = $asked AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), measure_id))
GROUP BY budget_year
ORDER BY budget_year
