-- Today's tables. Migrations lead here; a test proves it. Both databases speak this SQL.
-- Identifiers are made by the application. Times are unix seconds, weeks ISO dates of a Monday.

-- A survey as it was set up. Its thresholds are frozen when it opens.
CREATE TABLE survey (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  purpose TEXT NOT NULL,
  status TEXT NOT NULL,
  interview TEXT NOT NULL,
  threshold INTEGER NOT NULL,
  quote_threshold INTEGER NOT NULL,
  week TEXT NOT NULL,
  settings TEXT NOT NULL
);

-- The key of a survey's pseudonyms. Deleted when the survey closes: from then on nobody,
-- whatever else they hold, can tell which person stands behind a respondent.
CREATE TABLE survey_key (
  survey TEXT PRIMARY KEY REFERENCES survey (id) ON DELETE CASCADE,
  secret TEXT NOT NULL
);

CREATE TABLE team (
  survey TEXT NOT NULL REFERENCES survey (id) ON DELETE CASCADE,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  head_count INTEGER,
  PRIMARY KEY (survey, code)
);

-- Who has started and finished, apart from what they answered: another pseudonym, no link.
CREATE TABLE participation (
  survey TEXT NOT NULL REFERENCES survey (id) ON DELETE CASCADE,
  person TEXT NOT NULL,
  state TEXT NOT NULL,
  week TEXT NOT NULL,
  PRIMARY KEY (survey, person)
);

-- A person who answers, under a pseudonym made with the survey's key.
CREATE TABLE respondent (
  survey TEXT NOT NULL REFERENCES survey (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  team TEXT,
  role TEXT,
  week TEXT NOT NULL,
  PRIMARY KEY (survey, id)
);

-- One task of one respondent, with the figures that reports are made from.
CREATE TABLE task (
  survey TEXT NOT NULL,
  respondent TEXT NOT NULL,
  number INTEGER NOT NULL,
  source TEXT NOT NULL,
  week TEXT NOT NULL,
  is_closed INTEGER NOT NULL DEFAULT 0,
  may_quote INTEGER NOT NULL DEFAULT 0,
  function TEXT,
  code TEXT,
  per_week_low REAL, per_week_likely REAL, per_week_high REAL,
  minutes_low REAL, minutes_likely REAL, minutes_high REAL,
  wasted_low REAL, wasted_likely REAL, wasted_high REAL,
  PRIMARY KEY (survey, respondent, number),
  FOREIGN KEY (survey, respondent) REFERENCES respondent (survey, id) ON DELETE CASCADE
);

-- What was answered; task 0 holds what is not about one task.
CREATE TABLE answer (
  survey TEXT NOT NULL,
  respondent TEXT NOT NULL,
  task INTEGER NOT NULL,
  question TEXT NOT NULL,
  outcome TEXT NOT NULL,
  text TEXT,
  low REAL, likely REAL, high REAL,
  choices TEXT NOT NULL,
  message INTEGER,
  week TEXT NOT NULL,
  PRIMARY KEY (survey, respondent, task, question),
  FOREIGN KEY (survey, respondent) REFERENCES respondent (survey, id) ON DELETE CASCADE
);

-- What an answer was matched to when it arrived, with the evidence.
CREATE TABLE finding (
  survey TEXT NOT NULL,
  respondent TEXT NOT NULL,
  task INTEGER NOT NULL,
  question TEXT NOT NULL,
  kind TEXT NOT NULL,
  code TEXT NOT NULL,
  rule TEXT NOT NULL,
  score REAL NOT NULL,
  threshold REAL NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  runner_up TEXT,
  state TEXT NOT NULL,
  PRIMARY KEY (survey, respondent, task, question, kind, code),
  FOREIGN KEY (survey, respondent) REFERENCES respondent (survey, id) ON DELETE CASCADE
);
CREATE INDEX finding_by_code ON finding (survey, kind, code, respondent);

-- Where each chat stands.
CREATE TABLE conversation (
  channel TEXT NOT NULL,
  chat TEXT NOT NULL,
  survey TEXT NOT NULL,
  language TEXT NOT NULL,
  state TEXT NOT NULL,
  changed INTEGER NOT NULL,
  PRIMARY KEY (channel, chat)
);

-- The numbers of events that were handled: what comes twice changes nothing.
CREATE TABLE intake (
  channel TEXT NOT NULL,
  number TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (channel, number)
);
CREATE INDEX intake_by_time ON intake (at);

-- Events and messages that could not be handled: number and error, never the content.
CREATE TABLE aside (
  channel TEXT NOT NULL,
  number TEXT NOT NULL,
  error TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (channel, number)
);

-- Messages that wait to be sent, in order of `place` per chat, whatever the clock does.
CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  channel TEXT NOT NULL,
  chat TEXT NOT NULL,
  place INTEGER NOT NULL,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  not_before INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  leased_until INTEGER NOT NULL DEFAULT 0,
  worker TEXT
);
CREATE UNIQUE INDEX outbox_by_chat ON outbox (channel, chat, place);
CREATE INDEX outbox_in_order
  ON outbox (channel, (CASE kind WHEN 'interactive' THEN 0 ELSE 1 END), id);

