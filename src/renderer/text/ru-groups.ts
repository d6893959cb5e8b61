import type { Text } from './en.ts'

export const groups: Text['groups'] = {
  menu: 'Группы…',
  title: 'Группы',
}
