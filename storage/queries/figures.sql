-- name: task_losses
-- The figures of every finished task.
SELECT task.respondent, respondent.team, function, code,
  per_week_low, per_week_likely, per_week_high,
  minutes_low, minutes_likely, minutes_high,
  wasted_low, wasted_likely, wasted_high, respondent.role
FROM task JOIN respondent ON respondent.survey = task.survey AND respondent.id = task.respondent
WHERE task.survey = :survey AND is_closed = 1 ORDER BY task.respondent, number;

-- name: judgements
-- How many employees confirmed and rejected what each rule found.
SELECT rule, code,
  count(DISTINCT CASE state WHEN 'confirmed' THEN respondent END) AS confirmed,
  count(DISTINCT CASE state WHEN 'rejected' THEN respondent END) AS rejected
FROM finding WHERE kind = 'inefficiency'
GROUP BY rule, code
HAVING sum(CASE state WHEN 'rejected' THEN 1 ELSE 0 END) > 0
ORDER BY rejected DESC, rule;

-- name: unmatched
-- Obstacles that matched nothing, with their author's number, for the review of the catalogue.
SELECT answer.respondent, answer.text FROM answer
WHERE answer.question IN ('obstacle', 'pain') AND answer.text IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM finding WHERE finding.survey = answer.survey
    AND finding.respondent = answer.respondent AND finding.task = answer.task
    AND finding.kind = 'inefficiency' AND finding.state <> 'rejected'
)
ORDER BY answer.survey, answer.respondent, answer.task;

-- name: began$
-- How many people began an interview; whose answers were collected elsewhere never did.
SELECT count(*) FROM respondent WHERE survey = :survey AND NOT EXISTS (
  SELECT 1 FROM task WHERE task.survey = respondent.survey AND task.respondent = respondent.id
    AND task.source = 'import'
);

-- name: furthest_answers
-- How many people's furthest answer is at each place of `questions`, a text with a space around
-- each question of the interview, in their order; 0 for who has given none of these.
SELECT place, count(*) FROM (
  SELECT respondent.id, coalesce(max(
    /*pg strpos(:questions, ' ' || answer.question || ' ') -- */ instr(:questions, ' ' || answer.question || ' ')
  ), 0) AS place
  FROM respondent
  LEFT JOIN answer ON answer.survey = respondent.survey AND answer.respondent = respondent.id
  WHERE respondent.survey = :survey AND NOT EXISTS (
    SELECT 1 FROM task WHERE task.survey = respondent.survey AND task.respondent = respondent.id
      AND task.source = 'import'
  )
  GROUP BY respondent.id
) AS furthest
GROUP BY place ORDER BY place;
