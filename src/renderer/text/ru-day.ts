import type { Text } from './en.ts'

export const day: Text['day'] = {
  menu: 'День…',
  title: 'День',
}
