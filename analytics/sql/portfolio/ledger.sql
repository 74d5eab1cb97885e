-- What came into the portfolio, what left it, what changed in it? One row per reporting date up to the date asked.
-- Against the date before; everything but added, returned and vanished counts measures of both dates. On the first date all
-- are added. Cohort = the measures of the very first date, as they stand on each. No selection applies: a vanished measure
-- has no state by which it could be selected.
WITH dates AS (
    SELECT as_of, lag(as_of) OVER (ORDER BY as_of) AS previous, min(as_of) OVER () AS first_date
    FROM (SELECT DISTINCT as_of FROM reporting WHERE as_of <= (SELECT as_of FROM reporting WHERE asked = $asked)) AS known
),
appeared AS (
    SELECT measure_id, min(as_of) AS first_seen
    FROM measures
    GROUP BY measure_id
),
compared AS (
    SELECT dates.as_of, dates.previous,
           now.measure_id AS now_id, former.measure_id AS former_id,
           appeared.first_seen < dates.as_of AS is_known,
           CASE WHEN appeared.first_seen = dates.first_date THEN coalesce(now.status, 'entfallen') END AS cohort_status,
           now.status AS status_now, former.status AS status_before,
           now.status IN ('geplant', 'in Umsetzung') AS is_open, former.status IN ('geplant', 'in Umsetzung') AS was_open,
           now.title <> former.title OR now.field_of_action <> former.field_of_action
               OR now.department <> former.department AS is_relabelled
    FROM dates
    LEFT JOIN appeared ON appeared.first_seen <= dates.as_of
    LEFT JOIN measures AS now ON now.as_of = dates.as_of AND now.measure_id = appeared.measure_id
    LEFT JOIN measures AS former ON former.as_of = dates.previous AND former.measure_id = appeared.measure_id
)
SELECT as_of, previous,
       count(former_id) AS measures_before,
       count(CASE WHEN former_id IS NULL THEN now_id END) AS added,
       count(CASE WHEN former_id IS NULL AND is_known THEN now_id END) AS returned,
       count(CASE WHEN now_id IS NULL THEN former_id END) AS vanished,
       count(now_id) AS measures_after,
       count(CASE WHEN status_now = 'abgeschlossen' THEN 1 END) AS completed_after,
       count(CASE WHEN status_now = 'abgeschlossen' AND status_before <> 'abgeschlossen' THEN 1 END) AS finished,
       count(CASE WHEN status_now = 'zurückgestellt' AND status_before <> 'zurückgestellt' THEN 1 END) AS paused,
       count(CASE WHEN status_now = 'eingestellt' AND status_before <> 'eingestellt' THEN 1 END) AS stopped,
       count(CASE WHEN is_open AND NOT was_open THEN 1 END) AS resumed,
       count(CASE WHEN is_relabelled THEN 1 END) AS relabelled,
       count(cohort_status) AS cohort,
       count(CASE WHEN cohort_status = 'geplant' THEN 1 END) AS cohort_planned,
       count(CASE WHEN cohort_status = 'in Umsetzung' THEN 1 END) AS cohort_running,
       count(CASE WHEN cohort_status = 'abgeschlossen' THEN 1 END) AS cohort_completed,
       count(CASE WHEN cohort_status = 'zurückgestellt' THEN 1 END) AS cohort_paused,
       count(CASE WHEN cohort_status = 'eingestellt' THEN 1 END) AS cohort_stopped,
       count(CASE WHEN cohort_status = 'entfallen' THEN 1 END) AS cohort_vanished
FROM compared
GROUP BY as_of, previous
ORDER BY as_of
