import type { Text } from './en.ts'

export const muster: Text['muster'] = {
  menu: 'Кто внутри…',
  title: 'Кто внутри',
}
