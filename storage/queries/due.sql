-- name: plan_due!
-- Plan a piece of work; planned already: it moves to the new time.
INSERT INTO due (kind, subject, at, state) VALUES (:kind, :subject, :at, :state)
ON CONFLICT (kind, subject) DO UPDATE SET at = excluded.at, state = excluded.state, attempts = 0;

-- name: plan_due_no_later!
-- Plan a piece of work; planned for an earlier time already: it stays there.
INSERT INTO due (kind, subject, at, state) VALUES (:kind, :subject, :at, :state)
ON CONFLICT (kind, subject) DO UPDATE SET at = excluded.at WHERE due.at > excluded.at;

-- name: planned_due^
-- A piece of work as it is planned.
SELECT kind, subject, at, state, attempts FROM due WHERE kind = :kind AND subject = :subject;

-- name: planned_of
-- All that is planned for one subject, soonest first.
SELECT kind, subject, at, state, attempts FROM due WHERE subject = :subject ORDER BY at, kind;

-- name: oldest_work^
-- The piece of work that is due longest and that nobody is doing.
SELECT kind, subject, at, state, attempts FROM due WHERE at <= :now
ORDER BY at, kind, subject LIMIT 1 /*pg FOR UPDATE SKIP LOCKED */;

-- name: postpone_due!
-- Try a piece of work again later.
UPDATE due SET at = :at, attempts = attempts + 1 WHERE kind = :kind AND subject = :subject;

-- name: finish_due!
-- Forget a piece of work: it is done, or not wanted any more.
DELETE FROM due WHERE kind = :kind AND subject = :subject;
