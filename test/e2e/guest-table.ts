import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import writeXlsx from 'write-excel-file/node'
import { drawnGuests } from '../tour/drawn-guests.ts'

export interface TableGuest {
  readonly familyName: string
  readonly givenName: string
}

/** Nobody of them is called like anything the desk writes down by itself. */
const familyNames = [
  'Абрикосов',
  'Берёзкина',
  'Вишняков',
  'Грушина',
  'Дубов',
  'Ельцова',
  'Жасминов',
  'Земляникина',
  'Ивушкин',
  'Калинина',
  'Лещинов',
  'Малинина',
]
const givenNames = ['Артём', 'Нина', 'Захар', 'Майя']

export const tableGuests: readonly TableGuest[] = familyNames.map((familyName, i) => ({
  familyName,
  givenName: givenNames[i % givenNames.length] ?? '',
}))

export const fullName = ({ familyName, givenName }: TableGuest): string => `${familyName} ${givenName}`

export const headers = ['Фамилия', 'Имя', 'К кому', 'Цель визита', 'Телефон']

/** As whoever invited them sends it: one of the family names may be written otherwise than it is. */
export function rowsOf(
  guests: readonly TableGuest[],
  wrong: Readonly<Record<string, string>> = {},
): string[][] {
  return guests.map(({ familyName, givenName }, i) => [
    wrong[familyName] ?? familyName,
    givenName,
    'О. Лебедева',
    'Экскурсия',
    `+7 900 000-00-${String(i + 10)}`,
  ])
}

export async function writeGuestXlsx(file: string, rows: readonly (readonly string[])[]): Promise<void> {
  const cells = [headers, ...rows].map((row) => row.map((value) => ({ value, type: String })))
  writeFileSync(file, await writeXlsx(cells).toBuffer())
}

/** A folder with a photo of each, called like the guest; no two pictures are the same. */
export async function writePhotos(folder: string, guests: readonly TableGuest[]): Promise<void> {
  mkdirSync(folder, { recursive: true })
  for (const [i, guest] of guests.entries()) {
    const drawn = drawnGuests[i % drawnGuests.length]
    if (!drawn) throw new Error('nobody is drawn')
    const picture = sharp(Buffer.from(drawn.svg)).modulate({ hue: Math.floor(i / drawnGuests.length) * 40 })
    writeFileSync(join(folder, `${fullName(guest)}.jpg`), await picture.jpeg({ quality: 90 }).toBuffer())
  }
}
