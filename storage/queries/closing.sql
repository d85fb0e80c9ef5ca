-- name: lose_order_of_participation!
-- Lose the order in which the rows of a survey were written; PostgreSQL writes them anew.
UPDATE participation SET /*pg survey = survey -- */ rowid = abs(random() / 2)
WHERE survey = :survey;

-- name: lose_order_of_respondent!
-- Lose the order in which the rows of a survey were written; PostgreSQL writes them anew.
UPDATE respondent SET /*pg survey = survey -- */ rowid = abs(random() / 2)
WHERE survey = :survey;

-- name: lose_order_of_task!
-- Lose the order in which the rows of a survey were written; PostgreSQL writes them anew.
UPDATE task SET /*pg survey = survey -- */ rowid = abs(random() / 2)
WHERE survey = :survey;

-- name: lose_order_of_answer!
-- Lose the order in which the rows of a survey were written; PostgreSQL writes them anew.
UPDATE answer SET /*pg survey = survey -- */ rowid = abs(random() / 2)
WHERE survey = :survey;

-- name: lose_order_of_finding!
-- Lose the order in which the rows of a survey were written; PostgreSQL writes them anew.
UPDATE finding SET /*pg survey = survey -- */ rowid = abs(random() / 2)
WHERE survey = :survey;

-- name: lose_order_of_released_person!
-- Lose the order in which the rows of a survey were written; PostgreSQL writes them anew.
UPDATE released_person SET /*pg survey = survey -- */ rowid = abs(random() / 2)
WHERE survey = :survey;

-- name: lose_order_of_link!
-- Lose the order in which the rows of a survey were written; PostgreSQL writes them anew.
UPDATE link SET /*pg survey = survey -- */ rowid = abs(random() / 2)
WHERE survey = :survey;

-- name: lose_order_of_reachable!
-- Lose the order in which the rows of a survey were written; PostgreSQL writes them anew.
UPDATE reachable SET /*pg survey = survey -- */ rowid = abs(random() / 2)
WHERE survey = :survey;
