-- What was decided and what becomes of it: initiatives, notes on them, repeated rounds, and reports
-- that somebody wants by schedule.

-- A recommendation that somebody took on. The baseline is what was known then; it never changes,
-- and its digest tells if somebody changed it.
CREATE TABLE initiative (
  id TEXT PRIMARY KEY,
  survey TEXT NOT NULL REFERENCES survey (id) ON DELETE CASCADE,
  code TEXT NOT NULL,
  function TEXT NOT NULL,
  team TEXT NOT NULL,
  title TEXT NOT NULL,
  owner TEXT NOT NULL,
  person TEXT NOT NULL,
  channel TEXT NOT NULL,
  chat TEXT NOT NULL,
  unit TEXT NOT NULL,
  goal_low REAL NOT NULL,
  goal_likely REAL NOT NULL,
  goal_high REAL NOT NULL,
  due_on TEXT NOT NULL,
  check_on TEXT NOT NULL,
  kpi TEXT NOT NULL,
  baseline TEXT NOT NULL,
  digest TEXT NOT NULL,
  made INTEGER NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL
);
CREATE INDEX initiative_by_survey ON initiative (survey, made);

-- How an initiative goes, in its owner's words, with the figure of its indicator where one was given.
CREATE TABLE progress_note (
  id TEXT PRIMARY KEY,
  initiative TEXT NOT NULL REFERENCES initiative (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  text TEXT NOT NULL,
  value REAL
);
CREATE INDEX progress_note_by_initiative ON progress_note (initiative, at);

-- A survey that is asked again, a few questions at a time.
CREATE TABLE pulse (
  survey TEXT PRIMARY KEY REFERENCES survey (id) ON DELETE CASCADE,
  weeks INTEGER NOT NULL,
  days_open INTEGER NOT NULL,
  questions TEXT NOT NULL,
  rounds INTEGER NOT NULL,
  done INTEGER NOT NULL
);

-- Who gets the report on the initiatives of a survey by schedule; a person of `membership`.
CREATE TABLE subscription (
  survey TEXT NOT NULL REFERENCES survey (id) ON DELETE CASCADE,
  person TEXT NOT NULL,
  channel TEXT NOT NULL,
  chat TEXT NOT NULL,
  language TEXT NOT NULL,
  days INTEGER NOT NULL,
  PRIMARY KEY (survey, person)
);
