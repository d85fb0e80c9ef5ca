-- When a survey closes, the order in which its rows were written is lost, and with it who wrote
-- which: part by part, the rows of some people are written anew, behind all others, in the order of
-- their keys, which are pseudonyms. PostgreSQL writes a row anew wherever there is room, and orders
-- its tables at the end (CLUSTER).

-- name: part_of_respondent^
-- How far the next part goes, and how many there are in it.
SELECT max(name), count(*) FROM (
  SELECT id AS name FROM respondent WHERE survey = :survey AND id > :after
  ORDER BY id LIMIT :most
) AS part;

-- name: part_of_participation^
-- How far the next part goes, and how many there are in it.
SELECT max(name), count(*) FROM (
  SELECT person AS name FROM participation WHERE survey = :survey AND person > :after
  ORDER BY person LIMIT :most
) AS part;

-- name: part_of_reachable^
-- How far the next part goes, and how many there are in it.
SELECT max(name), count(*) FROM (
  SELECT chat AS name FROM reachable WHERE survey = :survey AND chat > :after
  ORDER BY chat LIMIT :most
) AS part;

-- name: rewrite_respondent!
-- Lose the order in which the rows of some people were written.
UPDATE respondent SET survey = survey /*lite*/, rowid = place FROM (
  SELECT rowid AS old,
    (SELECT max(rowid) FROM respondent) + row_number() OVER (ORDER BY id) AS place
  FROM respondent WHERE survey = :survey AND id > :after AND id <= :until
) AS moved WHERE respondent.rowid = old /**//*pg
WHERE survey = :survey AND id > :after AND id <= :until */;

-- name: rewrite_task!
-- Lose the order in which the rows of some people were written.
UPDATE task SET survey = survey /*lite*/, rowid = place FROM (
  SELECT rowid AS old,
    (SELECT max(rowid) FROM task) + row_number() OVER (ORDER BY respondent, number) AS place
  FROM task WHERE survey = :survey AND respondent > :after AND respondent <= :until
) AS moved WHERE task.rowid = old /**//*pg
WHERE survey = :survey AND respondent > :after AND respondent <= :until */;

-- name: rewrite_answer!
-- Forget the numbers of messages, which lead to chats, and the order of rows.
UPDATE answer SET message = NULL /*lite*/, rowid = place FROM (
  SELECT rowid AS old,
    (SELECT max(rowid) FROM answer) + row_number() OVER (ORDER BY respondent, task, question) AS place
  FROM answer WHERE survey = :survey AND respondent > :after AND respondent <= :until
) AS moved WHERE answer.rowid = old /**//*pg
WHERE survey = :survey AND respondent > :after AND respondent <= :until */;

-- name: rewrite_finding!
-- Lose the order in which the rows of some people were written.
UPDATE finding SET survey = survey /*lite*/, rowid = place FROM (
  SELECT rowid AS old,
    (SELECT max(rowid) FROM finding) + row_number() OVER (ORDER BY respondent, task, question, kind, code) AS place
  FROM finding WHERE survey = :survey AND respondent > :after AND respondent <= :until
) AS moved WHERE finding.rowid = old /**//*pg
WHERE survey = :survey AND respondent > :after AND respondent <= :until */;

-- name: rewrite_released_person!
-- Lose the order in which the rows of some people were written.
UPDATE released_person SET survey = survey /*lite*/, rowid = place FROM (
  SELECT rowid AS old,
    (SELECT max(rowid) FROM released_person) + row_number() OVER (ORDER BY respondent) AS place
  FROM released_person WHERE survey = :survey AND respondent > :after AND respondent <= :until
) AS moved WHERE released_person.rowid = old /**//*pg
WHERE survey = :survey AND respondent > :after AND respondent <= :until */;

-- name: rewrite_link!
-- Lose the order in which the rows of some people were written.
UPDATE link SET survey = survey /*lite*/, rowid = place FROM (
  SELECT rowid AS old,
    (SELECT max(rowid) FROM link) + row_number() OVER (ORDER BY respondent, origin, token) AS place
  FROM link WHERE survey = :survey AND respondent > :after AND respondent <= :until
) AS moved WHERE link.rowid = old /**//*pg
WHERE survey = :survey AND respondent > :after AND respondent <= :until */;

-- name: rewrite_participation!
-- Lose the order in which the rows of some people were written.
UPDATE participation SET survey = survey /*lite*/, rowid = place FROM (
  SELECT rowid AS old,
    (SELECT max(rowid) FROM participation) + row_number() OVER (ORDER BY person) AS place
  FROM participation WHERE survey = :survey AND person > :after AND person <= :until
) AS moved WHERE participation.rowid = old /**//*pg
WHERE survey = :survey AND person > :after AND person <= :until */;

-- name: rewrite_reachable!
-- Lose the order in which the rows of some people were written.
UPDATE reachable SET survey = survey /*lite*/, rowid = place FROM (
  SELECT rowid AS old,
    (SELECT max(rowid) FROM reachable) + row_number() OVER (ORDER BY chat, channel) AS place
  FROM reachable WHERE survey = :survey AND chat > :after AND chat <= :until
) AS moved WHERE reachable.rowid = old /**//*pg
WHERE survey = :survey AND chat > :after AND chat <= :until */;
