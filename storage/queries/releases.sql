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

-- name: released_cells
-- Everything that was ever shown of a survey, oldest first.
SELECT kind, code, team, release, people, is_exact, content
FROM released_cell WHERE survey = :survey ORDER BY kind, code, team, release;

-- name: released_counts
-- People behind each figure, by team and by the release that first counted them.
SELECT 'answered' AS kind, '' AS code, coalesce(respondent.team, '') AS team, counted.release,
  count(*) AS people
FROM released_person AS counted
JOIN respondent ON respondent.survey = counted.survey AND respondent.id = counted.respondent
WHERE counted.survey = :survey
GROUP BY respondent.team, counted.release
UNION ALL
SELECT 'code', finding.code, coalesce(respondent.team, ''), counted.release,
  count(DISTINCT finding.respondent)
FROM finding
JOIN released_person AS counted ON counted.survey = finding.survey
  AND counted.respondent = finding.respondent
JOIN respondent ON respondent.survey = finding.survey AND respondent.id = finding.respondent
WHERE finding.survey = :survey AND finding.kind = 'inefficiency' AND finding.state <> 'rejected'
GROUP BY finding.code, respondent.team, counted.release
UNION ALL
SELECT 'rule', finding.code || ' ' || finding.rule, '', counted.release,
  count(DISTINCT finding.respondent)
FROM finding
JOIN released_person AS counted ON counted.survey = finding.survey
  AND counted.respondent = finding.respondent
WHERE finding.survey = :survey AND finding.kind = 'inefficiency' AND finding.state <> 'rejected'
GROUP BY finding.code, finding.rule, counted.release
UNION ALL
SELECT 'hours', task.code, coalesce(respondent.team, ''), counted.release,
  count(DISTINCT task.respondent)
FROM task
JOIN released_person AS counted ON counted.survey = task.survey
  AND counted.respondent = task.respondent
JOIN respondent ON respondent.survey = task.survey AND respondent.id = task.respondent
WHERE task.survey = :survey AND is_closed = 1 AND task.code IS NOT NULL
  AND minutes_low IS NOT NULL AND per_week_low IS NOT NULL
GROUP BY task.code, respondent.team, counted.release
UNION ALL
SELECT 'function', task.function, '', counted.release, count(DISTINCT task.respondent)
FROM task
JOIN released_person AS counted ON counted.survey = task.survey
  AND counted.respondent = task.respondent
WHERE task.survey = :survey AND is_closed = 1 AND task.function IS NOT NULL
GROUP BY task.function, counted.release
UNION ALL
SELECT 'function_hours', task.function, '', counted.release, count(DISTINCT task.respondent)
FROM task
JOIN released_person AS counted ON counted.survey = task.survey
  AND counted.respondent = task.respondent
WHERE task.survey = :survey AND is_closed = 1 AND task.function IS NOT NULL
  AND minutes_low IS NOT NULL AND per_week_low IS NOT NULL
GROUP BY task.function, counted.release
UNION ALL
SELECT 'criterion', task.function || ' ' || answer.question, '', counted.release,
  count(DISTINCT answer.respondent)
FROM answer
JOIN released_person AS counted ON counted.survey = answer.survey
  AND counted.respondent = answer.respondent
JOIN task ON task.survey = answer.survey AND task.respondent = answer.respondent
  AND task.number = answer.task
WHERE answer.survey = :survey AND task.function IS NOT NULL AND answer.likely IS NOT NULL
  AND answer.outcome = 'answered' AND answer.choices <> ''
  AND (answer.question LIKE 'f_' OR answer.question LIKE 'r_')
GROUP BY task.function, answer.question, counted.release
UNION ALL
SELECT 'quote', finding.code, '', counted.release, count(DISTINCT finding.respondent)
FROM finding
JOIN released_person AS counted ON counted.survey = finding.survey
  AND counted.respondent = finding.respondent
JOIN task ON task.survey = finding.survey AND task.respondent = finding.respondent
  AND task.number = finding.task
WHERE finding.survey = :survey AND finding.kind = 'inefficiency' AND finding.state <> 'rejected'
  AND task.may_quote = 1
GROUP BY finding.code, counted.release;

-- name: quotable
-- What those who agreed to be quoted said when they named an inefficiency, in no one's order.
SELECT DISTINCT answer.text
FROM finding
JOIN released_person AS counted ON counted.survey = finding.survey
  AND counted.respondent = finding.respondent AND counted.release <= :release
JOIN task ON task.survey = finding.survey AND task.respondent = finding.respondent
  AND task.number = finding.task AND task.may_quote = 1
JOIN answer ON answer.survey = finding.survey AND answer.respondent = finding.respondent
  AND answer.task = finding.task AND answer.question = finding.question
WHERE finding.survey = :survey AND finding.code = :code AND finding.kind = 'inefficiency'
  AND finding.state <> 'rejected' AND answer.text IS NOT NULL
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
-- The scores on the criteria of handing over of the people who are counted.
SELECT task.function, answer.question, answer.respondent, answer.likely
FROM answer
JOIN released_person AS counted ON counted.survey = answer.survey
  AND counted.respondent = answer.respondent
JOIN task ON task.survey = answer.survey AND task.respondent = answer.respondent
  AND task.number = answer.task
WHERE answer.survey = :survey AND task.function IS NOT NULL AND answer.likely IS NOT NULL
  AND answer.outcome = 'answered' AND answer.choices <> ''
  AND (answer.question LIKE 'f_' OR answer.question LIKE 'r_')
ORDER BY task.function, answer.question, answer.respondent;
