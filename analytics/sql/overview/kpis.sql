-- How does the strategy stand? One row for the date asked.
WITH portfolio AS (
    SELECT count(*) AS measures_total,
           count(CASE WHEN status = 'geplant' THEN 1 END) AS measures_planned,
           count(CASE WHEN status = 'in Umsetzung' THEN 1 END) AS measures_running,
           count(CASE WHEN status = 'abgeschlossen' THEN 1 END) AS measures_completed,
           count(CASE WHEN status = 'zurückgestellt' THEN 1 END) AS measures_paused,
           count(CASE WHEN status = 'eingestellt' THEN 1 END) AS measures_stopped,
           count(CASE WHEN is_open AND days_late_valid > 0 THEN 1 END) AS measures_late,
           count(CASE WHEN reported_rating = 'rot' THEN 1 END) AS rating_red_reported,
           count(CASE WHEN computed_rating = 'rot' THEN 1 END) AS rating_red_computed,
           count(CASE WHEN coalesce(reported_rating, 'grau') <> computed_rating THEN 1 END) AS ratings_differ,
           count(CASE WHEN is_open AND decision_needed IS NOT NULL THEN 1 END) AS decisions_open
    FROM standings
    WHERE asked = $asked AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), measure_id))
),
money AS (
    SELECT CAST(coalesce(sum(budget_eur), 0) AS DOUBLE) AS budget_eur,
           CAST(coalesce(sum(pending_eur), 0) AS DOUBLE) AS pending_eur,
           CAST(coalesce(sum(actual_eur), 0) AS DOUBLE) AS actual_eur,
           CAST(coalesce(sum(committed_eur), 0) AS DOUBLE) AS committed_eur,
           CAST(coalesce(sum(available_eur), 0) AS DOUBLE) AS available_eur,
           CAST(coalesce(sum(forecast_eur), 0) AS DOUBLE) AS forecast_eur,
           CAST(coalesce(sum(CASE WHEN funding_source = 'Fördermittel' THEN budget_eur END), 0) AS DOUBLE) AS funding_eur
    FROM visible_cells
    WHERE asked = $asked AND is_year_asked
      AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), measure_id))
),
city AS (
    SELECT max(CASE WHEN technology = 'alle' THEN share_pct END) AS gigabit_pct,
           max(CASE WHEN technology = 'alle' THEN as_of END) AS gigabit_as_of,
           max(CASE WHEN technology = 'FTTB/H' THEN share_pct END) AS fibre_pct,
           max(CASE WHEN technology = 'FTTB/H' THEN as_of END) AS fibre_as_of
    FROM coverage_states
    WHERE delivery <= $asked AND (superseded IS NULL OR superseded > $asked)
      AND area_id = $city AND user_group = 'Privathaushalte' AND min_mbits = 1000
)
SELECT reporting.as_of, reporting.costs_as_of, portfolio.*, CAST(year(reporting.as_of) AS BIGINT) AS budget_year,
       money.*, CASE WHEN budget_eur > 0 THEN 100 * funding_eur / budget_eur END AS funding_share_pct, city.*
FROM reporting
CROSS JOIN portfolio
CROSS JOIN city
LEFT JOIN money ON reporting.costs_as_of IS NOT NULL
WHERE reporting.asked = $asked
