-- name: add_initiative!
-- Keep what was decided, with what was known then.
INSERT INTO initiative (id, survey, code, function, team, title, owner, person, channel, chat, unit,
  goal_low, goal_likely, goal_high, due_on, check_on, kpi, baseline, digest, made, state, reason)
VALUES (:id, :survey, :code, :function, :team, :title, :owner, :person, :channel, :chat, :unit,
  :goal_low, :goal_likely, :goal_high, :due_on, :check_on, :kpi, :baseline, :digest, :made, :state,
  :reason)
ON CONFLICT (id) DO NOTHING;

-- name: initiative^
-- One initiative.
SELECT id, survey, code, function, team, title, owner, person, channel, chat, unit,
  goal_low, goal_likely, goal_high, due_on, check_on, kpi, baseline, digest, made, state, reason
FROM initiative WHERE id = :id;

-- name: initiatives_of
-- The initiatives of one survey, oldest first.
SELECT id, survey, code, function, team, title, owner, person, channel, chat, unit,
  goal_low, goal_likely, goal_high, due_on, check_on, kpi, baseline, digest, made, state, reason
FROM initiative WHERE survey = :survey ORDER BY made, id;

-- name: move_initiative!
-- Keep how far it came; baseline and goal have no statement that could change them.
UPDATE initiative SET state = :state, reason = :reason WHERE id = :id AND state = :before;

-- name: hand_over_initiative!
-- Somebody else sees to it from now on.
UPDATE initiative SET owner = :owner, person = :person, channel = :channel, chat = :chat
WHERE id = :id;

-- name: add_progress_note!
-- Keep how it goes.
INSERT INTO progress_note (id, initiative, at, text, value)
VALUES (:id, :initiative, :at, :text, :value);

-- name: progress_notes
-- How it went so far.
SELECT id, initiative, at, text, value FROM progress_note
WHERE initiative = :initiative ORDER BY at, id;

-- name: repeat_survey!
-- Ask a survey again by schedule.
INSERT INTO pulse (survey, weeks, days_open, questions, rounds, done)
VALUES (:survey, :weeks, :days_open, :questions, :rounds, :done)
ON CONFLICT (survey) DO UPDATE SET weeks = excluded.weeks, days_open = excluded.days_open,
  questions = excluded.questions, rounds = excluded.rounds, done = excluded.done;

-- name: pulse^
-- By what schedule a survey is asked again.
SELECT survey, weeks, days_open, questions, rounds, done FROM pulse WHERE survey = :survey;

-- name: stop_pulse!
-- Do not ask again.
DELETE FROM pulse WHERE survey = :survey;

-- name: subscribe!
-- Tell somebody by schedule.
INSERT INTO subscription (survey, person, channel, chat, language, days)
VALUES (:survey, :person, :channel, :chat, :language, :days)
ON CONFLICT (survey, person) DO UPDATE SET channel = excluded.channel, chat = excluded.chat,
  language = excluded.language, days = excluded.days;

-- name: subscription^
-- How somebody wants to be told.
SELECT survey, person, channel, chat, language, days FROM subscription
WHERE survey = :survey AND person = :person;

-- name: unsubscribe!
-- Tell somebody no more.
DELETE FROM subscription WHERE survey = :survey AND person = :person;
