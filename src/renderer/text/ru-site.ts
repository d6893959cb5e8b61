import type { Text } from './en.ts'

export const site: Text['site'] = {
  menu: 'Двери, правила, оповещения…',
  title: 'Этот объект',
}
