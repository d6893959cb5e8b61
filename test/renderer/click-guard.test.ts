import { expect, test } from 'vitest'
import { createClickGuard } from '../../src/renderer/screens/board/click-guard.ts'

const at = (timeStamp: number, clientX = 100, detail = 1) => ({ timeStamp, clientX, clientY: 50, detail })

test('a hand that has not moved acts once, whether or not it counts as a double click', () => {
  const mayAct = createClickGuard()
  expect(mayAct(at(0))).toBe(true)
  expect(mayAct(at(120, 100, 2))).toBe(false)
  expect(mayAct(at(600, 103))).toBe(false)
  expect(mayAct(at(701, 103))).toBe(true)
})

test('who goes to another card, or presses a key, is not held up', () => {
  const mayAct = createClickGuard()
  expect(mayAct(at(0))).toBe(true)
  expect(mayAct(at(150, 140))).toBe(true)
  expect(mayAct(at(160, 0, 0))).toBe(true)
})
