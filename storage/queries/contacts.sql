-- name: reach!
-- Keep that a survey may write to a chat; there already: only the language may be new.
INSERT INTO reachable (survey, channel, chat, language, next_at)
VALUES (:survey, :channel, :chat, :language, :next_at)
ON CONFLICT (survey, channel, chat) DO UPDATE SET language = excluded.language;

-- name: reached_the_end!
-- Somebody came to the end: no reminders any more.
UPDATE reachable SET is_finished = 1, next_at = NULL
WHERE survey = :survey AND channel = :channel AND chat = :chat;

-- name: due_reachable
-- Whom a survey should write to now, and how they want it.
SELECT r.survey, r.channel, r.chat, r.language, r.is_finished, r.reminders, r.next_at,
  contact.zone, contact.quiet_from, contact.quiet_until, coalesce(contact.is_silent, 0)
FROM reachable AS r
LEFT JOIN contact ON contact.channel = r.channel AND contact.chat = r.chat
WHERE r.survey = :survey AND r.next_at <= :now
ORDER BY r.next_at, r.channel, r.chat LIMIT :most;

-- name: is_reachable$
-- Whether a survey may write to a chat.
SELECT count(*) FROM reachable
WHERE survey = :survey AND channel = :channel AND chat = :chat;

-- name: soonest_reachable$
-- When a survey should next write to somebody.
SELECT min(next_at) FROM reachable WHERE survey = :survey;

-- name: move_reachable!
-- Write to somebody at another time, or not any more.
UPDATE reachable SET next_at = :next_at, reminders = :reminders
WHERE survey = :survey AND channel = :channel AND chat = :chat;

-- name: asked_since$
-- Whether another survey that began later than a week may write to a chat.
SELECT count(*) FROM reachable JOIN survey ON survey.id = reachable.survey
WHERE reachable.channel = :channel AND reachable.chat = :chat AND reachable.survey <> :survey
  AND survey.week > :week;

-- name: write_to_all!
-- Write to everybody who agreed to take part, from a time on.
UPDATE reachable SET next_at = :at WHERE survey = :survey;

-- name: leave_reachable!
-- Never write to a chat about a survey again.
DELETE FROM reachable WHERE survey = :survey AND channel = :channel AND chat = :chat;

-- name: leave_all_reachable!
-- Never write to a chat again: it is gone.
DELETE FROM reachable WHERE channel = :channel AND chat = :chat;

-- name: let_go_reachable!
-- Forget whom a survey could write to.
DELETE FROM reachable WHERE survey = :survey;

-- name: wishes^
-- How a chat wants to be written to.
SELECT channel, chat, zone, quiet_from, quiet_until, is_silent FROM contact
WHERE channel = :channel AND chat = :chat;

-- name: save_wishes!
-- Keep how a chat wants to be written to.
INSERT INTO contact (channel, chat, zone, quiet_from, quiet_until, is_silent)
VALUES (:channel, :chat, :zone, :quiet_from, :quiet_until, :is_silent)
ON CONFLICT (channel, chat) DO UPDATE SET zone = excluded.zone,
  quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
  is_silent = excluded.is_silent;

-- name: forget_wishes!
-- Forget how a chat wants to be written to.
DELETE FROM contact WHERE channel = :channel AND chat = :chat;

-- name: add_link!
-- Keep the keyed hash by which a respondent's rounds can be compared.
INSERT INTO link (survey, respondent, origin, token)
VALUES (:survey, :respondent, :origin, :token)
ON CONFLICT (survey, origin, token) DO NOTHING;

-- name: drop_other_links!
-- Forget by what else a respondent could be joined with rounds of the same origin.
DELETE FROM link WHERE survey = :survey AND respondent = :respondent AND origin = :origin
  AND token <> :token;

-- name: owns_link$
-- Whether a keyed hash is that of a respondent.
SELECT count(*) FROM link
WHERE survey = :survey AND respondent = :respondent AND origin = :origin AND token = :token;

-- name: count_own_links$
-- How many keyed hashes stand with a respondent.
SELECT count(*) FROM link WHERE survey = :survey AND respondent = :respondent;

-- name: count_links$
-- Whether a round knows a keyed hash.
SELECT count(*) FROM link WHERE survey = :survey AND origin = :origin AND token = :token;
