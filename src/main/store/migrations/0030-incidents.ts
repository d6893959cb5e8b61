import type { Migration } from '../migrate.ts'

export const incidents: Migration = {
  version: 30,
  sql: `
CREATE TABLE incident (
  incidentId   INTEGER PRIMARY KEY,
  visitId      INTEGER NOT NULL REFERENCES visit (visitId),
  kind         TEXT    NOT NULL,
  atMs         INTEGER NOT NULL,
  -- The passage that was the reason, if one was.
  passageId    INTEGER REFERENCES passage (passageId),
  state        TEXT    NOT NULL CHECK (state IN ('new', 'investigating', 'resolved', 'falseAlarm')),
  changedBy    TEXT    NOT NULL,
  why          TEXT    NOT NULL,
  changedAtMs  INTEGER NOT NULL,
  UNIQUE (visitId, kind)
) STRICT;
CREATE INDEX incident_open ON incident (atMs) WHERE state IN ('new', 'investigating');
CREATE INDEX incident_by_change ON incident (changedAtMs);

CREATE INDEX passage_by_guest ON passage (guestId, atMs) WHERE guestId IS NOT NULL;

-- When the guard last said himself that the guest is here: what doors have reported before that does not count against it.
ALTER TABLE visit ADD COLUMN guardSaysInAtMs INTEGER NOT NULL DEFAULT 0;
`,
}
