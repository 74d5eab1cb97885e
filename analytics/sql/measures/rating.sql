-- Where do report and rule disagree, and why? One row per measure.
SELECT measure_id,
       coalesce(reported_rating, 'grau') AS reported_rating,
       computed_rating,
       rule,
       coalesce(reported_rating, 'grau') <> computed_rating AS differs
FROM standings
WHERE asked = $asked AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), measure_id))
ORDER BY measure_id
