import type { Migration } from '../migrate.ts'

export const groups: Migration = {
  version: 50,
  sql: `
CREATE TABLE visitGroup (
  groupId       INTEGER PRIMARY KEY,
  kind          TEXT    NOT NULL CHECK (kind IN ('enrol', 'checkOut')),
  name          TEXT    NOT NULL,
  createdAtMs   INTEGER NOT NULL,
  -- Nothing new is sent for its guests; revocations never wait.
  paused        INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
  calls         INTEGER NOT NULL DEFAULT 0,
  -- Written once, when no work was left.
  finishedAtMs  INTEGER,
  succeeded     INTEGER,
  failed        INTEGER
) STRICT;
CREATE INDEX visitGroup_open ON visitGroup (groupId) WHERE finishedAtMs IS NULL;
CREATE INDEX visitGroup_by_finishedAt ON visitGroup (finishedAtMs) WHERE finishedAtMs IS NOT NULL;

CREATE TABLE groupVisit (
  groupId  INTEGER NOT NULL REFERENCES visitGroup (groupId),
  visitId  INTEGER NOT NULL REFERENCES visit (visitId),
  PRIMARY KEY (groupId, visitId)
) STRICT, WITHOUT ROWID;
CREATE INDEX groupVisit_by_visit ON groupVisit (visitId);

-- For the list of who is inside: somebody may have to call.
ALTER TABLE visit ADD COLUMN phone TEXT NOT NULL DEFAULT '';
`,
}
