-- Which money belongs to no known measure? One row per budget year, in EUR; a narrowed selection never holds such money.
SELECT cell.budget_year,
       CAST(sum(cell.budget_eur) AS DOUBLE) AS budget_eur,
       CAST(sum(cell.actual_eur) AS DOUBLE) AS actual_eur,
       CAST(sum(cell.committed_eur) AS DOUBLE) AS committed_eur
FROM visible_cells AS cell
JOIN reporting ON reporting.asked = cell.asked
LEFT JOIN measure_states AS measure ON measure.as_of = reporting.as_of AND measure.measure_id = cell.measure_id
WHERE cell.asked = $asked AND measure.measure_id IS NULL
  AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), cell.measure_id))
GROUP BY cell.budget_year
ORDER BY cell.budget_year
