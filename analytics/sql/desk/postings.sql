-- Which postings does the analyst's desk read? One row per posting at the date asked, or at every costs date up to it, with the
-- measure that it was booked for. title_searched is made small before the join: once per measure, not once per posting.
SELECT posting.as_of, posting.posting_id, posting.measure_id, measure.title, measure.field_of_action, measure.department,
       measure.division, measure.committee, measure.status, posting.budget_year, posting.month, posting.sub_budget,
       posting.product, posting.budget_kind, posting.cost_type, posting.asset, posting.value_type, posting.funding_source,
       posting.funding_programme, posting.funding_expires, posting.approval, posting.amount_eur, measure.title_searched
FROM costs AS posting
JOIN reporting ON reporting.costs_as_of = posting.as_of
LEFT JOIN (SELECT *, lower(title) AS title_searched FROM measures) AS measure
  ON measure.as_of = reporting.as_of AND measure.measure_id = posting.measure_id
WHERE CASE WHEN $every_date THEN reporting.asked <= $asked AND reporting.asked = reporting.costs_as_of ELSE reporting.asked = $asked END
  AND (measure.measure_id IS NOT NULL OR (SELECT every_row FROM viewer))
  AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), posting.measure_id))
