/** Runs in the browser. Everything shown is put in as text, never as HTML: names come from outside. */
export const CONTROL_SCRIPT = `
'use strict'
const byId = (id) => document.getElementById(id)
const REASONS = {
  granted: 'granted', 'unknown-face': 'face not known here', 'no-level': 'no access level for this door',
  'not-yet-valid': 'not yet valid', expired: 'no longer valid',
}
const LABELS = {
  down: 'Down', authAs401: 'Bad key as HTTP 401', leaky: 'Errors tell the secret', databaseFull: 'Database full',
  faceQualityBad: 'Every face refused', readdAnswers131: 'Adding a member again: 131',
  removeAnswers128: 'Removing a non-member: 128', duplicateCodeAnswers2: 'personCode in use: 2',
  applyStatusUnsupported: 'No status per door', singleEntryAsObject: 'One door as an object',
  endTimeWithoutOffset: 'Ends without offset', picturesInEnvelope: 'Pictures in the envelope',
  deleteClearsDoors: 'Deleting clears the doors',
}
let overview = null
let lastText = ''

function element(name, content, className) {
  const made = document.createElement(name)
  if (className) made.className = className
  if (typeof content === 'string') made.textContent = content
  else if (content) made.append(...content)
  return made
}
const row = (cells) => element('tr', cells.map((cell) =>
  cell instanceof Node ? cell : element('td', String(cell))))
const fill = (id, children) => byId(id).replaceChildren(...children)
const clock = (ms) => new Date(ms).toLocaleTimeString()
const moment = (ms) => new Date(ms).toLocaleString([], { dateStyle: 'short', timeStyle: 'short' })

async function post(path, body) {
  const response = await fetch(path, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
  })
  const value = await response.json()
  if (!response.ok) throw new Error(value.error)
  return value
}
function act(work) {
  work().catch((error) => say(error.message, 'bad')).finally(refresh)
}
function say(text, className) {
  byId('verdict').className = className
  byId('verdict').textContent = text
}
function walk(person, door) {
  act(async () => {
    const passage = await post('/api/walk', { person, door: door.doorIndexCode })
    say(person + ' at ' + door.doorName + ': ' + (passage.granted ? 'Open' : 'Closed, ' + REASONS[passage.reason])
      + ' (' + passage.eventType + ')', passage.granted ? 'good' : 'bad')
  })
}
const button = (text, work) => {
  const made = element('button', text)
  made.type = 'button'
  made.addEventListener('click', work)
  return made
}

function showDoors(doors) {
  fill('doors', doors.map((door) => button(door.doorName, () => {
    if (byId('walk').reportValidity()) walk(byId('who').value.trim(), door)
  })))
}
function showWeather(weather) {
  const box = (checked, text, change) => {
    const input = element('input')
    input.type = 'checkbox'
    input.checked = checked
    input.addEventListener('change', () => act(() => post('/api/weather', change(input.checked))))
    return element('label', [input, text])
  }
  const toggled = (list, code, on) => on ? [...list, code] : list.filter((other) => other !== code)
  const switches = Object.entries(weather).filter(([, value]) => typeof value === 'boolean')
    .map(([name, value]) => box(value, LABELS[name] || name, (on) => ({ [name]: on })))
  const doors = overview.doors.flatMap((door) => ['offlineDoors', 'failingDoors'].map((key) =>
    box(weather[key].includes(door.doorIndexCode), door.doorName + (key === 'offlineDoors' ? ' offline' : ' refuses'),
      (on) => ({ [key]: toggled(weather[key], door.doorIndexCode, on) }))))
  // A redraw would take the focus away from the box somebody is on.
  if (!byId('switches').contains(document.activeElement)) fill('switches', [...switches, ...doors])
  fill('troubles', weather.troubles.map((trouble, index) => {
    const { kind, path, times, ...rest } = trouble
    const text = [kind, Object.values(rest).join(' '), path || 'every path', times ? times + ' times' : 'always']
    return element('li', [text.filter(Boolean).join(', '), button('Remove', () => act(() =>
      post('/api/weather', { troubles: weather.troubles.filter((_, other) => other !== index) })))])
  }))
  byId('state').textContent = weather.down ? 'Down: nobody listens' : 'Up'
  byId('state').className = weather.down ? 'bad' : 'good'
}
function side(levelIds, beginMs, endMs) {
  const names = levelIds.map((id) => overview.levels.find((level) => level.id === id)?.name || id)
  return (names.join(', ') || 'no level') + '\\n' + moment(beginMs) + ' to ' + moment(endMs)
}
function showPersons(persons) {
  fill('known', persons.map((person) => {
    const option = element('option', person.givenName + ' ' + person.familyName)
    option.value = person.personCode
    return option
  }))
  fill('persons', persons.map((person) => {
    const wanted = side(person.levelIds, person.beginMs, person.endMs)
    const applied = person.applied && side(person.applied.levelIds, person.applied.beginMs, person.applied.endMs)
    return row([person.personId, person.personCode, person.givenName + ' ' + person.familyName,
      person.hasFace ? 'yes' : 'no', element('td', wanted, 'lines'),
      element('td', applied || 'unknown there', 'lines ' + (applied === wanted ? 'good' : 'quiet')),
      element('td', [button('Choose', () => { byId('who').value = person.personCode; byId('who').focus() })])])
  }))
}
function show() {
  byId('address').textContent = overview.url + '  key ' + overview.appKey + '  ' + overview.fingerprint256
  showDoors(overview.doors)
  showWeather(overview.weather)
  showPersons(overview.persons)
  const doorName = (code) => overview.doors.find((door) => door.doorIndexCode === code)?.doorName || code
  fill('events', overview.events.map((event) => row([moment(event.atMs), doorName(event.doorIndexCode),
    event.personId ? event.givenName + ' ' + event.familyName + ' (' + event.personId + ')' : 'stranger',
    event.eventType])))
  fill('journal', overview.journal.map((entry) => row([clock(entry.atMs), element('td', entry.path, 'path'),
    element('td', entry.code === null ? '' : entry.code, entry.code === '0' ? 'good' : 'bad'),
    element('td', String(entry.httpStatus ?? ''), 'number'), element('td', String(entry.durationMs), 'number'),
    element('td', String(entry.inFlight), 'number'), entry.answered ? 'yes' : 'no'])))
  const counts = Object.entries(overview.countByPath).sort((left, right) => right[1] - left[1])
  fill('counts', counts.map(([path, count]) => row([element('td', path, 'path'), element('td', String(count), 'number')])))
  fill('paths', counts.map(([path]) => { const option = element('option'); option.value = path; return option }))
  byId('peak').textContent = 'At most ' + overview.peakInFlight + ' at once. ' + overview.personTotal + ' persons.'
}
async function refresh() {
  try {
    const response = await fetch('/api/overview?find=' + encodeURIComponent(byId('find').value))
    const text = await response.text()
    // Drawing again only what is new keeps the focus and half-made clicks.
    if (text === lastText) return
    overview = JSON.parse(text)
    lastText = text
    show()
  } catch {
    lastText = ''
    byId('state').textContent = 'The simulator has ended'
    byId('state').className = 'bad'
  }
}
byId('walk').addEventListener('submit', (event) => event.preventDefault())
byId('find').addEventListener('input', refresh)
byId('fair').addEventListener('click', () => act(() => post('/api/weather/reset', {})))
byId('clear').addEventListener('click', () => act(() => post('/api/journal/clear', {})))
byId('trouble').addEventListener('submit', (event) => {
  event.preventDefault()
  const kind = byId('kind').value
  const amount = byId('amount').value.trim()
  const field = { delay: 'ms', late: 'afterMs', html: 'status', code: 'code' }[kind]
  const trouble = { kind }
  if (field) trouble[field] = kind === 'code' ? amount : Number(amount)
  if (byId('path').value.trim()) trouble.path = byId('path').value.trim()
  if (byId('times').value.trim()) trouble.times = Number(byId('times').value)
  act(() => post('/api/weather', { troubles: [...overview.weather.troubles, trouble] }))
})
refresh()
setInterval(refresh, 1500)
`
