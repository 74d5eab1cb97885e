-- What do the posts of the Drucksache cost, and are they approved? One row per listed measure and year of its Personal, in EUR.
-- A listed measure without Personal has one row without a year; one that is neither delivered nor booked has none.
WITH listed AS (
    SELECT measure.measure_id
    FROM reporting
    JOIN measure_states AS measure ON measure.as_of = reporting.as_of
    WHERE reporting.asked = $asked AND list_contains(CAST($posts AS VARCHAR[]), measure.measure_id)
      AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), measure.measure_id))
),
staff AS (
    SELECT measure_id, budget_year, sum(pending_eur) AS pending_eur, sum(approved_eur) AS approved_eur,
           sum(budget_eur) AS budget_eur, sum(actual_eur) AS actual_eur, sum(committed_eur) AS committed_eur,
           sum(forecast_eur) AS forecast_eur
    FROM visible_cells
    WHERE asked = $asked AND cost_type = 'Personal' AND list_contains(CAST($posts AS VARCHAR[]), measure_id)
      AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), measure_id))
    GROUP BY measure_id, budget_year
)
SELECT coalesce(listed.measure_id, staff.measure_id) AS measure_id, budget_year,
       listed.measure_id IS NOT NULL AS is_known,
       CAST(pending_eur AS DOUBLE) AS pending_eur,
       CAST(budget_eur - approved_eur AS DOUBLE) AS decided_eur,
       CAST(approved_eur AS DOUBLE) AS approved_eur,
       CAST(budget_eur AS DOUBLE) AS budget_eur,
       CAST(actual_eur AS DOUBLE) AS actual_eur,
       CAST(committed_eur AS DOUBLE) AS committed_eur,
       CAST(forecast_eur AS DOUBLE) AS forecast_eur
FROM listed
FULL JOIN staff ON staff.measure_id = listed.measure_id
ORDER BY measure_id, budget_year NULLS LAST
