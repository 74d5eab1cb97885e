-- How far are the measures of each committee? One row per committee that has any of the selection.
SELECT measure.committee,
       count(*) AS measures,
       count(CASE WHEN state.status = 'geplant' THEN 1 END) AS measures_planned,
       count(CASE WHEN state.status = 'in Umsetzung' THEN 1 END) AS measures_running,
       count(CASE WHEN state.status = 'abgeschlossen' THEN 1 END) AS measures_completed,
       count(CASE WHEN state.status = 'zurückgestellt' THEN 1 END) AS measures_paused,
       count(CASE WHEN state.status = 'eingestellt' THEN 1 END) AS measures_stopped,
       count(CASE WHEN state.is_open AND state.days_late_valid > 0 THEN 1 END) AS measures_late,
       count(CASE WHEN state.computed_rating = 'rot' THEN 1 END) AS rating_red,
       count(CASE WHEN state.is_open AND state.decision_needed IS NOT NULL THEN 1 END) AS decisions_open,
       count(CASE WHEN state.is_open AND state.decision_needed IS NOT NULL AND state.decision_due < state.as_of THEN 1 END) AS decisions_overdue
FROM standings AS state
JOIN measures AS measure ON measure.as_of = state.as_of AND measure.measure_id = state.measure_id
WHERE state.asked = $asked AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), state.measure_id))
GROUP BY measure.committee
ORDER BY measure.committee
