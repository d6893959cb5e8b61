import type { Text } from './en.ts'
import { counted } from './ru-units.ts'

export const support: Text['support'] = {
  title: 'Файл для поддержки',
  meaning: 'Один файл для тех, кто помогает вам с Guard Post.',
  inside: 'Что в нём есть',
  insideList: [
    'журналы работы программы',
    'версии и настройки',
    'проверки и состояние HikCentral',
    'количество и размеры данных на этом компьютере',
  ],
  outside: 'Чего в нём нет',
  outsideList: ['фотографий', 'имён, телефонов и номеров гостей', 'ключей и паролей'],
  save: 'Сохранить файл для поддержки…',
  saved: (fileName) => `Файл для поддержки сохранён: ${fileName}.`,
  savedInPart: (fileName, missing) =>
    `Файл для поддержки сохранён, но ${counted(missing, { one: 'часть не прочитана', few: 'части не прочитаны', many: 'частей не прочитано', other: 'части не прочитано' })}: ${fileName}.`,
  notWritten: 'Файл для поддержки не записан. Выберите другую папку или другой диск.',
}
