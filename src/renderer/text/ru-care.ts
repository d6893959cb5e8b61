import type { Text } from './en.ts'
import { counted } from './ru-units.ts'

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

  keeping: {
    title: 'Сколько помнить гостей',
    meaning:
      'Затем имена, телефон, принимающий, цель и фото уничтожаются, здесь и в HikCentral. Часы и проходы остаются, без имени.',
    after: 'После окончания последнего визита',
    days: (n) => counted(n, { one: 'день', few: 'дня', many: 'дней', other: 'дня' }),
    destroyed: 'Уничтожено всего',
    guests: (n) => counted(n, { one: 'гость', few: 'гостя', many: 'гостей', other: 'гостя' }),
    lastRun: 'Последняя проверка',
    notYet: 'ещё не было',
    clockInDoubt:
      'Сейчас ничего не уничтожается: часы HikCentral и этого компьютера расходятся больше чем на полдня. Выставьте оба времени.',
    waitInHcp: (n) =>
      `В HikCentral осталось удалить: ${counted(n, { one: 'гость', few: 'гостя', many: 'гостей', other: 'гостя' })}; удаляются сами.`,
    refusedInHcp: (n) =>
      `HikCentral не даёт этому рабочему месту удалять людей и ещё хранит: ${counted(n, { one: 'гость', few: 'гостя', many: 'гостей', other: 'гостя' })}. Разрешите «Удалить человека» для AppKey или удалите их там вручную: коды людей есть в сохранённой таблице.`,
    inHcp: (state) => `HCP: ${state}`,
    what: ({ passages, pictures }) =>
      `${counted(pictures, { one: 'снимок', few: 'снимка', many: 'снимков', other: 'снимка' })}, ${counted(passages, { one: 'проход', few: 'прохода', many: 'проходов', other: 'прохода' })}`,
  },
}
