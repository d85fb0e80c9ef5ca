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
