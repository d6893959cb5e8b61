/** The part of the page's script that shows doors, persons, events and calls. */
export const TABLES_SCRIPT = `
const REASONS = {
  granted: 'granted', 'unknown-face': 'face not known here', 'no-level': 'no access level for this door',
  'not-yet-valid': 'not yet valid', expired: 'no longer valid',
}
const cell = (content, className) => element('td', content === null ? '' : content, className)
const row = (cells) => element('tr', cells.map((one) => one instanceof Node ? one : cell(String(one))))
const rowsOr = (rows, columns, nothing) => {
  if (rows.length > 0) return rows
  const only = cell(nothing, 'quiet')
  only.colSpan = columns
  return [element('tr', [only])]
}

function walk(person, door) {
  act('verdict', async () => {
    const passage = await post('/api/walk', { person, door: door.doorIndexCode })
    say('verdict', person + ' at ' + door.doorName + ': ' + (passage.granted ? 'Open' : 'Closed, ' + REASONS[passage.reason])
      + ' (' + passage.eventType + ')', passage.granted ? 'good' : 'bad')
  })
}
function showDoors(doors) {
  fill('doors', doors.map((door) => button(door.doorName, () => {
    if (byId('walk').reportValidity()) walk(byId('who').value.trim(), door)
  })))
}
function side(levelIds, beginMs, endMs) {
  const names = levelIds.map((id) => overview.levels.find((level) => level.id === id)?.name || id)
  return (names.join(', ') || 'no level') + '\\n' + moment(beginMs) + ' to ' + moment(endMs)
}
function showPersons(persons) {
  fill('known', persons.map((person) => option(person.personCode, person.givenName + ' ' + person.familyName)))
  fill('persons', rowsOr(persons.map((person) => {
    const wanted = side(person.levelIds, person.beginMs, person.endMs)
    const applied = person.applied && side(person.applied.levelIds, person.applied.beginMs, person.applied.endMs)
    return row([person.personId, person.personCode, person.givenName + ' ' + person.familyName,
      person.hasFace ? 'yes' : 'no', cell(wanted, 'lines'),
      cell(applied || 'unknown there', 'lines ' + (applied === wanted ? 'good' : 'quiet')),
      element('td', [button('Choose', () => { byId('who').value = person.personCode; byId('who').focus() })])])
  }), 7, 'Nobody of that name'))
}
function showEvents(events) {
  fill('events', rowsOr(events.map((event) => row([moment(event.atMs), doorName(event.doorIndexCode),
    event.personId ? event.givenName + ' ' + event.familyName + ' (' + event.personId + ')' : 'stranger',
    cell(String(event.eventType), 'number')])), 4, 'Nobody has come yet'))
}
function showSubscriptions(subscriptions) {
  fill('subscriptions', rowsOr(subscriptions.map((one) => row([cell(one.eventDest, 'path'),
    cell(one.eventTypes.join(', '), 'wrap'), one.hasToken ? 'yes' : 'no', cell(String(one.waiting), 'number')])), 4,
    'Nobody has subscribed'))
}
function showCounts(countByPath) {
  const counts = Object.entries(countByPath).sort((left, right) => right[1] - left[1])
  fill('counts', rowsOr(counts.map(([path, count]) => row([cell(path, 'path'), cell(String(count), 'number')])), 2,
    'No call yet'))
  fill('paths', counts.map(([path]) => option(path)))
}
function showFigures({ inFlight, peakInFlight, perSecond, peakPerSecond, perMinute, personTotal }) {
  const figure = (name, value) => element('div', [element('dt', name), element('dd', String(value))])
  fill('figures', [figure('In flight', inFlight), figure('Peak in flight', peakInFlight), figure('Per second', perSecond),
    figure('Peak per second', peakPerSecond), figure('Per minute', perMinute), figure('Persons', personTotal)])
}
function showJournal(journal) {
  fill('journal', rowsOr(journal.map((entry) => {
    const isRunning = !entry.ended
    const isGood = entry.code === '0' && entry.answered
    return row([clock(entry.atMs), cell(entry.path, 'path'),
      cell(entry.code === null ? (isRunning ? 'runs' : '–') : entry.code, isRunning ? 'quiet' : isGood ? 'good' : 'bad'),
      cell(String(entry.httpStatus ?? ''), 'number'), cell(isRunning ? '' : String(entry.durationMs), 'number'),
      cell(String(entry.inFlight), 'number'), cell(entry.answered ? 'yes' : isRunning ? '' : 'no', entry.answered ? '' : 'bad')])
  }), 7, 'No call yet'))
}
`
