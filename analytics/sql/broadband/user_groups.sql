-- Who is connected in the districts asked? One row per user group, technology and speed class that has counts: their sums.
SELECT user_group, technology, min_mbits, count(*) AS areas_counted,
       CAST(sum(premises_total) AS BIGINT) AS premises_total, CAST(sum(premises_covered) AS BIGINT) AS premises_covered,
       100 * CAST(sum(premises_covered) AS DOUBLE) / nullif(sum(premises_total), 0) AS coverage_pct,
       min(as_of) AS oldest_as_of, max(as_of) AS newest_as_of
FROM coverage_states
WHERE delivery <= $asked AND (superseded IS NULL OR superseded > $asked)
  AND list_contains(CAST($districts AS VARCHAR[]), area_id) AND premises_total IS NOT NULL
GROUP BY user_group, technology, min_mbits
ORDER BY user_group, technology, min_mbits
