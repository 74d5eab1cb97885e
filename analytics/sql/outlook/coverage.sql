-- How much fibre may the city and each district have a year later, by past growth? One row per area; shares in percent.
-- A case is a district's growth from a Stand to the one about a year later, measured alike; the city stands on its districts' cases.
WITH shares AS (
    SELECT area_id, area_name, as_of, share_pct
    FROM coverage_states
    WHERE delivery <= $asked AND (stand_superseded IS NULL OR stand_superseded > $asked)
      AND user_group = 'Privathaushalte' AND technology = 'FTTB/H' AND min_mbits = 1000
      AND (area_id = $city OR list_contains(CAST($districts AS VARCHAR[]), area_id))
),
breaks AS (SELECT unnest(CAST($breaks AS DATE[])) AS day),
years AS (
    SELECT early.area_id, early.as_of AS base_date, later.share_pct - early.share_pct AS growth,
           row_number() OVER (PARTITION BY early.area_id, early.as_of
                              ORDER BY abs(later.as_of - early.as_of - 365), later.as_of) AS nearness
    FROM shares AS early
    JOIN shares AS later ON later.area_id = early.area_id AND later.as_of - early.as_of BETWEEN 330 AND 400
    WHERE early.area_id <> $city AND early.share_pct IS NOT NULL AND later.share_pct IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM breaks WHERE early.as_of < breaks.day AND breaks.day <= later.as_of)
),
ranked AS (
    SELECT area_id, base_date, growth, row_number() OVER (ORDER BY growth, area_id) AS place, count(*) OVER () AS cases
    FROM years
    WHERE nearness = 1
),
experience AS (
    SELECT count(*) AS cases, count(DISTINCT area_id) AS areas_behind, count(DISTINCT base_date) AS base_dates,
           min(CASE WHEN cases >= least_cases AND 10 * place >= cases THEN growth END) AS low_points,
           min(CASE WHEN cases >= least_cases AND 10 * place >= 9 * cases THEN growth END) AS high_points
    FROM ranked CROSS JOIN range_rule
),
latest AS (
    SELECT *, row_number() OVER (PARTITION BY area_id ORDER BY as_of DESC) AS age
    FROM shares
)
SELECT area_id, area_name, as_of, share_pct AS coverage_pct, as_of + 365 AS a_year_later, cases, areas_behind, base_dates,
       CASE WHEN share_pct IS NOT NULL AND low_points IS NOT NULL
            THEN greatest(0, least(100, share_pct + low_points)) END AS low_pct,
       CASE WHEN share_pct IS NOT NULL AND high_points IS NOT NULL
            THEN greatest(0, least(100, share_pct + high_points)) END AS high_pct
FROM latest CROSS JOIN experience
WHERE age = 1
ORDER BY area_id
