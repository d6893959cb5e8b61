import {
  columnLetters,
  type ForeignFormat,
  type ImportField,
  type TableProblem,
} from '../../shared/import-table.ts'
import type { importing as en } from './en-import.ts'
import { counted } from './ru-units.ts'

const fields: Record<ImportField, string> = {
  familyName: 'Фамилия',
  givenName: 'Имя',
  middleName: 'Отчество',
  fullName: 'ФИО',
  host: 'К кому',
  purpose: 'Цель визита',
  phone: 'Телефон',
  from: 'С',
  until: 'По',
  level: 'Уровень доступа',
  photo: 'Фото',
}

const saveAs = 'Откройте его в табличном редакторе и сохраните как XLSX или CSV.'

const foreign: Record<ForeignFormat, string> = {
  xls: `Это старый файл Excel (XLS). ${saveAs}`,
  xlsProtected: 'Таблица защищена паролем. Снимите пароль, сохраните её и попробуйте снова.',
  xlsb: `Это двоичный файл Excel (XLSB). ${saveAs}`,
  ods: `Это таблица OpenDocument (ODS). ${saveAs}`,
  pdf: 'Это PDF, а не таблица. Попросите список в XLSX или CSV.',
  html: `Это веб-страница, а не таблица. ${saveAs}`,
  json: 'Это JSON, а не таблица. Попросите список в XLSX или CSV.',
  xml: `Это XML, а не таблица. ${saveAs}`,
  image: 'Это картинка, а не таблица. Попросите список в XLSX или CSV.',
  word: 'Это текстовый документ. Скопируйте список из него в таблицу и сохраните её как XLSX или CSV.',
  zip: 'Это архив, а не таблица. Распакуйте его и выберите таблицу; фото выбираются отдельно.',
  binary: 'Это не таблица. Выберите файл XLSX или CSV.',
}

const cell = (row: number, column: number): string => `${columnLetters(column)}${row}`

function table(problem: TableProblem): string {
  switch (problem.kind) {
    case 'foreign':
      return foreign[problem.format]
    case 'tooLarge':
      return 'Файл больше 5 МБ. Уберите картинки и лишние листы или разделите список.'
    case 'unpacksTooLarge':
      return 'В распакованном виде файл намного больше любого списка гостей. Скопируйте список в новую таблицу.'
    case 'tooHeavy':
      return 'На чтение этого файла не хватает отведённой памяти. Скопируйте список в новую таблицу.'
    case 'tooSlow':
      return 'Файл читается слишком долго. Скопируйте список в новую таблицу.'
    case 'tooManyRows':
      return `Список не кончается и в строке ${problem.row}. Из одного файла можно взять не больше 2000 гостей.`
    case 'brokenQuotes':
      return `В строке ${problem.row} кавычка открыта и не закрыта как следует. Исправьте её и попробуйте снова.`
    case 'controlBytes':
      return `В строке ${problem.row} есть символы, которые не являются текстом. Сохраните список как XLSX или CSV заново.`
    case 'tooManyColumns':
      return `Строка ${problem.row} доходит до столбца ${columnLetters(problem.column)}. Можно прочесть не больше 200 столбцов.`
    case 'cellTooLong':
      return `Текст в ячейке ${cell(problem.row, problem.column)} длиннее 1000 символов. Сократите его.`
    case 'formula':
      return `В ячейке ${cell(problem.row, problem.column)} формула. Вставьте её как значение и попробуйте снова.`
    case 'errorValue':
      return `В ячейке ${cell(problem.row, problem.column)} ошибка. Исправьте её или очистите ячейку.`
    case 'empty':
      return 'Файл пуст.'
    case 'noRows':
      return 'В файле есть заголовок, но под ним нет ни одного гостя.'
    case 'damaged':
      return 'Файл повреждён. Попросите прислать его ещё раз или сохраните заново.'
    case 'encoding':
      return 'Не удаётся прочесть буквы этого файла. Сохраните его как XLSX или как CSV в UTF-8.'
    case 'paused':
      return 'Таблицы приостановлены: ресурсы компьютера на исходе. Повторите позже; завершать визиты можно.'
    default:
      return problem
  }
}

const guests = (n: number): string =>
  counted(n, { one: 'гость', few: 'гостя', many: 'гостей', other: 'гостя' })
