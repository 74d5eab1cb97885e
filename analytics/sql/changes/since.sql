-- What changed between two dates? One row per measure and kind of change; new and vanished measures stand alone.
-- A selection takes the measures that belong to it now, and the vanished ones that belonged to it then.
WITH compared AS (
    SELECT coalesce(now.measure_id, former.measure_id) AS measure_id,
           CASE WHEN former.measure_id IS NULL THEN 'neu' WHEN now.measure_id IS NULL THEN 'entfallen' END AS only_change,
           former.status AS status_before, now.status AS status_now,
           coalesce(former.reported_rating, 'grau') AS rating_before, coalesce(now.reported_rating, 'grau') AS rating_now,
           CAST(coalesce(former.end_actual, former.end_forecast, former.valid_end) AS VARCHAR) AS end_before,
           CAST(coalesce(now.end_actual, now.end_forecast, now.valid_end) AS VARCHAR) AS end_now,
           CAST(CAST(former.budget_eur AS DECIMAL(38, 2)) AS VARCHAR) AS budget_before,
           CAST(CAST(now.budget_eur AS DECIMAL(38, 2)) AS VARCHAR) AS budget_now
    FROM (SELECT * FROM standings WHERE asked = $asked) AS now
    FULL JOIN (SELECT * FROM standings WHERE asked = $since) AS former ON former.measure_id = now.measure_id
    WHERE $everything OR list_contains(CAST($selected AS VARCHAR[]), now.measure_id)
       OR (now.measure_id IS NULL AND list_contains(CAST($selected_before AS VARCHAR[]), former.measure_id))
),
kinds AS (
    SELECT measure_id, kind.change, only_change,
           CASE kind.change WHEN 'Bearbeitungsstand' THEN status_before WHEN 'Ampel' THEN rating_before
                            WHEN 'Termin' THEN end_before WHEN 'Kosten' THEN budget_before END AS old,
           CASE kind.change WHEN 'Bearbeitungsstand' THEN status_now WHEN 'Ampel' THEN rating_now
                            WHEN 'Termin' THEN end_now WHEN 'Kosten' THEN budget_now END AS new
    FROM compared
    CROSS JOIN (VALUES ('neu'), ('entfallen'), ('Bearbeitungsstand'), ('Ampel'), ('Termin'), ('Kosten')) AS kind (change)
)
SELECT measure_id, change,
       CASE WHEN only_change IS NULL THEN old END AS old,
       CASE WHEN only_change IS NULL THEN new END AS new
FROM kinds
WHERE only_change = change OR (only_change IS NULL AND old IS DISTINCT FROM new)
ORDER BY measure_id, change
