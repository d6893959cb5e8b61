import { describe, expect, test } from 'vitest'
import { add, countPlaywright, countVitest, judgeStage, lastLine, nothing, oneFailure } from './run-counts.ts'

const test1 = (status: string, fullName = 'adds', failureMessages: string[] = []) => ({
  status,
  fullName,
  failureMessages,
})
const file = (status: string, assertionResults: ReturnType<typeof test1>[], message = '') => ({
  name: 'a.test.ts',
  status,
  message,
  assertionResults,
})

const spec = (title: string, status: string, message = '') => ({
  title,
  tests: [{ status, results: [{ error: { message } }] }],
})

describe('vitest', () => {
  test('passed, failed and everything that did not run', () => {
    const tests = [
      test1('passed'),
      test1('failed', 'breaks', ['\u001b[31mError: no\u001b[0m']),
      test1('todo'),
    ]
    const counted = countVitest({ testResults: [file('failed', tests)] })
    expect(counted).toMatchObject({ passed: 1, failed: 1, skipped: 1 })
    expect(counted.failures).toEqual(['a.test.ts › breaks\n    Error: no'])
  })

  test('a file that cannot be loaded is one failure', () => {
    expect(countVitest({ testResults: [file('failed', [], 'SyntaxError')] })).toMatchObject({ failed: 1 })
  })

  test('a broken hook after good tests is one failure', () => {
    const counted = countVitest({ testResults: [file('failed', [test1('passed')])] })
    expect(counted).toMatchObject({ passed: 1, failed: 1 })
  })
})

describe('playwright', () => {
  test('suites within suites; a flaky test has failed', () => {
    const inner = { title: 'inner', specs: [spec('b', 'unexpected', 'boom'), spec('c', 'skipped')] }
    const outer = { title: 'a.spec.ts', specs: [spec('a', 'expected'), spec('d', 'flaky')], suites: [inner] }
    const counted = countPlaywright({ suites: [outer], errors: [] })
    expect(counted).toMatchObject({ passed: 1, failed: 2, skipped: 1 })
    expect(counted.failures[1]).toBe('a.spec.ts › inner › b\n    boom')
  })

  test('an error outside of any test counts', () => {
    expect(countPlaywright({ suites: [], errors: [{ message: 'no browser' }] })).toMatchObject({ failed: 1 })
  })
})

describe('a stage', () => {
  const good = { ...nothing, passed: 2 }
  test.each([
    ['died without a report', null, 139, 1],
    ['ended badly in spite of good tests', good, 1, 1],
    ['was killed', good, null, 1],
    ['ran nothing', nothing, 0, 1],
    ['only skipped', { ...nothing, skipped: 3 }, 0, 1],
    ['failed once, which is not counted twice', oneFailure('x'), 1, 1],
    ['was good', good, 0, 0],
  ])('%s', (_name, counted, exitCode, failed) => {
    expect(judgeStage('unit', counted, exitCode).failed).toBe(failed)
  })
})

test('the last line is plain; what was skipped is said before it', () => {
  expect(lastLine(add({ ...nothing, passed: 3 }, oneFailure('x')))).toBe('3 passed, 1 failed')
  expect(lastLine({ ...nothing, passed: 1, skipped: 2 })).toBe('1 passed, 0 failed')
})
