-- Which open measures miss the year in which their valid plan ends, and since when is it known? One row per measure.
-- known_since = the first of the unbroken run of reporting dates up to as_of on which an end after that year was expected;
-- a date without the measure, or on which it had no end, breaks the run.
WITH missed AS (
    SELECT state.measure_id, state.as_of, measure.title, measure.division, CAST(year(state.valid_end) AS BIGINT) AS missed_year,
           state.end_baseline, state.valid_end, state.expected_end, state.days_late_valid
    FROM standings AS state
    JOIN measures AS measure ON measure.as_of = state.as_of AND measure.measure_id = state.measure_id
    WHERE state.asked = $asked AND state.is_open AND year(state.expected_end) > year(state.valid_end)
      AND ($everything OR list_contains(CAST($selected AS VARCHAR[]), state.measure_id))
),
then_expected AS (
    SELECT missed.measure_id, dates.as_of, coalesce(year(state.expected_end) > missed.missed_year, FALSE) AS is_after
    FROM missed
    JOIN (SELECT DISTINCT as_of FROM reporting) AS dates ON dates.as_of <= missed.as_of
    LEFT JOIN measure_states AS state ON state.as_of = dates.as_of AND state.measure_id = missed.measure_id
),
ruptures AS (
    SELECT measure_id, max(as_of) AS last_rupture
    FROM then_expected
    WHERE NOT is_after
    GROUP BY measure_id
),
known AS (
    SELECT then_expected.measure_id, min(then_expected.as_of) AS known_since
    FROM then_expected
    LEFT JOIN ruptures ON ruptures.measure_id = then_expected.measure_id
    WHERE ruptures.last_rupture IS NULL OR then_expected.as_of > ruptures.last_rupture
    GROUP BY then_expected.measure_id
)
SELECT missed.measure_id, missed.title, missed.division, missed.missed_year, missed.end_baseline, missed.valid_end,
       missed.expected_end, missed.days_late_valid, known.known_since
FROM missed
JOIN known ON known.measure_id = missed.measure_id
ORDER BY missed.measure_id
