-- name: note_update!
-- Note the number of an event; no row is written if it was noted before.
INSERT INTO intake (channel, number, at) VALUES (:channel, :number, :at)
ON CONFLICT (channel, number) DO NOTHING;

-- name: prune_updates!
-- Forget the numbers that Telegram will not offer again.
DELETE FROM intake WHERE at < :before;

-- name: newest_update$
-- When the newest event was noted.
SELECT max(at) FROM intake;

-- name: set_aside!
-- Note that an event or message could not be handled.
INSERT INTO aside (channel, number, error, at) VALUES (:channel, :number, :error, :at)
ON CONFLICT (channel, number) DO NOTHING;

-- name: asides
-- What was set aside, newest first.
SELECT channel, number, error, at FROM aside ORDER BY at DESC, number LIMIT :most;

-- name: conversation^
-- Where one chat stands.
SELECT channel, chat, survey, language, state, changed FROM conversation
WHERE channel = :channel AND chat = :chat;

-- name: save_conversation!
-- Keep where a chat stands.
INSERT INTO conversation (channel, chat, survey, language, state, changed)
VALUES (:channel, :chat, :survey, :language, :state, :changed)
ON CONFLICT (channel, chat) DO UPDATE SET
  survey = excluded.survey, language = excluded.language,
  state = excluded.state, changed = excluded.changed;

-- name: clear_conversation!
-- Forget where a chat stands.
DELETE FROM conversation WHERE channel = :channel AND chat = :chat;
