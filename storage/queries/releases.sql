-- name: waiting_people$
-- How many people answered whom no release has counted yet.
SELECT count(DISTINCT task.respondent) FROM task
WHERE task.survey = :survey AND is_closed = 1 AND NOT EXISTS (
  SELECT 1 FROM released_person AS known
  WHERE known.survey = task.survey AND known.respondent = task.respondent
);

-- name: released_people$
-- How many people the releases so far have counted and still hold.
SELECT count(*) FROM released_person WHERE survey = :survey;

-- name: counted_until
-- How many people the releases up to one have counted and still hold, how many findings of theirs
-- there are, those that they confirmed twice, and how many tasks they may be quoted on. CROSS JOIN
-- as in released_counts.
WITH counted AS MATERIALIZED (
  SELECT respondent FROM released_person WHERE survey = :survey AND release <= :release
)
SELECT (SELECT count(*) FROM counted), (
  SELECT coalesce(sum(CASE state WHEN 'found' THEN 1 ELSE 2 END), 0)
  FROM counted CROSS JOIN finding
  WHERE finding.survey = :survey AND kind || '' = 'inefficiency' AND state <> 'rejected'
    AND counted.respondent = finding.respondent
), (
  SELECT count(*) FROM task CROSS JOIN counted
  WHERE task.survey = :survey AND may_quote = 1 AND counted.respondent = task.respondent
);

-- name: counted_since
-- Which release first counted each person.
SELECT respondent, release FROM released_person WHERE survey = :survey;

-- name: last_release$
-- The number of the latest release; 0 if there was none.
SELECT coalesce(max(release), 0) FROM released_cell WHERE survey = :survey;

-- name: include_waiting!
-- Count everybody who answered and waits.
INSERT INTO released_person (survey, respondent, release)
SELECT DISTINCT task.survey, task.respondent, 0 + :release FROM task
WHERE task.survey = :survey AND is_closed = 1 AND NOT EXISTS (
  SELECT 1 FROM released_person AS known
  WHERE known.survey = task.survey AND known.respondent = task.respondent
);

-- name: add_released_cell!
-- Keep a figure as it was shown; what was shown is never changed.
INSERT INTO released_cell (survey, kind, code, team, release, people, is_exact, content)
VALUES (:survey, :kind, :code, :team, :release, :people, :is_exact, :content)
ON CONFLICT (survey, kind, code, team, release) DO NOTHING;

-- name: add_released_cells*!
-- Keep many figures as they were shown.
INSERT INTO released_cell (survey, kind, code, team, release, people, is_exact, content)
VALUES (:survey, :kind, :code, :team, :release, :people, :is_exact, :content)
ON CONFLICT (survey, kind, code, team, release) DO NOTHING;

-- name: released_cells
-- Everything that was ever shown of a survey, oldest first.
SELECT kind, code, team, release, people, is_exact, content
FROM released_cell WHERE survey = :survey ORDER BY kind, code, team, release;

-- name: released_counts
-- People behind each figure, by team and by the release that first counted them. CROSS JOIN makes
-- SQLite go through the people in the order of the tables' keys; `|| ''` keeps it from an index
-- by kind, in which it would look through all findings for each person.
WITH counted AS MATERIALIZED (
  SELECT released_person.respondent, coalesce(respondent.team, '') AS team, released_person.release
  FROM released_person
  JOIN respondent ON respondent.survey = released_person.survey
    AND respondent.id = released_person.respondent
  WHERE released_person.survey = :survey
), done AS MATERIALIZED (
  SELECT task.respondent, team, release, task.function, task.code,
    minutes_low IS NOT NULL AND per_week_low IS NOT NULL AS is_timed
  FROM task CROSS JOIN counted
  WHERE task.survey = :survey AND is_closed = 1 AND counted.respondent = task.respondent
), named AS MATERIALIZED (
  SELECT finding.respondent, team, release, finding.code, finding.rule, task.may_quote
  FROM counted CROSS JOIN finding CROSS JOIN task
  WHERE finding.survey = :survey AND finding.kind || '' = 'inefficiency' AND finding.state <> 'rejected'
    AND counted.respondent = finding.respondent AND task.survey = finding.survey
    AND task.respondent = finding.respondent AND task.number = finding.task
), worked AS MATERIALIZED (
  SELECT function, release, count(DISTINCT respondent) AS people,
    count(DISTINCT CASE WHEN is_timed THEN respondent END) AS timed_people
  FROM done WHERE function IS NOT NULL GROUP BY function, release
)
SELECT 'answered' AS kind, '' AS code, team, release, count(*) AS people
FROM counted GROUP BY team, release
UNION ALL
SELECT 'code', code, team, release, count(DISTINCT respondent)
FROM named GROUP BY code, team, release
UNION ALL
SELECT 'rule', code || ' ' || rule, '', release, count(DISTINCT respondent)
FROM named GROUP BY code, rule, release
UNION ALL
SELECT 'quote', code, '', release, count(DISTINCT respondent)
FROM named WHERE may_quote = 1 GROUP BY code, release
UNION ALL
SELECT 'hours', code, team, release, count(DISTINCT respondent)
FROM done WHERE is_timed AND code IS NOT NULL GROUP BY code, team, release
UNION ALL
SELECT 'function', function, '', release, people FROM worked
UNION ALL
SELECT 'function_hours', function, '', release, timed_people FROM worked WHERE timed_people > 0;

