-- How far was the forecast of a budget year off? One row per year that is over and earlier costs date within it, in EUR and percent.
-- Held against the spending in the latest delivery from 31.12. on that still holds an Ansatz of the year, more than angemeldet: late
-- invoices alone are no result. The year asked is not over yet.
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
    SELECT cost.as_of, cost.measure_id, cost.budget_year, cost.budget_postings, cost.forecast_eur, cost.actual_eur
    FROM cost_years AS cost
    JOIN now ON cost.as_of <= now.asked AND cost.budget_year < now.year_asked
    LEFT JOIN seen AS here ON here.asked = cost.as_of AND here.measure_id = cost.measure_id
    LEFT JOIN seen ON seen.asked = now.asked AND seen.measure_id = cost.measure_id
    WHERE ((here.measure_id IS NOT NULL AND seen.measure_id IS NOT NULL) OR (SELECT every_row FROM viewer))
      AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), cost.measure_id))
),
closed AS (
    SELECT budget_year, max(as_of) AS actual_as_of
    FROM books
    WHERE as_of >= make_date(budget_year, 12, 31) AND budget_postings > 0
    GROUP BY budget_year
),
cases AS (
    SELECT DISTINCT closed.budget_year, books.as_of AS forecast_as_of, closed.actual_as_of
    FROM closed
    JOIN books ON books.budget_year = closed.budget_year AND year(books.as_of) = closed.budget_year AND books.as_of < closed.actual_as_of
),
sides AS (
    SELECT *, forecast_as_of AS read_as_of FROM cases
    UNION ALL
    SELECT *, actual_as_of AS read_as_of FROM cases
),
compared AS (
    SELECT sides.budget_year, forecast_as_of, actual_as_of,
           sum(CASE WHEN read_as_of = forecast_as_of THEN forecast_eur END) AS forecast_eur,
           coalesce(sum(CASE WHEN read_as_of = actual_as_of THEN actual_eur END), 0) AS actual_eur
    FROM sides
    JOIN books ON books.budget_year = sides.budget_year AND books.as_of = read_as_of
    LEFT JOIN seen AS before ON before.asked = forecast_as_of AND before.measure_id = books.measure_id
    LEFT JOIN seen AS after ON after.asked = actual_as_of AND after.measure_id = books.measure_id
    WHERE (before.measure_id IS NOT NULL AND after.measure_id IS NOT NULL) OR (SELECT every_row FROM viewer)
    GROUP BY sides.budget_year, forecast_as_of, actual_as_of
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
