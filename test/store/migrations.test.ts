import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrate } from '../../src/main/store/migrate.ts'
import { firstDesk } from '../../src/main/store/migrations/0010-first-desk.ts'
import { answerCode } from '../../src/main/store/migrations/0020-answer-code.ts'
import { incidents } from '../../src/main/store/migrations/0030-incidents.ts'
import { doorMap } from '../../src/main/store/migrations/0040-door-map.ts'
import { groups } from '../../src/main/store/migrations/0050-groups.ts'
import { strangers } from '../../src/main/store/migrations/0055-strangers.ts'
import { destruction } from '../../src/main/store/migrations/0060-destruction.ts'

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

it('40: doors that led nowhere are unmapped; visits and passages keep everything', () => {
  const db = oldDesk()
  migrate(db, [firstDesk, answerCode, incidents])
  db.exec(`
    INSERT INTO door VALUES ('12', 'In', 'entry'), ('13', 'Out', 'exit'), ('14', 'Parking', 'none');
    INSERT INTO passage VALUES (1, 'e1', 12, 196893, 1, '12', 'In', 'entry', 'p1', 1, 1);
  `)
  const [visit, passage] = ['visit', 'passage'].map(
    (name) => db.prepare(`SELECT * FROM ${name}`).get() as object,
  )
  migrate(db, [firstDesk, answerCode, incidents, doorMap])
  expect(db.prepare('SELECT * FROM door ORDER BY doorId').all()).toEqual([
    { doorId: '12', name: 'In', direction: 'entry' },
    { doorId: '13', name: 'Out', direction: 'exit' },
    { doorId: '14', name: 'Parking', direction: null },
  ])
  expect(db.prepare('SELECT * FROM visit').get()).toEqual({ ...visit, checkedInBy: null, endedBy: null })
  expect(db.prepare('SELECT * FROM passage').get()).toEqual({ ...passage, readerId: '', pictureUri: '' })
})

it('55: passages keep everything, and those of strangers are found by person', () => {
  const db = oldDesk()
  migrate(db, [firstDesk, answerCode, incidents, doorMap, groups])
  db.exec(
    "INSERT INTO passage VALUES (1, 'e1', 12, 196893, 1, '12', 'In', 'entry', 'p1', NULL, NULL, '', '')",
  )
  const passage = db.prepare('SELECT * FROM passage').get()
  migrate(db, [firstDesk, answerCode, incidents, doorMap, groups, strangers])
  expect(db.prepare('SELECT * FROM passage').get()).toEqual(passage)
  const plan = db.prepare(
    "EXPLAIN QUERY PLAN SELECT * FROM passage WHERE guestId IS NULL AND personId <> '' AND personId = 'p1'",
  )
  expect(plan.get()).toMatchObject({ detail: expect.stringContaining('passage_unclaimed (personId=?)') })
})

it('60: nobody is forgotten by the step itself, and what was destroyed is written down once per guest', () => {
  const db = oldDesk()
  const before = [firstDesk, answerCode, incidents, doorMap, groups, strangers]
  migrate(db, before)
  const tables = ['guest', 'visit', 'access']
  const rows = (name: string) => db.prepare(`SELECT * FROM ${name}`).all()
  const [guests, ...others] = tables.map(rows)
  migrate(db, [...before, destruction])
  const [guestsNow, ...othersNow] = tables.map(rows)
  expect(othersNow).toEqual(others)
  expect(guestsNow).toEqual(guests?.map((one) => ({ ...(one as object), destroyedAtMs: null })))
  const write = db.prepare(
    `INSERT INTO destruction (guestId, atMs, endedAtMs, visits, passages, photos, pictures, inHcp)
     VALUES (1, 1, 1, 1, 1, 1, 1, 'never')`,
  )
  write.run()
  expect(() => write.run()).toThrow(/UNIQUE/)
})
