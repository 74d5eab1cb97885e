-- What is the money of each Produkt used for? One row per year, Teilhaushalt, Produkt, budget kind, cost type and Gegenstand, in EUR.
-- Produkt and Gegenstand are no part of a cost cell: the postings that make up its valid and its pending budget are split,
-- so all rows add up to costs/plan_vs_actual. A forecast without postings of its own cannot be split and is left out.
WITH parts AS (
    SELECT costs.measure_id, budget_year, sub_budget, budget_kind, cost_type, funding_source, funding_programme, product, asset,
           count(CASE WHEN value_type = 'Fortgeschriebener Ansatz' AND approval <> 'angemeldet' THEN 1 END) AS updates,
           sum(CASE WHEN value_type = 'Fortgeschriebener Ansatz' AND approval <> 'angemeldet' THEN amount_eur END) AS updated_eur,
           sum(CASE WHEN value_type = 'Ansatz' AND approval <> 'angemeldet' THEN amount_eur END) AS planned_eur,
           count(CASE WHEN value_type = 'Fortgeschriebener Ansatz' AND approval = 'angemeldet' THEN 1 END) AS pending_updates,
           sum(CASE WHEN value_type = 'Fortgeschriebener Ansatz' AND approval = 'angemeldet' THEN amount_eur END) AS pending_updated_eur,
           sum(CASE WHEN value_type = 'Ansatz' AND approval = 'angemeldet' THEN amount_eur END) AS pending_planned_eur,
           coalesce(sum(CASE WHEN value_type = 'Ist' THEN amount_eur END), 0) AS actual_eur,
           coalesce(sum(CASE WHEN value_type = 'Mittelbindung' THEN amount_eur END), 0) AS committed_eur
    FROM costs
    JOIN reporting ON costs.as_of = reporting.costs_as_of
    LEFT JOIN measure_states AS measure ON measure.as_of = reporting.as_of AND measure.measure_id = costs.measure_id
    WHERE reporting.asked = $asked AND (measure.measure_id IS NOT NULL OR (SELECT every_row FROM viewer))
      AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), costs.measure_id))
    GROUP BY costs.measure_id, budget_year, sub_budget, budget_kind, cost_type, funding_source, funding_programme, product, asset
),
cells AS (
    SELECT *, sum(updates) OVER cell AS updates_of_cell, sum(pending_updates) OVER cell AS pending_updates_of_cell
    FROM parts
    WINDOW cell AS (PARTITION BY measure_id, budget_year, sub_budget, budget_kind, cost_type, funding_source, funding_programme)
),
split AS (
    SELECT budget_year, sub_budget, product, budget_kind, cost_type, asset,
           coalesce(sum(CASE WHEN updates_of_cell > 0 THEN updated_eur ELSE planned_eur END), 0) AS budget_eur,
           coalesce(sum(CASE WHEN pending_updates_of_cell > 0 THEN pending_updated_eur ELSE pending_planned_eur END), 0) AS pending_eur,
           sum(actual_eur) AS actual_eur,
           sum(committed_eur) AS committed_eur
    FROM cells
    GROUP BY budget_year, sub_budget, product, budget_kind, cost_type, asset
)
SELECT budget_year, sub_budget, product, split.budget_kind, split.cost_type, asset, cost_block,
       CAST(budget_eur AS DOUBLE) AS budget_eur,
       CAST(pending_eur AS DOUBLE) AS pending_eur,
       CAST(actual_eur AS DOUBLE) AS actual_eur,
       CAST(committed_eur AS DOUBLE) AS committed_eur,
       CAST(budget_eur - actual_eur - committed_eur AS DOUBLE) AS available_eur
FROM split
JOIN cost_blocks AS block ON block.budget_kind = split.budget_kind AND block.cost_type = split.cost_type
ORDER BY budget_year, sub_budget, product NULLS LAST, split.budget_kind, split.cost_type, asset NULLS LAST