-- Imports that were done, by a digest of their rows: the same file twice changes nothing.
CREATE TABLE import_batch (
  digest TEXT PRIMARY KEY,
  survey TEXT NOT NULL,
  rows INTEGER NOT NULL,
  week TEXT NOT NULL
);

-- The people whose answers are in what was shown, by the release that first counted them.
-- It goes with the person: who forgets everything leaves no trace here.
CREATE TABLE released_person (
  survey TEXT NOT NULL,
  respondent TEXT NOT NULL,
  release INTEGER NOT NULL,
  PRIMARY KEY (survey, respondent),
  FOREIGN KEY (survey, respondent) REFERENCES respondent (survey, id) ON DELETE CASCADE
);

-- A figure as it was shown, for everybody (team '') or one team. The latest release of a cell is
-- what reports are made from; the earlier ones say what may be subtracted from it.
CREATE TABLE released_cell (
  survey TEXT NOT NULL REFERENCES survey (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  code TEXT NOT NULL,
  team TEXT NOT NULL,
  release INTEGER NOT NULL,
  people INTEGER NOT NULL,
  is_exact INTEGER NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (survey, kind, code, team, release)
);

-- Work that is due at a time. A row goes, or moves on, in the transaction that did its work, so
-- nothing is done twice, and nothing is skipped because the process was down.
CREATE TABLE due (
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (kind, subject)
);
CREATE INDEX due_by_time ON due (at);

-- How somebody wants to be written to, in minutes of their own day; apart from every survey.
CREATE TABLE contact (
  channel TEXT NOT NULL,
  chat TEXT NOT NULL,
  zone TEXT,
  quiet_from INTEGER,
  quiet_until INTEGER,
  is_silent INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (channel, chat)
);

-- Whom a survey may still write to, and when next; apart from answers, without their pseudonym.
CREATE TABLE reachable (
  survey TEXT NOT NULL REFERENCES survey (id) ON DELETE CASCADE,
  channel TEXT NOT NULL,
  chat TEXT NOT NULL,
  language TEXT NOT NULL,
  is_finished INTEGER NOT NULL DEFAULT 0,
  reminders INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER,
  PRIMARY KEY (survey, channel, chat)
);
CREATE INDEX reachable_by_time ON reachable (survey, next_at);
CREATE INDEX reachable_by_chat ON reachable (channel, chat);

-- A respondent who agreed to be compared with later rounds of `origin`: a keyed hash of a secret
-- that is in their own chat only.
CREATE TABLE link (
  survey TEXT NOT NULL,
  respondent TEXT NOT NULL,
  origin TEXT NOT NULL,
  token TEXT NOT NULL,
  PRIMARY KEY (survey, origin, token),
  FOREIGN KEY (survey, respondent) REFERENCES respondent (survey, id) ON DELETE CASCADE
);
CREATE INDEX link_by_respondent ON link (survey, respondent);
-- Roles of people, invitations, what a screen waits for, and who did or saw what.

-- The kinds of jobs in a survey, such as clerk or driver, with their head counts.
CREATE TABLE survey_role (
  survey TEXT NOT NULL REFERENCES survey (id) ON DELETE CASCADE,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  head_count INTEGER,
  PRIMARY KEY (survey, code)
);

-- What a person may do: survey '' is all surveys, team '' the whole survey. The person is a
-- pseudonym by the secret; no other table but the audit log has the same one.
CREATE TABLE membership (
  person TEXT NOT NULL,
  role TEXT NOT NULL,
  survey TEXT NOT NULL,
  team TEXT NOT NULL,
  label TEXT NOT NULL,
  week TEXT NOT NULL,
  PRIMARY KEY (person, role, survey, team)
);

-- Invitations. Of the code only a keyed digest is kept; nothing says who used it, or when.
CREATE TABLE invitation (
  id TEXT PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  survey TEXT NOT NULL,
  team TEXT NOT NULL,
  job TEXT NOT NULL,
  role TEXT NOT NULL,
  label TEXT NOT NULL,
  is_shared INTEGER NOT NULL,
  made INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  is_revoked INTEGER NOT NULL DEFAULT 0,
  uses INTEGER NOT NULL DEFAULT 0
);

-- How often somebody tried a code that does not work, by hour; pruned after a day.
CREATE TABLE attempt (
  person TEXT NOT NULL,
  hour INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  PRIMARY KEY (person, hour)
);

-- The screen that waits for a text from a chat.
CREATE TABLE awaited (
  channel TEXT NOT NULL,
  chat TEXT NOT NULL,
  link TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (channel, chat)
);

-- Who did or saw what, and when; never the content. Rows are only ever added.
CREATE TABLE audit (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  person TEXT NOT NULL,
  code TEXT NOT NULL,
  survey TEXT NOT NULL,
  about TEXT NOT NULL,
  outcome TEXT NOT NULL
);
CREATE INDEX audit_by_time ON audit (at);

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
