-- name: add_survey!
-- Keep a survey as it was set up.
INSERT INTO survey (id, name, purpose, status, interview, threshold, quote_threshold, week, settings)
VALUES (:id, :name, :purpose, :status, :interview, :threshold, :quote_threshold, :week, :settings)
ON CONFLICT (id) DO NOTHING;

-- name: add_survey_key!
-- Keep the key of a survey's pseudonyms.
INSERT INTO survey_key (survey, secret) VALUES (:survey, :secret) ON CONFLICT (survey) DO NOTHING;

-- name: survey_key$
-- The key of a survey's pseudonyms; nothing once it is destroyed.
SELECT secret FROM survey_key WHERE survey = :survey;

-- name: destroy_survey_key!
-- From now on nobody can tell which person stands behind a respondent.
DELETE FROM survey_key WHERE survey = :survey;

-- name: end_conversations!
-- Nobody is in the middle of an interview any more; whoever writes next is a newcomer.
DELETE FROM conversation WHERE survey = :survey;

-- name: survey^
-- One survey.
SELECT id, name, purpose, status, interview, threshold, quote_threshold, week, settings
FROM survey WHERE id = :id;

-- name: surveys
-- All surveys, oldest first.
SELECT id, name, purpose, status, interview, threshold, quote_threshold, week, settings
FROM survey ORDER BY week, id;

-- name: set_survey_status!
-- Open, pause or close a survey.
UPDATE survey SET status = :status WHERE id = :id;

-- name: add_team!
-- Keep a team of a survey; its head count may change.
INSERT INTO team (survey, code, name, head_count) VALUES (:survey, :code, :name, :head_count)
ON CONFLICT (survey, code) DO UPDATE SET
  name = excluded.name, head_count = coalesce(excluded.head_count, team.head_count);

-- name: teams
-- The teams of a survey, by name.
SELECT code, name, head_count FROM team WHERE survey = :survey ORDER BY name, code;

-- name: participate!
-- Keep how far a person came, apart from what they answered.
INSERT INTO participation (survey, person, state, week) VALUES (:survey, :person, :state, :week)
ON CONFLICT (survey, person) DO UPDATE SET state = excluded.state, week = excluded.week;

-- name: leave!
-- Forget that a person took part.
DELETE FROM participation WHERE survey = :survey AND person = :person;

-- name: participation_counts
-- How many people came how far.
SELECT state, count(*) FROM participation WHERE survey = :survey GROUP BY state ORDER BY state;

-- name: add_survey_role!
-- Keep a kind of job of a survey; its head count may change.
INSERT INTO survey_role (survey, code, name, head_count) VALUES (:survey, :code, :name, :head_count)
ON CONFLICT (survey, code) DO UPDATE SET
  name = excluded.name, head_count = coalesce(excluded.head_count, survey_role.head_count);

-- name: survey_roles
-- The kinds of jobs of a survey, by name.
SELECT code, name, head_count FROM survey_role WHERE survey = :survey ORDER BY name, code;

-- name: change_survey!
-- Keep other words and settings of a survey.
UPDATE survey SET name = :name, purpose = :purpose, interview = :interview, threshold = :threshold,
  quote_threshold = :quote_threshold, settings = :settings
WHERE id = :id;

-- name: drop_team!
-- Forget a team.
DELETE FROM team WHERE survey = :survey AND code = :code;

-- name: drop_survey_role!
-- Forget a kind of job.
DELETE FROM survey_role WHERE survey = :survey AND code = :code;

-- name: drop_survey!
-- Forget a survey that was never opened, and by cascade its key, teams and kinds of jobs.
DELETE FROM survey WHERE id = :id AND status = 'draft';

-- name: participation_state$
-- How far a person came.
SELECT state FROM participation WHERE survey = :survey AND person = :person;

-- name: took_part$
-- Say whether a person took part.
SELECT count(*) FROM participation WHERE survey = :survey AND person = :person;
