-- Which funding is still to be drawn, and until when? One row per funding programme over all years, in EUR.
SELECT funding_programme,
       CAST(sum(budget_eur) AS DOUBLE) AS granted_eur,
       CAST(sum(actual_eur) AS DOUBLE) AS drawn_eur,
       CAST(sum(budget_eur) - sum(actual_eur) AS DOUBLE) AS open_eur,
       min(funding_expires) AS expires
FROM visible_cells
WHERE asked = $asked AND funding_source = 'Fördermittel'
  AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), measure_id))
GROUP BY funding_programme
ORDER BY funding_programme
