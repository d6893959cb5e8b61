import type { Text } from './en.ts'
import { counted } from './ru-units.ts'

export const exporting: Text['exporting'] = {
  formats: { xlsx: 'Сохранить в XLSX…', csv: 'Сохранить в CSV…' },
  savedVisits: (rows, fileName) =>
    `${fileName}: ${counted(rows, { one: 'визит записан', few: 'визита записано', many: 'визитов записано', other: 'визита записано' })}.`,
  savedGuests: (rows, fileName) =>
    `${fileName}: ${counted(rows, { one: 'гость записан', few: 'гостя записано', many: 'гостей записано', other: 'гостя записано' })}.`,
  notSaved: {
    diskFull: 'Файл не записан: диск заполнен. Выберите другой диск или удалите ненужные файлы.',
    notWritten: 'Файл не записан. Выберите другую папку или закройте файл, если он открыт.',
    paused: 'Запись файлов приостановлена: ресурсы компьютера на исходе. Сохраните позже.',
    tooSlow: 'Запись шла больше пяти минут и прервана. Выберите папку на этом компьютере или сузьте список.',
    tooMany: 'Для XLSX строк слишком много: помещается не больше 20 000. Сохраните в CSV или сузьте список.',
  },
  group: {
    fileName: 'группа',
    // A comma is the decimal sign of Russian table programs.
    delimiter: ';',
    columns: {
      guest: 'Гость',
      host: 'Принимающий',
      from: 'С',
      until: 'По',
      outcome: 'Итог',
      problem: 'Почему',
      visit: 'Визит',
    },
    outcomes: {
      done: 'Готово',
      waiting: 'В очереди',
      failed: 'Требует внимания',
      gone: 'Завершён раньше',
    },
  },
  savedDestructions: (rows, fileName) =>
    `${fileName}: ${counted(rows, { one: 'запись сохранена', few: 'записи сохранено', many: 'записей сохранено', other: 'записи сохранено' })}.`,
  destructions: {
    fileName: 'уничтожено',
    delimiter: ';',
    columns: {
      guest: 'Гость',
      at: 'Уничтожено',
      ended: 'Последний визит завершён',
      rule: 'Хранилось дней',
      names: 'Визитов без имени',
      photos: 'Удалено фото',
      pictures: 'Удалено снимков у дверей',
      passages: 'Проходов без имени',
      inHcp: 'В HikCentral',
      personCode: 'Код человека в HikCentral',
      code: 'Отказ с кодом',
    },
    byHand: 'вручную',
    inHcp: { never: 'не было', waiting: 'ещё есть', deleted: 'удалён' },
  },
  visits: {
    fileName: 'визиты',
    delimiter: ';',
    columns: {
      guest: 'Гость',
      host: 'Принимающий',
      purpose: 'Цель',
      phone: 'Телефон',
      level: 'Уровень доступа',
      status: 'Статус',
      from: 'С',
      until: 'По',
      came: 'Вход',
      left: 'Завершён',
      visit: 'Визит',
    },
  },
}
