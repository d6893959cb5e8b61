import type { Text } from './en.ts'

export const journal: Text['journal'] = {
  menu: 'Все проходы…',
  title: 'Проходы',
}
