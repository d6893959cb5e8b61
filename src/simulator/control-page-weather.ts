/** The part of the page's script that shows and changes the weather. */
export const WEATHER_SCRIPT = `
const SWITCHES = {
  down: 'Down', databaseFull: 'Database full', faceQualityBad: 'Every face refused',
  deleteClearsDoors: 'Deleting clears the doors',
  eventTypeRequired: 'Events want a type', doorsRequired: 'Events want doors',
  readdAnswers131: 'Adding a member again: 131', removeAnswers128: 'Removing a non-member: 128',
  duplicateCodeAnswers2: 'personCode in use: 2',
  authAs401: 'Bad key as HTTP 401', leaky: 'Errors tell the secret', quotaAs429: 'Quota as HTTP 429',
  applyStatusUnsupported: 'No status per door', applicationResultUnsupported: 'No application result',
  idsAsNumbers: 'Ids and codes as numbers', fieldsMissing: 'Leave out what is empty',
  endTimeWithoutOffset: 'Ends without offset', picturesInEnvelope: 'Pictures in the envelope',
  singleEntryAsObject: 'One door as an object', personListWithoutPhotos: 'Lists without photos',
  subscriptionsAdd: 'Subscriptions add up',
}
// [name, label, may be empty]
const NUMBERS = [
  ['quotaPerSecond', 'Calls a second', true], ['listLagMs', 'New persons listed after ms', false],
  ['eventDelayMs', 'Events shown after ms', false], ['selfApplyAfterMs', 'Doors update alone after ms', true],
]
// What a kind of trouble needs besides its path and times.
const NEEDS = {
  delay: ['ms'], late: ['afterMs'], html: ['status'], code: ['code'],
  status: ['status', 'retryAfterSeconds', 'json'], redirect: ['to'],
}
const change = (patch) => act('sky', () => post('/api/weather', patch))

function box(checked, text, patchFor) {
  const input = element('input')
  input.type = 'checkbox'
  input.checked = checked
  input.addEventListener('change', () => change(patchFor(input.checked)))
  return element('label', [input, text])
}
function field(value, text, patchFor, wide) {
  const input = element('input')
  input.value = value
  if (!wide) input.inputMode = 'numeric'
  input.addEventListener('change', () => change(patchFor(input.value.trim())))
  return element('label', [element('span', text), input], wide ? 'wide-field' : '')
}
const listOf = (text) => text.split(/[\\s,]+/).filter(Boolean)

// A redraw must not take the focus, nor what is being typed, away from the field somebody is on.
function fillAround(id, labels) {
  const used = byId(id).contains(document.activeElement) ? document.activeElement : null
  const at = used ? [...byId(id).querySelectorAll('input')].indexOf(used) : -1
  fill(id, labels)
  const same = byId(id).querySelectorAll('input')[at]
  if (!same) return
  if (used.type !== 'checkbox') same.value = used.value
  same.focus()
}
function showWeather(weather) {
  const known = Object.keys(SWITCHES).filter((name) => name in weather)
  const other = Object.keys(weather).filter((name) => typeof weather[name] === 'boolean' && !SWITCHES[name])
  fillAround('switches', [...known, ...other].map((name) =>
    box(weather[name], SWITCHES[name] || name, (on) => ({ [name]: on }))))
  const toggled = (list, code, on) => on ? [...list, code] : list.filter((entry) => entry !== code)
  fillAround('door-switches', overview.doors.flatMap((door) => ['offlineDoors', 'failingDoors'].map((key) =>
    box(weather[key].includes(door.doorIndexCode), door.doorName + (key === 'offlineDoors' ? ' offline' : ' refuses'),
      (on) => ({ [key]: toggled(weather[key], door.doorIndexCode, on) })))))
  fillAround('numbers', [
    ...NUMBERS.map(([name, label, mayBeEmpty]) => field(weather[name] ?? '', label, (text) => (
      { [name]: text === '' ? (mayBeEmpty ? null : 0) : Number(text) }))),
    field(weather.refuseAllWith ?? '', 'Refuse all with', (text) => ({ refuseAllWith: text || null })),
    field(weather.notEntitledCode, 'Not entitled answers', (text) => ({ notEntitledCode: text })),
    field(weather.notEntitled.join(' '), 'Not entitled paths', (text) => ({ notEntitled: listOf(text) }), true),
  ])
  fill('troubles', weather.troubles.map((trouble, index) => {
    const { kind, path, times, ...rest } = trouble
    const text = [kind + ' ' + Object.entries(rest).map(([name, value]) => (name === kind ? '' : name + ' ') + value).join(', '),
      path || 'every path', times ? times + ' times' : 'always']
    return element('li', [element('span', text.join(' · ')), button('Remove', () =>
      change({ troubles: weather.troubles.filter((_, entry) => entry !== index) }))])
  }))
  say('state', weather.down ? 'Down: nobody listens' : 'Up', weather.down ? 'bad' : 'good')
}
function showPresets(presets) {
  fill('preset', presets.map(({ name, about }) => option(name, name + ': ' + about)))
}
function showNeeds() {
  const needs = NEEDS[byId('kind').value] || []
  for (const label of byId('trouble').querySelectorAll('[data-need]')) label.hidden = !needs.includes(label.dataset.need)
}
byId('kind').addEventListener('change', showNeeds)
byId('use-preset').addEventListener('submit', (event) => {
  event.preventDefault()
  const name = byId('preset').value
  act('sky', async () => { await post('/api/preset', { name }); say('sky', 'Now: ' + name, 'quiet') })
})
byId('trouble').addEventListener('submit', (event) => {
  event.preventDefault()
  const kind = byId('kind').value
  const trouble = { kind }
  for (const need of NEEDS[kind] || []) {
    const input = byId('need-' + need)
    const text = input.value.trim()
    if (need === 'json') { if (input.checked) trouble.json = true }
    else if (need === 'code' || need === 'to') { if (text || need === 'code') trouble[need] = text }
    else if (text || need !== 'retryAfterSeconds') trouble[need] = text === '' ? null : Number(text)
  }
  if (byId('path').value.trim()) trouble.path = byId('path').value.trim()
  if (byId('times').value.trim()) trouble.times = Number(byId('times').value)
  change({ troubles: [...overview.weather.troubles, trouble] })
})
showNeeds()
`
