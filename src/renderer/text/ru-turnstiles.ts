import type { Text } from './en.ts'

export const turnstiles: Text['turnstiles'] = {
  title: 'Турникеты',
  guest: 'Кто идёт?',
  noGuest: 'Сначала оформите гостя.',
  doors: 'Пройти через',
  granted: 'Турникет пропускает',
  denied: 'Турникет не пропускает',
  walked: (name, time) => `${time} · ${name}`,
  weather: 'Помехи',
  down: 'HCP не работает',
  slow: 'Медленно: 2 с на запрос',
}
