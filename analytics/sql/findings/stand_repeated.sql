-- Which values replace others that an earlier folder gave for the same Stand? One row per area, user group, technology and class.
WITH shown AS (
    SELECT *,
           CASE WHEN premises_total IS NOT NULL THEN concat(premises_covered, ' von ', premises_total)
                WHEN coverage_pct IS NOT NULL THEN concat(replace(CAST(coverage_pct AS VARCHAR), '.', ','), ' Prozent')
                ELSE 'keine Angabe' END AS shown
    FROM broadband
    WHERE delivery <= $delivery
),
known AS (
    SELECT *,
           row_number() OVER (PARTITION BY as_of, area_id, user_group, technology, min_mbits ORDER BY delivery DESC) AS newest
    FROM shown
    WHERE delivery < $delivery
)
SELECT fresh.source_line, fresh.shown AS value, known.shown AS detail
FROM shown AS fresh
JOIN known
  ON known.as_of = fresh.as_of AND known.area_id = fresh.area_id AND known.user_group = fresh.user_group
 AND known.technology = fresh.technology AND known.min_mbits = fresh.min_mbits AND known.newest = 1
WHERE fresh.delivery = $delivery AND known.shown <> fresh.shown
ORDER BY fresh.source_line, fresh.technology, fresh.min_mbits
