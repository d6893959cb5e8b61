import type { Text } from './en.ts'

export const care: Text['care'] = {
  menu: 'Данные и сохранность…',
  title: 'Данные и сохранность',

  backups: {
    title: 'Резервные копии',
    meaning: 'Копии всех визитов на этом компьютере; раз в день создаются сами.',
    none: 'Копий пока нет.',
    causes: {
      daily: 'Создана автоматически',
      hand: 'Создана вручную',
      migration: 'Перед новой версией',
      restore: 'Перед возвратом к копии',
    },
  },
}
