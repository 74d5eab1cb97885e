-- Which broadband values came with one delivery and were not delivered anew for the same Stand? One row per key of the contract.
SELECT * EXCLUDE (delivery, source_line, share_pct, superseded, stand_superseded)
FROM coverage_states
WHERE delivery = $delivery AND stand_superseded IS NULL
ORDER BY as_of, area_id, user_group, technology, min_mbits
