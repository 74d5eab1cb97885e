-- Which divisions keep their dates and report in time? One row per division that has reported a measure by the date asked.
-- Plans: of the measures it leads at as_of. A report = the row of a measure at a reporting date, of the division named in it;
-- in time = reported at most 14 days after that date (contract). With a selection, the measures that it has at as_of.
WITH plans AS (
    SELECT measure.division,
           count(*) AS measures,
           count(CASE WHEN state.status = 'abgeschlossen' THEN 1 END) AS completed,
           count(CASE WHEN state.status = 'abgeschlossen' AND state.days_late_valid <= 0 THEN 1 END) AS completed_by_valid_end,
           count(CASE WHEN state.status = 'abgeschlossen' AND state.days_late_baseline <= 0 THEN 1 END) AS completed_by_baseline,
           count(CASE WHEN state.is_open THEN 1 END) AS still_open,
           count(CASE WHEN state.is_open AND state.days_late_valid > 0 THEN 1 END) AS late_by_valid_end,
           count(CASE WHEN state.is_open AND state.days_late_baseline > 0 THEN 1 END) AS late_by_baseline
    FROM standings AS state
    JOIN measures AS measure ON measure.as_of = state.as_of AND measure.measure_id = state.measure_id
    WHERE state.asked = $asked AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), state.measure_id))
    GROUP BY measure.division
),
reported AS (
    SELECT report.division,
           count(*) AS reports,
           count(CASE WHEN report.reported_on - report.as_of <= 14 THEN 1 END) AS reports_in_time,
           count(CASE WHEN report.reported_on - report.as_of > 14 THEN 1 END) AS reports_late,
           count(CASE WHEN report.reported_on IS NULL THEN 1 END) AS reports_undated
    FROM reporting
    JOIN measures AS report ON report.as_of <= reporting.as_of
    WHERE reporting.asked = $asked AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), report.measure_id))
    GROUP BY report.division
)
SELECT reported.division,
       coalesce(plans.measures, 0) AS measures,
       coalesce(plans.completed, 0) AS completed,
       coalesce(plans.completed_by_valid_end, 0) AS completed_by_valid_end,
       coalesce(plans.completed_by_baseline, 0) AS completed_by_baseline,
       coalesce(plans.still_open, 0) AS still_open,
       coalesce(plans.late_by_valid_end, 0) AS late_by_valid_end,
       coalesce(plans.late_by_baseline, 0) AS late_by_baseline,
       reported.reports, reported.reports_in_time, reported.reports_late, reported.reports_undated
FROM reported
LEFT JOIN plans ON plans.division = reported.division
ORDER BY reported.division
