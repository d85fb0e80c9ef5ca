-- name: add_respondent!
-- Keep that somebody answers.
INSERT INTO respondent (survey, id, week) VALUES (:survey, :id, :week)
ON CONFLICT (survey, id) DO NOTHING;

-- name: place_respondent!
-- Keep where a respondent works; what is not given stays as it is.
UPDATE respondent SET team = coalesce(:team, team), role = coalesce(:role, role)
WHERE survey = :survey AND id = :id;

-- name: open_task!
-- Begin a task.
INSERT INTO task (survey, respondent, number, source, week)
VALUES (:survey, :respondent, :number, :source, :week)
ON CONFLICT (survey, respondent, number) DO NOTHING;

-- name: close_task!
-- Keep the figures of a finished task.
UPDATE task SET is_closed = 1, function = :function, code = :code,
  per_week_low = :per_week_low, per_week_likely = :per_week_likely, per_week_high = :per_week_high,
  minutes_low = :minutes_low, minutes_likely = :minutes_likely, minutes_high = :minutes_high,
  wasted_low = :wasted_low, wasted_likely = :wasted_likely, wasted_high = :wasted_high
WHERE survey = :survey AND respondent = :respondent AND number = :number;

-- name: allow_quotes!
-- Keep whether a respondent's words may be quoted.
UPDATE task SET may_quote = :allowed WHERE survey = :survey AND respondent = :respondent;

-- name: save_answer!
-- Keep an answer; a later one to the same question replaces it.
INSERT INTO answer (survey, respondent, task, question, outcome, text, low, likely, high, choices, message, week)
VALUES (:survey, :respondent, :task, :question, :outcome, :text, :low, :likely, :high, :choices, :message, :week)
ON CONFLICT (survey, respondent, task, question) DO UPDATE SET
  outcome = excluded.outcome, text = excluded.text, low = excluded.low, likely = excluded.likely,
  high = excluded.high, choices = excluded.choices, message = excluded.message;

-- name: clear_findings!
-- Forget what an answer was matched to.
DELETE FROM finding
WHERE survey = :survey AND respondent = :respondent AND task = :task AND question = :question;

-- name: add_finding!
-- Keep what an answer was matched to.
INSERT INTO finding (survey, respondent, task, question, kind, code, rule, score, threshold, first, last, runner_up, state)
VALUES (:survey, :respondent, :task, :question, :kind, :code, :rule, :score, :threshold, :first, :last, :runner_up, :state)
ON CONFLICT (survey, respondent, task, question, kind, code) DO NOTHING;

-- name: judge_finding!
-- Keep what the employee says of a finding.
UPDATE finding SET state = :state
WHERE survey = :survey AND respondent = :respondent AND task = :task AND kind = :kind AND code = :code;

-- name: drop_findings!
-- Forget what a task was matched to.
DELETE FROM finding WHERE survey = :survey AND respondent = :respondent AND task = :task;

-- name: drop_answers!
-- Forget what was answered about a task.
DELETE FROM answer WHERE survey = :survey AND respondent = :respondent AND task = :task;

-- name: drop_answer!
-- Forget one answer.
DELETE FROM answer
WHERE survey = :survey AND respondent = :respondent AND task = :task AND question = :question;

-- name: reduce_task!
-- After an answer is gone: keep of a task's figures what rests on the others.
UPDATE task SET
  per_week_low = CASE WHEN :question IN ('often', 'weekly') THEN NULL ELSE per_week_low END,
  per_week_likely = CASE WHEN :question IN ('often', 'weekly') THEN NULL ELSE per_week_likely END,
  per_week_high = CASE WHEN :question IN ('often', 'weekly') THEN NULL ELSE per_week_high END,
  minutes_low = CASE WHEN :question IN ('takes', 'weekly') THEN NULL ELSE minutes_low END,
  minutes_likely = CASE WHEN :question IN ('takes', 'weekly') THEN NULL ELSE minutes_likely END,
  minutes_high = CASE WHEN :question IN ('takes', 'weekly') THEN NULL ELSE minutes_high END,
  wasted_low = CASE WHEN :question IN ('wasted', 'weekly') THEN NULL ELSE wasted_low END,
  wasted_likely = CASE WHEN :question IN ('wasted', 'weekly') THEN NULL ELSE wasted_likely END,
  wasted_high = CASE WHEN :question IN ('wasted', 'weekly') THEN NULL ELSE wasted_high END,
  code = (SELECT min(code) FROM finding WHERE finding.survey = task.survey
    AND finding.respondent = task.respondent AND finding.task = task.number
    AND finding.kind = 'inefficiency' AND finding.code = task.code AND finding.state <> 'rejected'),
  function = (SELECT min(code) FROM finding WHERE finding.survey = task.survey
    AND finding.respondent = task.respondent AND finding.task = task.number
    AND finding.kind = 'function' AND finding.code = task.function AND finding.state <> 'rejected')
WHERE survey = :survey AND respondent = :respondent AND number = :task;

-- name: drop_task!
-- Forget a task.
DELETE FROM task WHERE survey = :survey AND respondent = :respondent AND number = :task;

-- name: forget_respondent!
-- Forget a person and, by cascade, everything they answered.
DELETE FROM respondent WHERE survey = :survey AND id = :respondent;

-- name: my_place^
-- Where a respondent works.
SELECT team, role FROM respondent WHERE survey = :survey AND id = :respondent;

-- name: my_answers
-- Everything a respondent answered.
SELECT task, question, outcome, text, choices, low, likely, high, week FROM answer
WHERE survey = :survey AND respondent = :respondent ORDER BY task, question;

-- name: my_findings
-- Everything a respondent's answers were matched to.
SELECT task, kind, code, state FROM finding
WHERE survey = :survey AND respondent = :respondent ORDER BY task, kind, code;

-- name: my_counts^
-- How many tasks and answers of a respondent are kept.
SELECT
  (SELECT count(*) FROM task WHERE survey = :survey AND respondent = :respondent),
  (SELECT count(*) FROM answer WHERE survey = :survey AND respondent = :respondent);

-- name: import_done$
-- Say whether these rows were imported before.
SELECT count(*) FROM import_batch WHERE digest = :digest;

-- name: note_import!
-- Keep that these rows were imported.
INSERT INTO import_batch (digest, survey, rows, week) VALUES (:digest, :survey, :rows, :week);