const photosOf = (n: number): string => `${n} фото`
const rowsOf = (n: number): string =>
  counted(n, { one: 'строка', few: 'строки', many: 'строк', other: 'строки' })

export const importing: typeof en = {
  title: 'Гости из таблицы',
  choose: {
    file: 'Выбрать таблицу',
    drop: 'Перетащите сюда таблицу с гостями',
    meaning: 'XLSX или CSV, до 5 МБ и до 2000 гостей. До вашего подтверждения ничего не сохраняется.',
    columns: 'Столбцы узнаются по заголовкам, русским или английским, в любом порядке.',
    reading: (fileName) => `Читаем ${fileName}…`,
    template: 'Таблицы ещё нет? Заполните шаблон:',
    xlsx: 'Шаблон (XLSX)',
    csv: 'Шаблон (CSV)',
    saved: (fileName) => `${fileName}: файл сохранён.`,
  },
  name: 'Название группы',
  forAll: 'К кому, уровень, цель и время действуют для каждой строки, где они не указаны.',
  photoBar: {
    folder: 'Фото из папки',
    zip: 'Фото из ZIP',
    none: 'Фото пока нет: без них двери не узнают новых гостей по лицу.',
    found: (n, source) => `${photosOf(n)}: ${source}`,
    refused: (n) => `Не взято: ${counted(n, { one: 'файл', few: 'файла', many: 'файлов', other: 'файла' })}`,
    again: 'Проверить ещё раз',
  },
  notUsed: 'Не нужен',
  unused: (n) =>
    `${counted(n, { one: 'столбец не нужен', few: 'столбца не нужны', many: 'столбцов не нужны', other: 'столбца не нужны' })}:`,
  noNames: 'Непонятно, в каком столбце имена. Выберите его здесь или над столбцом.',
  takeColumn: 'Взять',
  rowColumn: 'Строка в файле',
  guestColumn: 'Гость и время визита',
  take: (row, name) => `Взять строку ${row}: ${name}`,
  cell: (field, row) => `${field}, строка ${row}`,
  nameless: 'Без имени',
  taken: 'Оформлен',
  leftOut: 'Не берём',
  preparing: 'Фото готовится',
  severity: { error: 'Ошибка:', warning: 'Внимание:', note: 'К сведению:' },
  errorsFirst: 'Сначала ошибки',
  page: (first, last, all) => `${first}–${last} из ${all}`,
  pageBefore: 'Предыдущие 100',
  pageAfter: 'Следующие 100',
  tally: {
    ready: (n, warned) => (warned > 0 ? `готовы: ${n}, из них с замечаниями: ${warned}` : `готовы: ${n}`),
    pending: (n) => `фото готовятся: ${n}`,
    errors: (n) => `с ошибками: ${n}`,
    leftOut: (n) => `не берём: ${n}`,
    taken: (n) => `оформлены: ${n}`,
  },
  inGroups: 'Гостей больше 100: они оформляются группами по 100, одна за другой.',
  groupOf: (group, groups, first, last) => `Группа ${group} из ${groups}: строки ${first}–${last}`,
  enrol: (n) => `Оформить: ${guests(n)}`,
  photosReady: (n, all) => `Фото готовы: ${n} из ${all}`,
  photosFirst: (n) => `Ещё готовятся фото: ${n}. Подождите немного.`,
  nobodyYet: 'Пока никто не готов',
  nobody: 'Нет строк, готовых к оформлению.',
  notTaken: (n) =>
    `Пока никто не оформлен: есть препятствия (${rowsOf(n)}). Исправьте или подтвердите ещё раз без них.`,
  refused: {
    paused:
      'Новые гости приостановлены: ресурсы компьютера на исходе. Таблица остаётся здесь; оформите её позже.',
    empty: 'Нет строк, готовых к оформлению.',
    tooMany: 'Это больше 100 гостей за один раз.',
  },
  groupTaken: (n) => `${guests(n)}: сохранено здесь, передаётся в HCP.`,
  showGroup: 'Показать группу',
  another: 'Другая таблица',
  leaveTitle: 'Убрать эту таблицу?',
  leaveMeaning: (n) => `Ещё не оформлено: ${guests(n)}. Исправления, сделанные здесь, пропадут.`,
  leaveYes: 'Убрать',
  leaveNo: 'Продолжить',
  fields,
  table,
  verdict: {
    empty: () => 'Не заполнено.',
    tooLong: () => 'Слишком длинно.',
    forbiddenCharacters: () => 'HCP не принимает \' / \\ : * ? " < > |',
    controlCharacters: () => 'Есть невидимые символы. Наберите заново.',
    endsBeforeStart: () => 'Конец раньше начала.',
    alreadyOver: () => 'Это время уже прошло.',
    tooFar: () => 'Больше года отсюда.',
    unknownLevel: () => 'В HCP нет уровня доступа с таким названием.',
    levelAmbiguous: () => 'В HCP несколько уровней доступа с таким названием. Выберите один.',
    notADate: () => 'Не похоже на дату. Пишите так: 21.11.2026 09:30.',
    noSuchDay: () => 'Такого дня нет в календаре.',
    noSuchTime: () => 'В этот день часы переводят, и такого времени нет.',
    duplicate: (otherRow) => `Тот же гость, что в строке ${otherRow}.`,
    photoMissing: () => 'Фото с таким именем нет.',
    photoAmbiguous: () => 'Под этим именем несколько фото.',
    photoNotChosen: () => 'Указано фото. Выберите папку или ZIP с фотографиями.',
    photoShared: (otherRow) => `То же фото, что в строке ${otherRow}.`,
    noPhoto: () => 'Нет фото.',
    returning: () => 'Уже бывал здесь.',
    severalGuests: () => 'Здесь бывали несколько гостей с таким именем. Будет оформлен как новый.',
    alreadyExpected: () => 'Уже ожидается.',
    alreadyInside: () => 'Уже внутри.',
  },
  photo: {
    tooLarge: 'больше 5 МБ',
    notAFile: 'это ссылка, а не файл',
    missing: 'файла больше нет',
    unreadable: 'не читается',
    damaged: 'файл повреждён',
    encrypted: 'защищено паролем',
    unsafeName: 'имя указывает за пределы архива',
    duplicateName: 'в архиве дважды',
    tooDeep: 'слишком глубоко в папках',
  },
  photos: {
    missing: 'Папки или файла больше нет.',
    unreadable: 'Фото не читаются. Проверьте, можно ли открыть эту папку или файл.',
    notFolderOrZip: 'Фото берутся из папки или архива ZIP. Это ни то ни другое.',
    damaged: 'Архив повреждён. Распакуйте его и выберите папку.',
    tooLarge: 'Все фото вместе больше 500 МБ. Разделите их.',
    tooManyFiles: 'Здесь больше 1000 фото. Разделите их или выберите нужную папку.',
    noPhotos: 'Здесь нет картинок JPEG, PNG или BMP.',
    tooSlow: 'Список фото читается слишком долго. Сначала скопируйте их на этот компьютер.',
    paused: 'Фото приостановлены: ресурсы компьютера на исходе. Выберите их снова позже.',
  },
  template: {
    sheetName: 'Гости',
    headers: [
      fields.familyName,
      fields.givenName,
      fields.middleName,
      fields.host,
      fields.purpose,
      fields.phone,
      fields.from,
      fields.until,
      fields.level,
      fields.photo,
    ],
    example: [
      'Примеров',
      'Иван',
      'Иванович',
      'Петрова Анна',
      'Встреча',
      '+7 495 123-45-67',
      '21.11.2026 09:00',
      '21.11.2026 18:00',
      '',
      'primer.jpg',
    ],
    notesName: 'Как заполнять',
    notes: [
      'Одна строка — один гость. Замените пример своими данными. Обязательна только фамилия.',
      'С и По: сначала день, например 21.11.2026 09:30; одно время без даты — сегодня. Пусто — как выбрано при импорте.',
      'Уровень доступа: его название в HikCentral. Пусто — как выбрано при импорте.',
      'Фото: имя картинки в папке или ZIP, которые выбираются вместе с таблицей.',
      'Без этого найдётся и картинка с именем гостя: Примеров Иван.jpg или примеров_иван.jpg.',
      'Не больше 5 МБ и 2000 строк, без формул.',
    ],
    delimiter: ';',
  },
}
