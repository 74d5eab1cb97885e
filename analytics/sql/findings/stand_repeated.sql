-- Which values replace those that an earlier folder gave for the same Stand? One row per area, user group, technology and class.
WITH known AS (
    SELECT *,
           CASE WHEN premises_total IS NOT NULL THEN concat(premises_covered, ' von ', premises_total)
                WHEN coverage_pct IS NOT NULL THEN concat(replace(CAST(coverage_pct AS VARCHAR), '.', ','), ' Prozent')
                ELSE 'keine Angabe' END AS shown,
           row_number() OVER (PARTITION BY as_of, area_id, user_group, technology, min_mbits ORDER BY delivery DESC) AS newest
    FROM broadband
    WHERE delivery < $delivery
)
SELECT broadband.source_line,
       CASE WHEN broadband.premises_total IS NOT NULL THEN concat(broadband.premises_covered, ' von ', broadband.premises_total)
            WHEN broadband.coverage_pct IS NOT NULL THEN concat(replace(CAST(broadband.coverage_pct AS VARCHAR), '.', ','), ' Prozent')
            ELSE 'keine Angabe' END AS value,
       known.shown AS detail
FROM broadband
JOIN known
  ON known.as_of = broadband.as_of AND known.area_id = broadband.area_id AND known.user_group = broadband.user_group
 AND known.technology = broadband.technology AND known.min_mbits = broadband.min_mbits AND known.newest = 1
WHERE broadband.delivery = $delivery
  AND (known.premises_total IS DISTINCT FROM broadband.premises_total
       OR known.premises_covered IS DISTINCT FROM broadband.premises_covered
       OR known.coverage_pct IS DISTINCT FROM broadband.coverage_pct)
ORDER BY broadband.source_line, broadband.technology, broadband.min_mbits
