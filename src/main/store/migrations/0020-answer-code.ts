import type { Migration } from '../migrate.ts'

export const answerCode: Migration = {
  version: 20,
  sql: `
-- The code HCP answered with when a record began to wait or was parked: an administrator can look it up.
ALTER TABLE access ADD COLUMN code TEXT;
`,
}
