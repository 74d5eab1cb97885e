-- How far was the forecast of a budget year off? One row per year that is over and earlier costs date within it, in EUR and percent.
-- Held against the spending in the latest delivery from 31.12. on that still holds the year. The year asked is not over yet.
-- Who does not see every row compares measures that can be seen at all three dates alone: then, in the end, and when asked.
WITH now AS (
    SELECT asked, year(coalesce(as_of, costs_as_of)) AS year_asked FROM reporting WHERE asked = $asked
),
seen AS (
    SELECT reporting.asked, state.measure_id
    FROM reporting
    JOIN measure_states AS state ON state.as_of = reporting.as_of
),
books AS (
    SELECT cell.as_of, cell.measure_id, cell.budget_year, sum(cell.forecast_eur) AS forecast_eur, sum(cell.actual_eur) AS actual_eur
    FROM visible_cells AS cell
    CROSS JOIN now
    LEFT JOIN seen ON seen.asked = now.asked AND seen.measure_id = cell.measure_id
    WHERE cell.as_of = cell.asked AND cell.asked <= now.asked AND cell.budget_year < now.year_asked
      AND (seen.measure_id IS NOT NULL OR (SELECT every_row FROM viewer))
      AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), cell.measure_id))
    GROUP BY cell.as_of, cell.measure_id, cell.budget_year
),
closed AS (
    SELECT budget_year, max(as_of) AS actual_as_of
    FROM books
    WHERE as_of >= make_date(budget_year, 12, 31)
    GROUP BY budget_year
),
cases AS (
    SELECT DISTINCT closed.budget_year, books.as_of AS forecast_as_of, closed.actual_as_of
    FROM closed
    JOIN books ON books.budget_year = closed.budget_year AND year(books.as_of) = closed.budget_year AND books.as_of < closed.actual_as_of
),
compared AS (
    SELECT cases.budget_year, forecast_as_of, actual_as_of,
           sum(CASE WHEN books.as_of = forecast_as_of THEN forecast_eur END) AS forecast_eur,
           coalesce(sum(CASE WHEN books.as_of = actual_as_of THEN actual_eur END), 0) AS actual_eur
    FROM cases
    JOIN books ON books.budget_year = cases.budget_year AND books.as_of IN (forecast_as_of, actual_as_of)
    LEFT JOIN seen AS before ON before.asked = forecast_as_of AND before.measure_id = books.measure_id
    LEFT JOIN seen AS after ON after.asked = actual_as_of AND after.measure_id = books.measure_id
    WHERE (before.measure_id IS NOT NULL AND after.measure_id IS NOT NULL) OR (SELECT every_row FROM viewer)
    GROUP BY cases.budget_year, forecast_as_of, actual_as_of
)
SELECT budget_year, forecast_as_of,
       CAST(forecast_eur AS DOUBLE) AS forecast_eur,
       actual_as_of,
       CAST(actual_eur AS DOUBLE) AS actual_eur,
       CAST(forecast_eur - actual_eur AS DOUBLE) AS deviation_eur,
       CASE WHEN actual_eur > 0 THEN 100 * CAST(forecast_eur - actual_eur AS DOUBLE) / CAST(actual_eur AS DOUBLE) END AS deviation_pct
FROM compared
WHERE forecast_eur IS NOT NULL
ORDER BY budget_year, forecast_as_of
