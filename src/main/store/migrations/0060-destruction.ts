import type { Migration } from '../migrate.ts'

export const destruction: Migration = {
  version: 60,
  sql: `
-- When the desk forgot who this was; NULL while it knows.
ALTER TABLE guest ADD COLUMN destroyedAtMs INTEGER;
CREATE INDEX guest_known ON guest (guestId) WHERE destroyedAtMs IS NULL;

-- Whether anybody else has this picture is asked before it goes; there are years of visits.
CREATE INDEX visit_by_photo ON visit (photoHash);
CREATE INDEX access_by_face ON access (faceHash);

-- What was destroyed of whom, without a name.
CREATE TABLE destruction (
  destructionId  INTEGER PRIMARY KEY,
  guestId        INTEGER NOT NULL UNIQUE REFERENCES guest (guestId),
  atMs           INTEGER NOT NULL,
  -- By the rule after so many days; NULL: by hand.
  afterDays      INTEGER,
  endedAtMs      INTEGER NOT NULL,
  visits         INTEGER NOT NULL,
  passages       INTEGER NOT NULL,
  photos         INTEGER NOT NULL,
  pictures       INTEGER NOT NULL,
  -- The guest's person in HCP: never made, still to be deleted, or seen to be gone.
  inHcp          TEXT    NOT NULL CHECK (inHcp IN ('never', 'waiting', 'deleted')),
  -- The code HCP last refused that with.
  code           TEXT,
  nextTryAtMs    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX destruction_waiting ON destruction (nextTryAtMs) WHERE inHcp = 'waiting';

-- Files no row names any more. A row goes after its file, so that a crash leaves none behind.
CREATE TABLE leftover (
  kind  TEXT NOT NULL CHECK (kind IN ('photo', 'picture')),
  name  TEXT NOT NULL,
  PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;
`,
}
