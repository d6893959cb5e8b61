import type { Migration } from '../migrate.ts'

export const strangers: Migration = {
  version: 55,
  sql: `
-- Asked from the side of the few guests HCP has just come to know, not of the hundred thousand employees a day.
DROP INDEX passage_unclaimed;
CREATE INDEX passage_unclaimed ON passage (personId, atMs) WHERE guestId IS NULL AND personId <> '';
`,
}
