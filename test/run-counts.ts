// What the runners wrote about their tests, as one kind of sum. Pure, so that the last line can be trusted.
export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number }
export type Outcome = Counts & { readonly failures: readonly string[] }

type VitestTest = {
  readonly status: string
  readonly fullName: string
  readonly failureMessages?: readonly string[]
}
export type VitestReport = {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly message?: string
    readonly assertionResults: readonly VitestTest[]
  }[]
}
type PlaywrightTest = {
  readonly status: string
  readonly results: readonly { readonly error?: { readonly message?: string } }[]
}
type PlaywrightSuite = {
  readonly title: string
  readonly specs?: readonly { readonly title: string; readonly tests: readonly PlaywrightTest[] }[]
  readonly suites?: readonly PlaywrightSuite[]
}
export type PlaywrightReport = {
  readonly suites: readonly PlaywrightSuite[]
  readonly errors: readonly { readonly message?: string }[]
}

const FAILURE_LINES = 6
export const nothing: Outcome = { passed: 0, failed: 0, skipped: 0, failures: [] }

export function oneFailure(sentence: string): Outcome {
  return { ...nothing, failed: 1, failures: [sentence] }
}

export function add(a: Outcome, b: Outcome): Outcome {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...a.failures, ...b.failures],
  }
}

function described(where: string, message: string | undefined): string {
  // Runners colour their messages even when asked not to.
  // oxlint-disable-next-line no-control-regex
  const plain = (message ?? '').replace(/\u001b\[[0-9;]*m/g, '')
  const lines = plain.split('\n').filter((line) => line.trim() !== '')
  return [where, ...lines.slice(0, FAILURE_LINES).map((line) => `    ${line}`)].join('\n')
}

function one(status: 'passed' | 'failed' | 'skipped', failure: string): Outcome {
  if (status === 'failed') return oneFailure(failure)
  return { ...nothing, [status]: 1 }
}

export function countVitest(report: VitestReport): Outcome {
  const outcomes = report.testResults.flatMap((file) => {
    const tests = file.assertionResults.map(({ status, fullName, failureMessages }) => {
      const known = status === 'passed' || status === 'failed' ? status : 'skipped'
      return one(known, described(`${file.name} › ${fullName}`, failureMessages?.[0]))
    })
    const hasBrokenTest = file.assertionResults.some(({ status }) => status === 'failed')
    // A file that cannot be loaded, or whose hooks fail, has failed without a failed test.
    const broken = file.status === 'failed' && !hasBrokenTest
    return broken ? [...tests, oneFailure(described(file.name, file.message))] : tests
  })
  return outcomes.reduce(add, nothing)
}

function countSuite(suite: PlaywrightSuite, above: string): Outcome {
  const where = above === '' ? suite.title : `${above} › ${suite.title}`
  const own = (suite.specs ?? []).flatMap(({ title, tests }) =>
    tests.map(({ status, results }) => {
      // Playwright says "expected", "unexpected", "flaky" or "skipped"; a flaky test is not a passed one.
      const known = status === 'expected' ? 'passed' : status === 'skipped' ? 'skipped' : 'failed'
      const message = results.find(({ error }) => error)?.error?.message
      return one(known, described(`${where} › ${title}`, message))
    }),
  )
  const below = (suite.suites ?? []).map((inner) => countSuite(inner, where))
  return [...own, ...below].reduce(add, nothing)
}

export function countPlaywright(report: PlaywrightReport): Outcome {
  const suites = report.suites.map((suite) => countSuite(suite, ''))
  const errors = report.errors.map(({ message }) => oneFailure(described('playwright', message)))
  return [...suites, ...errors].reduce(add, nothing)
}

/** A stage is only as good as its exit code and the tests it really ran. */
export function judgeStage(name: string, counted: Outcome | null, exitCode: number | null): Outcome {
  if (!counted) return oneFailure(`${name}: the runner died (${exitCode ?? 'killed'}) and left no report`)
  if (counted.failed > 0) return counted
  if (exitCode !== 0)
    return add(counted, oneFailure(`${name}: the runner ended with ${exitCode ?? 'a signal'}`))
  return counted.passed > 0 ? counted : add(counted, oneFailure(`${name}: not a single test ran`))
}

export function lastLine({ passed, failed }: Counts): string {
  return `${passed} passed, ${failed} failed`
}
