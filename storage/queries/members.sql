-- name: grant_role!
-- Let a person do what a role may.
INSERT INTO membership (person, role, survey, team, label, week)
VALUES (:person, :role, :survey, :team, :label, :week)
ON CONFLICT (person, role, survey, team) DO UPDATE SET label = excluded.label;

-- name: withdraw_role!
-- Take a role from a person.
DELETE FROM membership
WHERE person = :person AND role = :role AND survey = :survey AND team = :team;

-- name: memberships_of
-- What a person may do.
SELECT person, role, survey, team, label, week FROM membership WHERE person = :person
ORDER BY role, survey, team;

-- name: memberships
-- What everybody may do.
SELECT person, role, survey, team, label, week FROM membership
ORDER BY survey, role, team, label, person;

-- name: add_invitation!
-- Keep an invitation.
INSERT INTO invitation (id, digest, survey, team, job, role, label, is_shared, made, expires)
VALUES (:id, :digest, :survey, :team, :job, :role, :label, :is_shared, :made, :expires);

-- name: invitation^
-- The invitation of a code.
SELECT id, digest, survey, team, job, role, label, is_shared, made, expires, is_revoked, uses
FROM invitation WHERE digest = :digest;

-- name: invitations
-- All invitations, newest first.
SELECT id, digest, survey, team, job, role, label, is_shared, made, expires, is_revoked, uses
FROM invitation ORDER BY made DESC, id DESC;

-- name: use_invitation!
-- Use an invitation, if it may be used now.
UPDATE invitation SET uses = uses + 1
WHERE digest = :digest AND is_revoked = 0 AND expires > :now AND (is_shared = 1 OR uses = 0);

-- name: revoke_invitation!
-- Let nobody use an invitation any more.
UPDATE invitation SET is_revoked = 1 WHERE id = :id;

-- name: note_attempt!
-- Count a code that did not work.
INSERT INTO attempt (person, hour, tries) VALUES (:person, :hour, 1)
ON CONFLICT (person, hour) DO UPDATE SET tries = attempt.tries + 1;

-- name: attempts$
-- How often a person tried codes that do not work, since an hour.
SELECT coalesce(sum(tries), 0) FROM attempt WHERE person = :person AND hour >= :since;

-- name: prune_attempts!
-- Forget old tries.
DELETE FROM attempt WHERE hour < :before;

-- name: awaited^
-- Which screen waits for a text from a chat, and since when.
SELECT link, at FROM awaited WHERE channel = :channel AND chat = :chat;

-- name: await_text!
-- Let a screen wait for a text from a chat.
INSERT INTO awaited (channel, chat, link, at) VALUES (:channel, :chat, :link, :at)
ON CONFLICT (channel, chat) DO UPDATE SET link = excluded.link, at = excluded.at;

-- name: stop_awaiting!
-- Let no screen wait for a text from a chat.
DELETE FROM awaited WHERE channel = :channel AND chat = :chat;

-- name: note_use!
-- Keep who did or saw what.
INSERT INTO audit (id, at, person, code, survey, about, outcome)
VALUES (:id, :at, :person, :code, :survey, :about, :outcome);

-- name: uses
-- Who did or saw what, newest first; what is empty is not asked for.
SELECT id, at, person, code, survey, about, outcome FROM audit
WHERE at >= :since AND substr(person, 1, length(:person)) = :person
  AND (:code = '' OR code = :code) AND (:survey = '' OR survey = :survey)
ORDER BY at DESC, id DESC LIMIT :most;
