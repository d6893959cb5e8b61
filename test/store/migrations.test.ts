import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrate } from '../../src/main/store/migrate.ts'
import { firstDesk } from '../../src/main/store/migrations/0010-first-desk.ts'
import { answerCode } from '../../src/main/store/migrations/0020-answer-code.ts'
import { incidents } from '../../src/main/store/migrations/0030-incidents.ts'

/** A desk as the first version left it: one guest inside, his access parked. */
function oldDesk() {
  const db = new Database(':memory:')
  migrate(db, [firstDesk])
  db.exec(`
    INSERT INTO guest VALUES (1, 'GP1', 'Petrova', 'Anna', 'petrova anna', 5);
    INSERT INTO visit (visitId, guestId, status, host, purpose, fromMs, untilMs, levelId, createdAtMs, checkedInAtMs)
      VALUES (1, 1, 'inside', 'Host', '', 10, 20, '7', 5, 12);
    INSERT INTO access (guestId, visitId, want, fromMs, untilMs, levelId, urgency, decidedAtMs, revision, observed, settled,
        parked, problem, attempts, nextAttemptAtMs)
      VALUES (1, 1, 'granted', 10, 20, '7', 'walkIn', 5, 1, '{}', 0, 1, 'notEntitled', 1, 0);
  `)
  return db
}

it('20: a record keeps everything, and has no code yet', () => {
  const db = oldDesk()
  const before = db.prepare('SELECT * FROM access').get() as object
  migrate(db, [firstDesk, answerCode])
  expect(db.prepare('SELECT * FROM access').get()).toEqual({ ...before, code: null })
})

it('30: a visit keeps everything; nobody has said anything of it by hand, and there are no incidents', () => {
  const db = oldDesk()
  migrate(db, [firstDesk, answerCode])
  const before = db.prepare('SELECT * FROM visit').get() as object
  migrate(db, [firstDesk, answerCode, incidents])
  expect(db.prepare('SELECT * FROM visit').get()).toEqual({ ...before, guardSaysInAtMs: 0 })
  const raise = db.prepare(
    "INSERT INTO incident (visitId, kind, atMs, state, changedBy, why, changedAtMs) VALUES (1, 'longStay', 7, 'new', '', '', 7)",
  )
  raise.run()
  expect(() => raise.run(), 'once per visit and kind').toThrow(/UNIQUE/)
})
