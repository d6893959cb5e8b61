import type { Migration } from '../migrate.ts'

export const doorMap: Migration = {
  version: 40,
  sql: `
-- A door nobody has spoken of is not one that leads nowhere: its direction is NULL.
CREATE TABLE mappedDoor (
  doorId     TEXT PRIMARY KEY,
  name       TEXT NOT NULL,
  direction  TEXT CHECK (direction IN ('entry', 'exit', 'none'))
) STRICT, WITHOUT ROWID;
INSERT INTO mappedDoor SELECT doorId, name, nullif(direction, 'none') FROM door;
DROP TABLE door;
ALTER TABLE mappedDoor RENAME TO door;

-- Readers are known from the passages they told of. NULL: as the door.
CREATE TABLE reader (
  readerId   TEXT PRIMARY KEY,
  doorId     TEXT NOT NULL,
  name       TEXT NOT NULL,
  direction  TEXT CHECK (direction IN ('entry', 'exit', 'none'))
) STRICT, WITHOUT ROWID;

ALTER TABLE passage ADD COLUMN readerId TEXT NOT NULL DEFAULT '';
-- Where HCP keeps the picture of this passage; empty when there is none.
ALTER TABLE passage ADD COLUMN pictureUri TEXT NOT NULL DEFAULT '';
-- What the live feed is of: guests, and whoever was refused.
CREATE INDEX passage_of_desk ON passage (atMs) WHERE guestId IS NOT NULL OR granted = 0;
CREATE INDEX passage_by_door ON passage (doorId, atMs);

-- Whose hand it was: what doors and the clock do by themselves is counted apart.
ALTER TABLE visit ADD COLUMN checkedInBy TEXT CHECK (checkedInBy IN ('guard', 'door'));
ALTER TABLE visit ADD COLUMN endedBy TEXT CHECK (endedBy IN ('guard', 'exit', 'window'));
CREATE INDEX visit_by_checkedInAt ON visit (checkedInAtMs) WHERE checkedInAtMs IS NOT NULL;
CREATE INDEX incident_by_time ON incident (atMs);

-- What another system is still to be told of; its words are made when it is sent.
CREATE TABLE notice (
  noticeId         INTEGER PRIMARY KEY AUTOINCREMENT,
  -- By it the receiver knows a notice that comes twice: the number alone would come again in a restored store.
  webhookId        TEXT    NOT NULL DEFAULT ('gp_' || lower(hex(randomblob(16)))),
  kind             TEXT    NOT NULL CHECK (kind IN ('entry', 'exit', 'incident', 'group')),
  -- The passage, incident or group it is about.
  refId            INTEGER NOT NULL,
  atMs             INTEGER NOT NULL,
  attempts         INTEGER NOT NULL DEFAULT 0,
  -- How many of the attempts in a row the receiver has refused.
  refusals         INTEGER NOT NULL DEFAULT 0,
  nextAttemptAtMs  INTEGER NOT NULL DEFAULT 0
) STRICT;
`,
}
