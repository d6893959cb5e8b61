import { expect, test } from 'vitest'
import { pathOf } from '../../src/main/hcp/apis.ts'
import { actionsFor } from '../../src/renderer/screens/board/card-actions.ts'
import { CHART, chartOf } from '../../src/renderer/screens/hikcentral/chart.ts'
import { rowsOf } from '../../src/renderer/screens/hikcentral/check-rows.ts'
import { choicesFor } from '../../src/renderer/screens/hikcentral/limit-choices.ts'
import { portOf } from '../../src/renderer/screens/hikcentral/port.ts'
import { reportOf } from '../../src/renderer/screens/hikcentral/report.ts'
import { adviceFor } from '../../src/renderer/text/advice.ts'
import { apiPaths } from '../../src/renderer/text/api-paths.ts'
import { en } from '../../src/renderer/text/en.ts'
import { formats } from '../../src/renderer/text/format.ts'
import { ru } from '../../src/renderer/text/ru.ts'
import type { VisitCard } from '../../src/shared/visit.ts'
import { card } from './samples.ts'
import { diagnosis, hcpView, switchedOff } from './samples-hcp.ts'

const NOW = Date.UTC(2027, 4, 12, 11, 32)

test('what an administrator can search for is what the desk calls', () => {
  expect(apiPaths).toEqual(pathOf)
})

test('the code speaks where it says more than the problem, and is silent where the desk knows more', () => {
  expect(adviceFor(en, 'notEntitled', '69')).toBe(en.codes.answers['69'])
  expect(adviceFor(en, 'busy', '5')).toBe(en.codes.answers['5'])
  expect(adviceFor(ru, 'busy', '1')).toBe(ru.codes.answers['1'])
  expect(adviceFor(en, 'faceRefused', '2')).toBe(en.problems.access.faceRefused)
  expect(adviceFor(en, 'levelMissing', '128')).toBe(en.problems.access.levelMissing)
  expect(adviceFor(en, 'notUnderstood', '0x00052301')).toBe(en.problems.access.notUnderstood)
  expect(adviceFor(en, 'busy', null)).toBe(en.problems.access.busy)
})

test.each<[string, Partial<VisitCard>, boolean]>([
  ['accepted', { access: 'accepted' }, true],
  ['on the doors', { access: 'onDoors', status: 'inside' }, true],
  ['working', { access: 'working' }, true],
  ['a door refused', { access: 'attention', problem: 'doorsRefused' }, true],
  ['a door is offline', { access: 'attention', problem: 'deviceOffline' }, true],
  ['not yet in HCP', { access: 'waiting' }, false],
  ['a face is missing', { access: 'attention', problem: 'faceRefused' }, false],
  ['left', { access: 'revoked', status: 'left' }, false],
])('may be sent to the doors again, or not: %s', (_name, part, may) => {
  expect(actionsFor(card(1, NOW, part), NOW).more.includes('reapply')).toBe(may)
})

test('bars: one call is seen, a burst stretches the scale and stays in the picture', () => {
  const { bars, yOf } = chartOf([0, 1, 300, 450], 300)
  expect(bars.map(({ minutesAgo }) => minutesAgo)).toEqual([3, 2, 1, 0])
  expect(bars[0]?.height).toBe(0)
  expect(bars[1]?.height).toBe(2)
  expect(bars[3]?.y).toBe(CHART.top)
  expect(yOf(300)).toBeGreaterThan(CHART.top)
  expect(chartOf([0, 0], 0).bars.every(({ height }) => height === 0)).toBe(true)
})

test('the nine checks keep their order; one is under way, the others wait', () => {
  expect(rowsOf(null).map(({ state }) => state)).toEqual(Array(9).fill('idle'))
  const states = rowsOf(diagnosis(NOW, 5)).map(({ state }) => state)
  expect(states.join(' ')).toBe('good good warning warning good running waiting waiting waiting')
  expect(rowsOf(diagnosis(NOW, 9)).some(({ state }) => state === 'running')).toBe(false)
})

test('limits are offered downwards, and what is set stands among them', () => {
  expect(choicesFor('burst', 10, 10)).toEqual([1, 2, 5, 10])
  expect(choicesFor('ratePerSecond', 1.5, 2)).toEqual([0.2, 0.5, 1, 1.5, 2])
})

test.each([
  ['9464', 9464],
  [' 1024 ', 1024],
  ['65536', null],
  ['80', null],
  ['', null],
  ['9e3', null],
])('port %j', (text, port) => {
  expect(portOf(text)).toBe(port)
})

test('the report holds sentences, kinds and codes in both languages, and the paths to tick', () => {
  const of = {
    version: '0.1.0',
    address: 'hcp.example:443',
    hcp: { ...hcpView(NOW), switchedOff },
    diagnosis: diagnosis(NOW, 9),
  }
  const english = reportOf(of, en, formats.en)
  expect(english).toContain('[Failed] Allowed functions (1.9 s)')
  expect(english).toContain('    → Tick them for this AppKey in HCP under Authorized APIs')
  expect(english).toContain('clock warning: clockOff 95000 ms')
  expect(english).toContain('- Get door events: /acs/v1/door/events (17)')
  expect(reportOf(of, ru, formats.ru)).not.toContain('г..')
})
