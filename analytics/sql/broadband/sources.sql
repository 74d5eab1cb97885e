-- Where do the city's values come from? One row per source that broadband/trend reads.
SELECT source, count(*) AS shares
FROM coverage_states
WHERE delivery <= $asked AND (stand_superseded IS NULL OR stand_superseded > $asked) AND area_id = $city
GROUP BY source
ORDER BY source
