import type { Migration } from '../migrate.ts'

export const firstDesk: Migration = {
  version: 10,
  sql: `
CREATE TABLE guest (
  guestId      INTEGER PRIMARY KEY,
  -- Ours, unique in HCP too: the key by which an unanswered creation is found again.
  personCode   TEXT    NOT NULL UNIQUE CHECK (length(personCode) <= 16),
  familyName   TEXT    NOT NULL CHECK (familyName <> ''),
  givenName    TEXT    NOT NULL,
  -- Lower case, ё as е: what the search box compares.
  searchName   TEXT    NOT NULL,
  createdAtMs  INTEGER NOT NULL
) STRICT;
CREATE INDEX guest_by_searchName ON guest (searchName);

CREATE TABLE photo (
  hash       TEXT    PRIMARY KEY CHECK (length(hash) = 64),
  width      INTEGER NOT NULL,
  height     INTEGER NOT NULL,
  bytes      INTEGER NOT NULL,
  takenAtMs  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE visit (
  visitId       INTEGER PRIMARY KEY,
  guestId       INTEGER NOT NULL REFERENCES guest (guestId),
  status        TEXT    NOT NULL CHECK (status IN ('expected', 'inside', 'left', 'cancelled', 'noShow')),
  host          TEXT    NOT NULL,
  purpose       TEXT    NOT NULL,
  fromMs        INTEGER NOT NULL,
  untilMs       INTEGER NOT NULL CHECK (untilMs > fromMs),
  levelId       TEXT    NOT NULL,
  photoHash     TEXT    REFERENCES photo (hash),
  createdAtMs   INTEGER NOT NULL,
  checkedInAtMs INTEGER,
  leftAtMs      INTEGER
) STRICT;
-- One stay at a time: two open visits of one guest would pull his access two ways.
CREATE UNIQUE INDEX visit_open_once ON visit (guestId) WHERE status IN ('expected', 'inside');
CREATE INDEX visit_by_guest ON visit (guestId, createdAtMs);
CREATE INDEX visit_by_leftAt ON visit (leftAtMs) WHERE leftAtMs IS NOT NULL;

CREATE TABLE access (
  guestId          INTEGER PRIMARY KEY REFERENCES guest (guestId),
  -- The visit that the desk's decision is about.
  visitId          INTEGER NOT NULL REFERENCES visit (visitId),
  -- Desired: what the desk decided. The revision rises with every decision.
  want             TEXT    NOT NULL CHECK (want IN ('granted', 'revoked')),
  fromMs           INTEGER NOT NULL,
  untilMs          INTEGER NOT NULL,
  levelId          TEXT    NOT NULL,
  faceHash         TEXT    REFERENCES photo (hash),
  urgency          TEXT    NOT NULL CHECK (urgency IN ('walkIn', 'group')),
  decidedAtMs      INTEGER NOT NULL,
  revision         INTEGER NOT NULL,
  -- Observed: what HCP has confirmed, in the words of the reconciler.
  observed         TEXT    NOT NULL CHECK (json_valid(observed)),
  -- How the reconciler stands: settled = observed is desired; parked = a person must act.
  settled          INTEGER NOT NULL CHECK (settled IN (0, 1)),
  parked           INTEGER NOT NULL CHECK (parked IN (0, 1)),
  problem          TEXT,
  attempts         INTEGER NOT NULL,
  nextAttemptAtMs  INTEGER NOT NULL,
  -- A revocation is never parked: it is tried without end.
  CHECK (NOT (parked = 1 AND want = 'revoked'))
) STRICT;
CREATE INDEX access_due ON access (nextAttemptAtMs) WHERE settled = 0 AND parked = 0;

CREATE INDEX access_open ON access (decidedAtMs) WHERE settled = 0;
-- Passages name HCP's personId and nothing else of ours.
CREATE INDEX access_by_person ON access (observed ->> '$.person.personId');

CREATE TABLE door (
  doorId     TEXT PRIMARY KEY,
  name       TEXT NOT NULL,
  direction  TEXT NOT NULL CHECK (direction IN ('entry', 'exit', 'none'))
) STRICT, WITHOUT ROWID;

CREATE TABLE passage (
  passageId  INTEGER PRIMARY KEY,
  -- HCP's eventId, or door + person + time + type where it gave none: a row is stored once, however often it is read.
  eventKey   TEXT    NOT NULL UNIQUE,
  atMs       INTEGER NOT NULL,
  eventType  INTEGER NOT NULL,
  granted    INTEGER NOT NULL CHECK (granted IN (0, 1)),
  doorId     TEXT    NOT NULL,
  doorName   TEXT    NOT NULL,
  direction  TEXT    NOT NULL CHECK (direction IN ('entry', 'exit', 'none')),
  personId   TEXT    NOT NULL,
  guestId    INTEGER REFERENCES guest (guestId),
  visitId    INTEGER REFERENCES visit (visitId)
) STRICT;
CREATE INDEX passage_by_time ON passage (atMs);
CREATE INDEX passage_unclaimed ON passage (atMs) WHERE guestId IS NULL AND personId <> '';
CREATE INDEX passage_by_visit ON passage (visitId, atMs) WHERE visitId IS NOT NULL;

-- Small facts with one value each: the monitor's cursor, what this server allows, its access levels.
CREATE TABLE fact (
  name   TEXT PRIMARY KEY,
  value  TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;
`,
}
