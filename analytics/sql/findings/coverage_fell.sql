-- Which coverages fall by more than half a point since the Stand before? One row per area, user group, technology and class.
WITH shown AS (
    SELECT *,
           CASE WHEN premises_total IS NULL THEN CAST(coverage_pct AS DOUBLE)
                ELSE 100 * CAST(premises_covered AS DOUBLE) / nullif(premises_total, 0) END AS share_pct,
           CASE WHEN premises_total IS NOT NULL THEN concat(premises_covered, ' von ', premises_total)
                ELSE concat(replace(CAST(coverage_pct AS VARCHAR), '.', ','), ' Prozent') END AS shown,
           row_number() OVER (PARTITION BY as_of, area_id, user_group, technology, min_mbits ORDER BY delivery DESC) AS newest
    FROM broadband
    WHERE delivery <= $delivery
),
stands AS (
    SELECT *,
           lag(share_pct) OVER (PARTITION BY area_id, user_group, technology, min_mbits ORDER BY as_of) AS share_before,
           lag(shown) OVER (PARTITION BY area_id, user_group, technology, min_mbits ORDER BY as_of) AS shown_before,
           lag(as_of) OVER (PARTITION BY area_id, user_group, technology, min_mbits ORDER BY as_of) AS as_of_before
    FROM shown
    WHERE newest = 1 AND share_pct IS NOT NULL
)
SELECT source_line, shown AS value, concat(shown_before, ' am ', strftime(as_of_before, '%d.%m.%Y')) AS detail
FROM stands
WHERE delivery = $delivery AND share_before - share_pct > 0.5
ORDER BY source_line, technology, min_mbits
