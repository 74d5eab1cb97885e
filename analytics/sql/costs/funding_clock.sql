-- Which money expires when, and what must the city still add? One row per programme and earliest term of its cells, all years, in EUR.
-- The own share is that of every measure which this line funds; a measure of several lines counts in each, so it is never summed.
WITH chosen AS (
    SELECT *
    FROM visible_cells
    WHERE asked = $asked AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), measure_id))
),
funded AS (
    SELECT funding_programme, funding_expires AS expires, measure_id,
           sum(budget_eur) AS granted_eur, sum(actual_eur) AS drawn_eur
    FROM chosen
    WHERE funding_source = 'Fördermittel'
    GROUP BY funding_programme, funding_expires, measure_id
),
own AS (
    SELECT measure_id, sum(budget_eur) AS budget_eur, sum(budget_eur) - sum(actual_eur) AS open_eur
    FROM chosen
    WHERE funding_source = 'Eigenmittel'
    GROUP BY measure_id
)
SELECT funding_programme, expires,
       CAST(sum(granted_eur) AS DOUBLE) AS granted_eur,
       CAST(sum(drawn_eur) AS DOUBLE) AS drawn_eur,
       CAST(sum(granted_eur) - sum(drawn_eur) AS DOUBLE) AS open_eur,
       expires - max(reporting.costs_as_of) AS days_left,
       count(*) AS measures,
       CAST(coalesce(sum(own.budget_eur), 0) AS DOUBLE) AS own_budget_eur,
       CAST(coalesce(sum(own.open_eur), 0) AS DOUBLE) AS own_open_eur
FROM funded
JOIN reporting ON reporting.asked = $asked
LEFT JOIN own ON own.measure_id = funded.measure_id
GROUP BY funding_programme, expires
ORDER BY funding_programme, expires NULLS LAST
