-- What was shown, so that it stays as it is until enough new people stand behind a change.

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
