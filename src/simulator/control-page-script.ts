import { TABLES_SCRIPT } from './control-page-tables.ts'
import { WEATHER_SCRIPT } from './control-page-weather.ts'

/** Runs in the browser. Everything shown is put in as text, never as HTML: names come from outside. */
export const CONTROL_SCRIPT = `
'use strict'
const byId = (id) => document.getElementById(id)
let overview = null

function element(name, content, className) {
  const made = document.createElement(name)
  if (className) made.className = className
  if (typeof content === 'string') made.textContent = content
  else if (content) made.append(...content)
  return made
}
const fill = (id, children) => byId(id).replaceChildren(...children)
const clock = (ms) => new Date(ms).toLocaleTimeString()
const moment = (ms) => new Date(ms).toLocaleString([], { dateStyle: 'short', timeStyle: 'short' })
const doorName = (code) => overview.doors.find((door) => door.doorIndexCode === code)?.doorName || code

// Drawing again only what is new keeps the focus and half-made clicks.
const drawn = new Map()
function draw(name, facts, work) {
  const text = JSON.stringify(facts)
  if (drawn.get(name) === text) return
  drawn.set(name, text)
  work()
}

async function post(path, body) {
  const response = await fetch(path, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
  })
  const value = await response.json()
  if (!response.ok) throw new Error(value.error)
  return value
}
function say(id, text, className) {
  byId(id).className = className
  byId(id).textContent = text
}
// A refused change must not stay on the screen as if it were true.
function act(where, work) {
  say(where, '', '')
  work().catch((error) => { say(where, error.message, 'bad'); drawn.clear() }).finally(refresh)
}
const button = (text, work) => {
  const made = element('button', text)
  made.type = 'button'
  made.addEventListener('click', work)
  return made
}
const option = (value, text) => {
  const made = element('option', text === undefined ? value : text)
  made.value = value
  return made
}
${WEATHER_SCRIPT}
${TABLES_SCRIPT}
function show() {
  const { url, appKey, fingerprint256, doors, weather, levels, persons, presets } = overview
  draw('address', [url, appKey, fingerprint256], () => {
    byId('address').textContent = url + '  key ' + appKey + '  ' + fingerprint256
  })
  draw('doors', doors, () => showDoors(doors))
  draw('presets', presets, () => showPresets(presets))
  draw('weather', [weather, doors], () => showWeather(weather))
  draw('persons', [persons, levels], () => showPersons(persons))
  draw('events', [overview.events, doors], () => showEvents(overview.events))
  draw('subscriptions', overview.subscriptions, () => showSubscriptions(overview.subscriptions))
  draw('counts', overview.countByPath, () => showCounts(overview.countByPath))
  draw('journal', overview.journal, () => showJournal(overview.journal))
  draw('figures', [overview.inFlight, overview.peakInFlight, overview.perSecond, overview.peakPerSecond,
    overview.perMinute, overview.personTotal], () => showFigures(overview))
}
async function refresh() {
  try {
    const response = await fetch('/api/overview?find=' + encodeURIComponent(byId('find').value))
    overview = await response.json()
    show()
  } catch {
    drawn.clear()
    say('state', 'The simulator has ended', 'bad')
  }
}
byId('walk').addEventListener('submit', (event) => event.preventDefault())
byId('find').addEventListener('input', refresh)
byId('fair').addEventListener('click', () => act('sky', () => post('/api/weather/reset', {})))
byId('clear').addEventListener('click', () => act('sky', () => post('/api/journal/clear', {})))
refresh()
setInterval(refresh, 1000)
`
