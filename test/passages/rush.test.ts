import { expect, it } from 'vitest'
import { openStore } from '../../src/main/store/open-store.ts'

it('a query is compiled once, however many passages come', () => {
  const store = openStore(':memory:')
  const sql = 'SELECT count(*) AS n FROM passage'
  const first = store.prepare(sql)
  expect(first.get()).toEqual({ n: 0 })
  expect(first.pluck().get()).toBe(0)
  const again = store.prepare(sql)
  expect(again).toBe(first)
  expect(again.get(), 'as if it were new').toEqual({ n: 0 })
  const write = 'DELETE FROM passage'
  expect(store.prepare(write)).toBe(store.prepare(write))
  store.close()
})
