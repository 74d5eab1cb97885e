-- What every question stands on, made once when a snapshot is opened. Statements end with a semicolon at the end of a line.
-- `asked` is a delivery date: any day asked is answered from the latest delivery at or before it.

-- One row per delivery date: which measures and which costs are read when it is asked.
CREATE TABLE reporting AS
SELECT dates.delivery AS asked,
       max(CASE WHEN known.export = 'measures' THEN known.delivery END) AS as_of,
       max(CASE WHEN known.export = 'costs' THEN known.delivery END) AS costs_as_of
FROM (SELECT DISTINCT delivery FROM deliveries) AS dates
JOIN deliveries AS known ON known.delivery <= dates.delivery
GROUP BY dates.delivery;

-- One row per measure and reporting date: its plan ends as of that date. The baseline is that of the measure's first row.
CREATE TABLE measure_states AS
WITH history AS (
    SELECT as_of, measure_id, field_of_action, status, reported_rating, progress_pct, start_planned, end_rebaselined,
           end_forecast, end_actual, decision_needed, decision_due,
           first_value(end_baseline) OVER measure AS end_baseline,
           last_value(end_forecast IGNORE NULLS) OVER before AS forecast_before
    FROM measures
    WINDOW measure AS (PARTITION BY measure_id ORDER BY as_of),
           before AS (PARTITION BY measure_id ORDER BY as_of ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),
planned AS (
    SELECT *,
           status IN ('geplant', 'in Umsetzung') AS is_open,
           CASE WHEN status NOT IN ('zurückgestellt', 'eingestellt') THEN coalesce(end_rebaselined, end_baseline) END AS valid_end,
           CAST(sum(CASE WHEN end_forecast > forecast_before THEN 1 ELSE 0 END) OVER (PARTITION BY measure_id ORDER BY as_of) AS BIGINT) AS shifts
    FROM history
),
expected AS (
    SELECT *, CASE WHEN valid_end IS NOT NULL THEN coalesce(end_actual, greatest(as_of, coalesce(end_forecast, valid_end))) END AS expected_end
    FROM planned
)
SELECT *, expected_end - valid_end AS days_late_valid, CASE WHEN valid_end IS NOT NULL THEN expected_end - end_baseline END AS days_late_baseline
FROM expected;

-- One row per costs date and cost cell: valid budget, pending, actual, committed, forecast (contract.md, "cost cell").
-- `approved_eur` = the part of the valid budget that is genehmigt; the rest of it is beschlossen. `budget_postings` = how many postings
-- plan it, those that a Fortgeschriebener Ansatz replaces among them.
CREATE TABLE cost_cells AS
WITH sums AS (
    SELECT as_of, measure_id, budget_year, sub_budget, budget_kind, cost_type, funding_source, funding_programme,
           min(funding_expires) AS funding_expires,
           coalesce(sum(CASE WHEN value_type = 'Fortgeschriebener Ansatz' AND approval <> 'angemeldet' THEN amount_eur END),
                    sum(CASE WHEN value_type = 'Ansatz' AND approval <> 'angemeldet' THEN amount_eur END), 0) AS budget_eur,
           coalesce(sum(CASE WHEN value_type = 'Fortgeschriebener Ansatz' AND approval = 'angemeldet' THEN amount_eur END),
                    sum(CASE WHEN value_type = 'Ansatz' AND approval = 'angemeldet' THEN amount_eur END), 0) AS pending_eur,
           coalesce(CASE WHEN count(CASE WHEN value_type = 'Fortgeschriebener Ansatz' AND approval <> 'angemeldet' THEN 1 END) > 0
                         THEN sum(CASE WHEN value_type = 'Fortgeschriebener Ansatz' AND approval = 'genehmigt' THEN amount_eur END)
                         ELSE sum(CASE WHEN value_type = 'Ansatz' AND approval = 'genehmigt' THEN amount_eur END) END, 0) AS approved_eur,
           coalesce(sum(CASE WHEN value_type = 'Ist' THEN amount_eur END), 0) AS actual_eur,
           coalesce(sum(CASE WHEN value_type = 'Mittelbindung' THEN amount_eur END), 0) AS committed_eur,
           sum(CASE WHEN value_type = 'Prognose' THEN amount_eur END) AS own_forecast_eur,
           count(CASE WHEN value_type IN ('Ansatz', 'Fortgeschriebener Ansatz') AND approval <> 'angemeldet' THEN 1 END) AS budget_postings
    FROM costs
    GROUP BY as_of, measure_id, budget_year, sub_budget, budget_kind, cost_type, funding_source, funding_programme
)
SELECT * EXCLUDE (own_forecast_eur),
       budget_eur - actual_eur - committed_eur AS available_eur,
       coalesce(own_forecast_eur, greatest(budget_eur, actual_eur + committed_eur)) AS forecast_eur
FROM sums;

-- One row per costs date, measure and budget year: its cost cells added up.
CREATE TABLE cost_years AS
SELECT as_of, measure_id, budget_year, sum(budget_postings) AS budget_postings, sum(budget_eur) AS budget_eur,
       sum(actual_eur) AS actual_eur, sum(forecast_eur) AS forecast_eur
FROM cost_cells
GROUP BY as_of, measure_id, budget_year;

-- One row per budget kind and cost type that occur: the block of the Drucksache's Kostentabelle that they count to.
CREATE TABLE cost_blocks AS
SELECT DISTINCT budget_kind, cost_type,
       CASE WHEN budget_kind = 'Finanzhaushalt' THEN 'Investiv'
            WHEN cost_type IN ('Personal', 'Veranstaltungen und Kommunikation') THEN cost_type
            ELSE 'Laufend' END AS cost_block
FROM cost_cells;

-- One row per date asked and cost cell that the viewer may see; `is_year_asked` = it belongs to the year of the measures read.
CREATE TABLE visible_cells AS
SELECT reporting.asked,
       coalesce(cell.budget_year = year(reporting.as_of), FALSE) AS is_year_asked,
       block.cost_block,
       cell.*
FROM reporting
JOIN cost_cells AS cell ON cell.as_of = reporting.costs_as_of
JOIN cost_blocks AS block ON block.budget_kind = cell.budget_kind AND block.cost_type = cell.cost_type
LEFT JOIN measure_states AS measure ON measure.as_of = reporting.as_of AND measure.measure_id = cell.measure_id
WHERE measure.measure_id IS NOT NULL OR (SELECT every_row FROM viewer);

-- One row per date asked and measure: its state, its money over all years, and the rating that the rule computes.
-- `rule` is the first reason that applies, as a German sentence; comparisons avoid division, so that no limit is missed by rounding.
CREATE TABLE standings AS
WITH money AS (
    SELECT reporting.asked, cost.measure_id, sum(budget_eur) AS budget_eur, sum(actual_eur) AS actual_eur, sum(forecast_eur) AS forecast_eur
    FROM reporting
    JOIN cost_years AS cost ON cost.as_of = reporting.costs_as_of
    GROUP BY reporting.asked, cost.measure_id
),
joined AS (
    SELECT reporting.asked, state.*,
           CASE WHEN reporting.costs_as_of IS NOT NULL THEN coalesce(money.budget_eur, 0) END AS budget_eur,
           coalesce(money.budget_eur, 0) AS known_budget_eur,
           CASE WHEN state.status = 'abgeschlossen' THEN coalesce(money.actual_eur, 0) ELSE coalesce(money.forecast_eur, 0) END AS outlook_eur,
           (state.as_of - state.start_planned) * sign(state.valid_end - state.start_planned) AS days_elapsed,
           abs(state.valid_end - state.start_planned) AS days_planned
    FROM reporting
    JOIN measure_states AS state ON state.as_of = reporting.as_of
    LEFT JOIN money ON money.asked = reporting.asked AND money.measure_id = state.measure_id
),
reasoned AS (
    SELECT joined.*,
           CASE
               WHEN valid_end IS NULL THEN 'ohne Bewertung'
               WHEN days_late_valid > red_days THEN 'Termin rot'
               WHEN known_budget_eur > 0 AND 100 * outlook_eur > red_cost_pct * known_budget_eur THEN 'Kosten rot'
               WHEN is_open AND decision_due < as_of THEN 'Entscheidung überfällig'
               WHEN days_late_valid > yellow_days THEN 'Termin gelb'
               WHEN known_budget_eur > 0 AND 100 * outlook_eur > yellow_cost_pct * known_budget_eur THEN 'Kosten gelb'
               WHEN known_budget_eur <= 0 AND outlook_eur > 0 THEN 'Kosten ohne Budget'
               WHEN status = 'in Umsetzung' AND days_planned > 0 AND (progress_pct + yellow_lag_points) * days_planned
                    < 100 * greatest(0, least(days_elapsed, days_planned)) THEN 'Fortschritt gelb'
               ELSE 'im Plan'
           END AS reason_found,
           CASE WHEN is_open THEN concat('wird ', days_late_valid, ' Tage nach dem gültigen Plan erwartet')
                ELSE concat('lag ', days_late_valid, ' Tage nach dem gültigen Plan') END AS delay_words,
           CASE WHEN is_open THEN 'erwarteten Kosten' ELSE 'Ausgaben' END AS cost_words
    FROM joined CROSS JOIN thresholds
)
SELECT reasoned.* EXCLUDE (delay_words, cost_words),
       CASE WHEN reason_found = 'ohne Bewertung' THEN 'grau'
            WHEN reason_found IN ('Termin rot', 'Kosten rot', 'Entscheidung überfällig') THEN 'rot'
            WHEN reason_found = 'im Plan' THEN 'grün'
            ELSE 'gelb' END AS computed_rating,
       CASE reason_found
           WHEN 'ohne Bewertung' THEN concat('Keine Bewertung, die Maßnahme ist ', status, '.')
           WHEN 'Termin rot' THEN concat('Das Ende ', delay_words, ', kritisch ist mehr als ', red_days, '.')
           WHEN 'Kosten rot' THEN concat('Die ', cost_words, ' liegen über ', CAST(round(red_cost_pct) AS INTEGER), ' Prozent des gültigen Budgets.')
           WHEN 'Entscheidung überfällig' THEN concat('Die Entscheidung war bis ', strftime(decision_due, '%d.%m.%Y'), ' fällig.')
           WHEN 'Termin gelb' THEN concat('Das Ende ', delay_words, ', zu beobachten ist mehr als ', yellow_days, '.')
           WHEN 'Kosten gelb' THEN concat('Die ', cost_words, ' liegen über ', CAST(round(yellow_cost_pct) AS INTEGER), ' Prozent des gültigen Budgets.')
           WHEN 'Kosten ohne Budget' THEN 'Es entstehen Kosten, aber ein gültiges Budget fehlt.'
           WHEN 'Fortschritt gelb' THEN concat('Der Fortschritt liegt mehr als ', CAST(round(yellow_lag_points) AS INTEGER), ' Punkte hinter der verstrichenen Zeit.')
           ELSE 'Termin, Kosten und Fortschritt liegen im Plan.'
       END AS rule
FROM reasoned CROSS JOIN thresholds;

-- One row per reporting date, measure and district that it concerns; district is null where it concerns the whole city.
CREATE TABLE measure_districts AS
SELECT DISTINCT as_of, measure_id, unnest(districts) AS district FROM measures WHERE len(districts) > 0
UNION ALL
SELECT as_of, measure_id, NULL AS district FROM measures WHERE len(districts) = 0;

-- One row per delivered broadband value with its share and the time it counts: from its own delivery until a newer Stand, or
-- the same Stand in a later folder, was delivered. `stand_superseded` looks at the same Stand alone.
CREATE TABLE coverage_states AS
SELECT *,
       CASE WHEN premises_total IS NULL THEN CAST(coverage_pct AS DOUBLE)
            ELSE 100 * CAST(premises_covered AS DOUBLE) / nullif(premises_total, 0) END AS share_pct,
       min(delivery) OVER (PARTITION BY area_id, user_group, technology, min_mbits ORDER BY as_of DESC, delivery DESC
                           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS superseded,
       min(delivery) OVER (PARTITION BY area_id, user_group, technology, min_mbits, as_of ORDER BY delivery DESC
                           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS stand_superseded
FROM broadband;

-- One row: with fewer past cases than this there is no range.
CREATE TABLE range_rule AS
SELECT 20 AS least_cases;

-- One row per reporting date and measure in Umsetzung: the end expected then, and its class by the time that was left. `is_first` marks
-- the earliest date on which the measure was in that class.
CREATE TABLE running_ends AS
WITH classed AS (
    SELECT as_of, measure_id, expected_end,
           CASE WHEN expected_end - as_of <= 180 THEN 'bis 180 Tage' WHEN expected_end - as_of <= 365 THEN 'bis 365 Tage' ELSE 'länger' END AS remaining
    FROM measure_states
    WHERE status = 'in Umsetzung'
)
SELECT *, row_number() OVER (PARTITION BY measure_id, remaining ORDER BY as_of) = 1 AS is_first
FROM classed;

-- One row per reporting date and measure known by then: the end known on that date, expected where the measure is still open.
-- None for paused and stopped ones, and for those that the delivery no longer names, unless they were completed before.
CREATE TABLE known_ends AS
WITH spans AS (
    SELECT *, lead(as_of) OVER (PARTITION BY measure_id ORDER BY as_of) AS superseded
    FROM measure_states
)
SELECT dates.as_of, spans.measure_id, spans.status = 'abgeschlossen' AS is_completed,
       CASE WHEN spans.status = 'abgeschlossen' OR spans.as_of = dates.as_of THEN spans.expected_end END AS known_end
FROM (SELECT DISTINCT as_of FROM reporting) AS dates
JOIN spans ON spans.as_of <= dates.as_of AND (spans.superseded IS NULL OR spans.superseded > dates.as_of);

-- One row per reporting date and class of time left: how much later than expected the cases of the past ended. A case is a measure
-- at the earliest date on which it was in that class, if the end expected then has come by this date, so slow ones are in it. Later
-- dates of the measure add nothing: they tell of the same end, and closer to it. Days by nearest rank: of n cases in order the first
-- at or above a tenth, and nine tenths, of n; comparisons avoid division.
CREATE TABLE end_experience AS
WITH cases AS (
    SELECT known.as_of, running.remaining, running.measure_id, CAST(known.known_end - running.expected_end AS INTEGER) AS days_off
    FROM running_ends AS running
    JOIN known_ends AS known
      ON known.measure_id = running.measure_id AND known.as_of > running.as_of AND known.as_of >= running.expected_end
    WHERE running.is_first
),
counted AS (
    SELECT as_of, remaining, count(days_off) AS cases, count(*) - count(days_off) AS cases_without_end
    FROM cases
    GROUP BY as_of, remaining
),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY as_of, remaining ORDER BY days_off, measure_id) AS place
    FROM cases
    WHERE days_off IS NOT NULL
),
quantiles AS (
    SELECT ranked.as_of, ranked.remaining,
           min(CASE WHEN 10 * place >= cases THEN days_off END) AS low_days,
           min(CASE WHEN 10 * place >= 9 * cases THEN days_off END) AS high_days
    FROM ranked
    JOIN counted ON counted.as_of = ranked.as_of AND counted.remaining = ranked.remaining
    JOIN range_rule ON cases >= least_cases
    GROUP BY ranked.as_of, ranked.remaining
)
SELECT counted.*, low_days, high_days
FROM counted
LEFT JOIN quantiles ON quantiles.as_of = counted.as_of AND quantiles.remaining = counted.remaining;

-- One row per reporting date and measure in Umsetzung: between which days it ends if it goes as in eight of ten cases of its class.
-- Never before the reporting date; none where too few cases stand behind it (range_rule).
CREATE TABLE end_ranges AS
SELECT running.as_of, running.measure_id, running.expected_end, running.remaining,
       coalesce(cases, 0) AS cases, coalesce(cases_without_end, 0) AS cases_without_end,
       CASE WHEN low_days IS NOT NULL THEN greatest(running.as_of, running.expected_end + low_days) END AS earliest_end,
       CASE WHEN high_days IS NOT NULL THEN greatest(running.as_of, running.expected_end + high_days) END AS latest_end
FROM running_ends AS running
LEFT JOIN end_experience AS experience ON experience.as_of = running.as_of AND experience.remaining = running.remaining;
