-- What runs a survey: work that is due, whom it may still write to, and links between rounds.

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
