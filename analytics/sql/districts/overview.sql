-- How far are the measures of each district? One row per district that any concern, and one with no district for the whole city.
-- A measure of several districts counts in each of them, so rows do not add up.
SELECT place.district,
       count(*) AS measures,
       count(CASE WHEN state.status = 'geplant' THEN 1 END) AS measures_planned,
       count(CASE WHEN state.status = 'in Umsetzung' THEN 1 END) AS measures_running,
       count(CASE WHEN state.status = 'abgeschlossen' THEN 1 END) AS measures_completed,
       count(CASE WHEN state.status = 'zurückgestellt' THEN 1 END) AS measures_paused,
       count(CASE WHEN state.status = 'eingestellt' THEN 1 END) AS measures_stopped,
       count(CASE WHEN state.is_open AND state.days_late_valid > 0 THEN 1 END) AS measures_late,
       count(CASE WHEN state.computed_rating = 'rot' THEN 1 END) AS rating_red,
       count(CASE WHEN state.computed_rating = 'gelb' THEN 1 END) AS rating_yellow,
       count(CASE WHEN state.computed_rating = 'grün' THEN 1 END) AS rating_green,
       count(CASE WHEN state.computed_rating = 'grau' THEN 1 END) AS rating_grey,
       count(CASE WHEN state.is_open AND state.decision_needed IS NOT NULL THEN 1 END) AS decisions_open
FROM standings AS state
JOIN measure_districts AS place ON place.as_of = state.as_of AND place.measure_id = state.measure_id
WHERE state.asked = $asked AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), state.measure_id))
  AND ($every_districts OR place.district IS NULL OR list_contains(CAST($districts AS VARCHAR[]), place.district))
GROUP BY place.district
ORDER BY place.district NULLS LAST
