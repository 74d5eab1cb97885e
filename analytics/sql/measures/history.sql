-- How did plan, outlook, ratings and money of a measure move? One row per measure and reporting date up to the date asked.
-- The newest row says what is known on the date asked, earlier ones what was known on their own date, each with the costs read
-- then (costs_as_of); money of all budget years, none where no costs were delivered by then.
WITH money AS (
    SELECT asked, measure_id, sum(actual_eur) AS actual_eur, sum(forecast_eur) AS forecast_eur
    FROM visible_cells
    WHERE $every_measure OR measure_id = $measure
    GROUP BY asked, measure_id
)
SELECT state.measure_id, state.as_of, state.status,
       coalesce(state.reported_rating, 'grau') AS reported_rating,
       state.computed_rating, state.rule,
       CAST(state.progress_pct AS DOUBLE) AS progress_pct,
       state.valid_end, state.expected_end, state.days_late_valid,
       reporting.costs_as_of,
       CAST(state.budget_eur AS DOUBLE) AS budget_eur,
       CASE WHEN reporting.costs_as_of IS NOT NULL THEN CAST(coalesce(money.actual_eur, 0) AS DOUBLE) END AS actual_eur,
       CASE WHEN reporting.costs_as_of IS NOT NULL THEN CAST(coalesce(money.forecast_eur, 0) AS DOUBLE) END AS forecast_eur
FROM standings AS state
JOIN reporting ON reporting.asked = state.asked
JOIN reporting AS newest ON newest.asked = $asked
LEFT JOIN money ON money.asked = state.asked AND money.measure_id = state.measure_id
WHERE (state.asked = $asked OR (state.asked = state.as_of AND state.as_of < newest.as_of))
  AND ($every_measure OR state.measure_id = $measure)
ORDER BY state.measure_id, state.as_of
