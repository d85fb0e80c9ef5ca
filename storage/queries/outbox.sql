-- name: enqueue$
-- Put a message behind all others of its chat. It is in the worker's hand from the start if all of
-- those are, and they are few: then the order of the chat is the order in that hand.
INSERT INTO outbox (id, channel, chat, place, kind, payload, not_before, leased_until, worker)
SELECT :id, :channel, :chat, place, :kind, :payload, :not_before,
  CASE WHEN is_next THEN :until ELSE 0 END, CASE WHEN is_next THEN :worker END
FROM (
  SELECT coalesce(max(place), 0) + 1 AS place,
    count(*) < :most AND count(*) = count(CASE WHEN worker = :worker AND leased_until > :now THEN 1 END)
      AS is_next
  FROM outbox WHERE channel = :channel AND chat = :chat
) AS chat_outbox
RETURNING leased_until;

-- name: claim_outbox
-- Take in hand for a while the oldest message of each chat that may be sent now and nobody is
-- sending, interactive first. If the clock has jumped back, a first try waits for nothing, and no
-- time is believed that lies further ahead than anybody would have set it.
WITH due AS (
  SELECT id FROM outbox AS message
  WHERE channel = :channel AND (not_before <= :now OR attempts = 0 OR not_before > :latest_try)
    AND (leased_until <= :now OR leased_until > :latest_lease) AND NOT EXISTS (
    SELECT 1 FROM outbox AS earlier
    WHERE earlier.channel = message.channel AND earlier.chat = message.chat
      AND earlier.place < message.place
  )
  ORDER BY CASE kind WHEN 'interactive' THEN 0 ELSE 1 END, id
  LIMIT :most /*pg FOR UPDATE SKIP LOCKED */
)
UPDATE outbox SET leased_until = :until, worker = :worker WHERE id IN (SELECT id FROM due)
RETURNING id, channel, chat, kind, payload, not_before, attempts;

-- name: delete_outbox!
-- Forget a message: it was sent.
DELETE FROM outbox WHERE id = :id;

-- name: retry_outbox!
-- Send a message later.
UPDATE outbox SET not_before = :not_before, attempts = attempts + 1, leased_until = 0, worker = NULL
WHERE id = :id;

-- name: let_go_outbox!
-- Put a message back behind those before it.
UPDATE outbox SET leased_until = 0, worker = NULL WHERE id = :id;

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

-- name: waiting_of_kind$
-- How many messages of a kind wait.
SELECT count(*) FROM outbox WHERE kind = :kind;
