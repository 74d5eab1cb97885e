-- How often did the ranges for fibre of earlier Stände come true? One row per level: the city (Gemeinde) apart from its districts.
-- Each range rests on the districts' growth that had been measured by its own Stand; a year later is the Stand 330 to 400 days on.
WITH shares AS (
    SELECT area_id, level, as_of, share_pct
    FROM coverage_states
    WHERE delivery <= $asked AND (stand_superseded IS NULL OR stand_superseded > $asked)
      AND user_group = 'Privathaushalte' AND technology = 'FTTB/H' AND min_mbits = 1000
      AND (area_id = $city OR list_contains(CAST($districts AS VARCHAR[]), area_id))
),
breaks AS (SELECT unnest(CAST($breaks AS DATE[])) AS day),
years AS (
    SELECT early.area_id, early.as_of, later.as_of AS measured, later.share_pct - early.share_pct AS growth,
           row_number() OVER (PARTITION BY early.area_id, early.as_of
                              ORDER BY abs(later.as_of - early.as_of - 365), later.as_of) AS nearness
    FROM shares AS early
    JOIN shares AS later ON later.area_id = early.area_id AND later.as_of - early.as_of BETWEEN 330 AND 400
    WHERE early.share_pct IS NOT NULL AND later.share_pct IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM breaks WHERE early.as_of < breaks.day AND breaks.day <= later.as_of)
),
known AS (
    SELECT days.as_of, years.growth, row_number() OVER (PARTITION BY days.as_of ORDER BY years.growth) AS place,
           count(*) OVER (PARTITION BY days.as_of) AS cases
    FROM (SELECT DISTINCT as_of FROM shares) AS days
    JOIN years ON years.measured <= days.as_of AND years.nearness = 1 AND years.area_id <> $city
),
experience AS (
    SELECT as_of, min(CASE WHEN 10 * place >= cases THEN growth END) AS low_points,
           min(CASE WHEN 10 * place >= 9 * cases THEN growth END) AS high_points
    FROM known
    JOIN range_rule ON cases >= least_cases
    GROUP BY as_of
),
tested AS (
    SELECT shares.level, shares.area_id, shares.as_of, low_points IS NOT NULL AS is_given,
           CASE WHEN low_points IS NULL THEN 'none'
                WHEN growth IS NULL THEN 'open'
                WHEN growth < low_points - 1e-9 THEN 'low' -- equal shares differ in their last bit
                WHEN growth > high_points + 1e-9 THEN 'high'
                ELSE 'hit' END AS outcome
    FROM shares
    LEFT JOIN experience ON experience.as_of = shares.as_of
    LEFT JOIN years ON years.area_id = shares.area_id AND years.as_of = shares.as_of AND years.nearness = 1
    WHERE shares.share_pct IS NOT NULL
)
SELECT level, count(*) AS asked_for, count(CASE WHEN is_given THEN 1 END) AS ranges,
       count(DISTINCT CASE WHEN is_given THEN area_id END) AS areas,
       count(CASE WHEN outcome IN ('hit', 'low', 'high') THEN 1 END) AS decided,
       count(DISTINCT CASE WHEN outcome IN ('hit', 'low', 'high') THEN as_of END) AS base_dates,
       count(CASE WHEN outcome = 'hit' THEN 1 END) AS hits, count(CASE WHEN outcome = 'low' THEN 1 END) AS too_low,
       count(CASE WHEN outcome = 'high' THEN 1 END) AS too_high, count(CASE WHEN outcome = 'open' THEN 1 END) AS undecided
FROM tested
GROUP BY level
ORDER BY level
