-- How often did the ranges of earlier reporting dates come true? One row per class of time left that has occurred.
-- Each range rests on what was known on its own date; of a measure the first range in a class counts, later ones repeat it.
-- A measure that was paused, stopped or vanished is counted apart, one that is still open counts as too late once its latest
-- end has passed. `cases` and what follows is the experience of today.
WITH earlier AS (
    SELECT past.*, reporting.as_of AS today,
           row_number() OVER (PARTITION BY past.measure_id, past.remaining
                              ORDER BY CASE WHEN past.latest_end IS NULL THEN 1 ELSE 0 END, past.as_of) AS place
    FROM reporting
    JOIN end_ranges AS past ON past.as_of < reporting.as_of
    WHERE reporting.asked = $asked
),
tested AS (
    SELECT past.remaining, past.latest_end IS NOT NULL AS is_given,
           CASE WHEN past.latest_end IS NULL THEN 'none'
                WHEN known.known_end IS NULL THEN 'no end'
                WHEN known.is_completed AND known.known_end < past.earliest_end THEN 'early'
                WHEN known.is_completed AND known.known_end <= past.latest_end THEN 'hit'
                WHEN known.is_completed OR past.latest_end < past.today THEN 'late'
                ELSE 'open' END AS outcome
    FROM earlier AS past
    JOIN known_ends AS known ON known.as_of = past.today AND known.measure_id = past.measure_id
    WHERE past.place = 1
),
counted AS (
    SELECT remaining, count(*) AS asked_for, count(CASE WHEN is_given THEN 1 END) AS ranges,
           count(CASE WHEN outcome IN ('hit', 'early', 'late') THEN 1 END) AS decided,
           count(CASE WHEN outcome = 'hit' THEN 1 END) AS hits,
           count(CASE WHEN outcome = 'early' THEN 1 END) AS too_early,
           count(CASE WHEN outcome = 'late' THEN 1 END) AS too_late,
           count(CASE WHEN outcome = 'open' THEN 1 END) AS undecided,
           count(CASE WHEN outcome = 'no end' THEN 1 END) AS without_end
    FROM tested
    GROUP BY remaining
)
SELECT counted.*, coalesce(cases, 0) AS cases, coalesce(cases_without_end, 0) AS cases_without_end, low_days, high_days
FROM counted
JOIN reporting ON reporting.asked = $asked
LEFT JOIN end_experience AS experience ON experience.as_of = reporting.as_of AND experience.remaining = counted.remaining
ORDER BY counted.remaining
