-- The measures of the newest reporting date, with plan, money and rating as the rule computes them. One row per measure.
CREATE VIEW newest_measures AS
SELECT measures.measure_id, measures.title, measures.field_of_action, measures.department, measures.division, measures.committee,
       measures.districts, measures.status, measures.reported_rating, standings.computed_rating, standings.rule,
       measures.progress_pct, standings.valid_end, standings.expected_end, standings.days_late_valid, standings.budget_eur,
       standings.outlook_eur, measures.decision_needed, measures.decision_due, measures.as_of
FROM standings
JOIN measures ON measures.as_of = standings.as_of AND measures.measure_id = standings.measure_id
WHERE standings.asked = (SELECT max(asked) FROM reporting);

-- The cost cells of the newest date that the viewer may see: what is planned, spent, bound and left. One row per cost cell.
CREATE VIEW newest_costs AS
SELECT * EXCLUDE (asked, is_year_asked)
FROM visible_cells
WHERE asked = (SELECT max(asked) FROM reporting)
