-- name: enqueue!
-- Put a message behind all others of its chat.
INSERT INTO outbox (id, channel, chat, place, kind, payload, not_before)
SELECT :id, :channel, :chat, coalesce(max(place), 0) + 1, :kind, :payload, :not_before
FROM outbox WHERE channel = :channel AND chat = :chat;

-- name: due_outbox
-- The oldest message of each chat that may be sent now and nobody is sending, interactive first.
SELECT id, channel, chat, kind, payload, not_before, attempts FROM outbox AS message
WHERE channel = :channel AND not_before <= :now AND leased_until <= :now AND NOT EXISTS (
  SELECT 1 FROM outbox AS earlier
  WHERE earlier.channel = message.channel AND earlier.chat = message.chat
    AND earlier.place < message.place
)
ORDER BY CASE kind WHEN 'interactive' THEN 0 ELSE 1 END, id
LIMIT :most /*pg FOR UPDATE SKIP LOCKED */;

-- name: lease_outbox!
-- Take a message in hand for a while.
UPDATE outbox SET leased_until = :until, worker = :worker WHERE id = :id;

-- name: delete_outbox!
-- Forget a message: it was sent.
DELETE FROM outbox WHERE id = :id;

-- name: retry_outbox!
-- Send a message later.
UPDATE outbox SET not_before = :not_before, attempts = attempts + 1, leased_until = 0, worker = NULL
WHERE id = :id;

-- name: release_outbox!
-- Let go of what a channel's workers had in hand: they have stopped.
UPDATE outbox SET leased_until = 0, worker = NULL WHERE channel = :channel;

-- name: drop_outbox!
-- Forget all messages to a chat: it is gone.
DELETE FROM outbox WHERE channel = :channel AND chat = :chat;

-- name: outbox_size$
-- How many messages wait.
SELECT count(*) FROM outbox;

-- name: oldest_due$
-- Since when the oldest message waits.
SELECT min(not_before) FROM outbox;