-- name: linked_people
-- Who of an earlier round is who in a later one, where they agreed; each person once.
SELECT a.respondent, min(b.respondent)
FROM link AS a JOIN link AS b ON b.token = a.token AND b.origin = a.origin AND b.survey = :after
WHERE a.survey = :before AND a.origin = :before
GROUP BY a.respondent ORDER BY a.respondent;

-- name: quotable
-- What those who agreed to be quoted said when they named an inefficiency, in no one's order. Of
-- whoever was shown what was understood, only what they said yes to.
SELECT DISTINCT answer.respondent, answer.text
FROM finding
JOIN released_person AS counted ON counted.survey = finding.survey
  AND counted.respondent = finding.respondent AND counted.release <= :release
JOIN task ON task.survey = finding.survey AND task.respondent = finding.respondent
  AND task.number = finding.task AND task.may_quote = 1
JOIN answer ON answer.survey = finding.survey AND answer.respondent = finding.respondent
  AND answer.task = finding.task AND answer.question = finding.question
WHERE finding.survey = :survey AND finding.code = :code AND finding.kind = 'inefficiency'
  AND answer.text IS NOT NULL AND (finding.state IN ('confirmed', 'added')
    OR finding.state = 'found' AND NOT EXISTS (
      SELECT 1 FROM finding AS judged
      WHERE judged.survey = finding.survey AND judged.respondent = finding.respondent
        AND judged.task = finding.task AND judged.kind = 'inefficiency' AND judged.state <> 'found'
    ))
ORDER BY answer.text;

-- name: released_losses
-- The figures of every finished task of the people who are counted.
SELECT task.respondent, respondent.team, function, code,
  per_week_low, per_week_likely, per_week_high,
  minutes_low, minutes_likely, minutes_high,
  wasted_low, wasted_likely, wasted_high, respondent.role
FROM task
JOIN released_person AS counted ON counted.survey = task.survey
  AND counted.respondent = task.respondent
JOIN respondent ON respondent.survey = task.survey AND respondent.id = task.respondent
WHERE task.survey = :survey AND is_closed = 1 ORDER BY task.respondent, number;

-- name: released_scores
-- What the people who are counted think of each criterion of handing over, summed by the release
-- that first counted them.
SELECT task.function, answer.question, counted.release, count(DISTINCT answer.respondent), count(*), sum(answer.likely),
  sum(answer.likely * answer.likely), min(answer.likely), max(answer.likely)
FROM released_person AS counted CROSS JOIN task CROSS JOIN answer
WHERE counted.survey = :survey
  AND task.survey = counted.survey AND task.respondent = counted.respondent
  AND answer.survey = task.survey AND answer.respondent = task.respondent
  AND answer.task = task.number
  AND task.function IS NOT NULL AND answer.likely IS NOT NULL
  AND answer.outcome = 'answered' AND answer.choices <> ''
  AND (answer.question LIKE 'f_' OR answer.question LIKE 'r_')
GROUP BY task.function, answer.question, counted.release;
