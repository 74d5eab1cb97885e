-- How often did the ranges of earlier reporting dates come true? One row per class of time left that has occurred.
-- Each range rests on what was known on its own date. A measure that was paused, stopped or vanished is counted apart, one that is
-- still open counts as too late once its latest end has passed. `cases` and what follows is the experience of today.
WITH tested AS (
    SELECT past.remaining, past.measure_id, past.latest_end IS NOT NULL AS is_given,
           CASE WHEN past.latest_end IS NULL THEN 'none'
                WHEN known.known_end IS NULL THEN 'no end'
                WHEN known.is_completed AND known.known_end < past.earliest_end THEN 'early'
                WHEN known.is_completed AND known.known_end <= past.latest_end THEN 'hit'
                WHEN known.is_completed OR past.latest_end < reporting.as_of THEN 'late'
                ELSE 'open' END AS outcome
    FROM reporting
    JOIN end_ranges AS past ON past.as_of < reporting.as_of
    JOIN known_ends AS known ON known.as_of = reporting.as_of AND known.measure_id = past.measure_id
    WHERE reporting.asked = $asked
),
counted AS (
    SELECT remaining, count(*) AS asked_for, count(CASE WHEN is_given THEN 1 END) AS ranges,
           count(DISTINCT CASE WHEN is_given THEN measure_id END) AS measures,
           count(CASE WHEN outcome IN ('hit', 'early', 'late') THEN 1 END) AS decided,
           count(CASE WHEN outcome = 'hit' THEN 1 END) AS hits,
           count(CASE WHEN outcome = 'early' THEN 1 END) AS too_early,
           count(CASE WHEN outcome = 'late' THEN 1 END) AS too_late,
           count(CASE WHEN outcome = 'open' THEN 1 END) AS undecided,
           count(CASE WHEN outcome = 'no end' THEN 1 END) AS without_end
    FROM tested
    GROUP BY remaining
)
SELECT counted.*, coalesce(cases, 0) AS cases, coalesce(cases_without_end, 0) AS cases_without_end,
       coalesce(measures_behind, 0) AS measures_behind, low_days, high_days
FROM counted
JOIN reporting ON reporting.asked = $asked
LEFT JOIN end_experience AS experience ON experience.as_of = reporting.as_of AND experience.remaining = counted.remaining
ORDER BY counted.remaining
