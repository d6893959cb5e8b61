export const turnstiles = {
  title: 'Turnstiles',
  guest: 'Who walks?',
  noGuest: 'Enrol a guest first.',
  doors: 'Walk through',
  granted: 'The turnstile opens',
  denied: 'The turnstile stays shut',
  walked: (name: string, time: string) => `${time} · ${name}`,
  weather: 'Weather',
  down: 'HCP down',
  slow: 'Slow: 2 s per call',
}
