-- How do plan and spending run through the year? One row per budget year and month with postings (null = whole year), in EUR.
-- Planned are the postings that make up the valid budget of their cost cell, so a year's months add up to it.
WITH months AS (
    SELECT costs.measure_id, budget_year, sub_budget, budget_kind, cost_type, funding_source, funding_programme, month,
           count(CASE WHEN value_type = 'Fortgeschriebener Ansatz' AND approval <> 'angemeldet' THEN 1 END) AS updates,
           sum(CASE WHEN value_type = 'Fortgeschriebener Ansatz' AND approval <> 'angemeldet' THEN amount_eur END) AS updated_eur,
           sum(CASE WHEN value_type = 'Ansatz' AND approval <> 'angemeldet' THEN amount_eur END) AS approved_eur,
           sum(CASE WHEN value_type = 'Ist' THEN amount_eur END) AS actual_eur
    FROM costs
    JOIN reporting ON costs.as_of = reporting.costs_as_of
    LEFT JOIN measure_states AS measure ON measure.as_of = reporting.as_of AND measure.measure_id = costs.measure_id
    WHERE reporting.asked = $asked AND (measure.measure_id IS NOT NULL OR (SELECT every_row FROM viewer))
      AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), costs.measure_id))
    GROUP BY costs.measure_id, budget_year, sub_budget, budget_kind, cost_type, funding_source, funding_programme, month
),
cells AS (
    SELECT *, sum(updates) OVER (PARTITION BY measure_id, budget_year, sub_budget, budget_kind, cost_type, funding_source,
                                              funding_programme) AS updates_of_cell
    FROM months
)
SELECT budget_year, month,
       CAST(coalesce(sum(CASE WHEN updates_of_cell > 0 THEN updated_eur ELSE approved_eur END), 0) AS DOUBLE) AS planned_eur,
       CAST(coalesce(sum(actual_eur), 0) AS DOUBLE) AS actual_eur
FROM cells
GROUP BY budget_year, month
ORDER BY budget_year, month NULLS LAST
