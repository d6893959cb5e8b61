import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from '@playwright/test'
import { readTable } from '../../src/main/imports/read-table.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import { openDarkroom } from '../../src/main/photos/darkroom.ts'
import { workbook, xmlRow } from '../imports/workbook-maker.ts'
import { bmp } from '../photos/picture-makers.ts'

const builtFile = (name: string): string => join(import.meta.dirname, '../../out/main', name)

test('the built app reads tables on the thread it brings along', async () => {
  const built = builtFile('table-worker.js')
  expect(existsSync(built)).toBe(true)
  const needs = { scheduler: systemScheduler, workerFile: pathToFileURL(built) }
  const table = {
    fileName: 'x',
    fields: ['familyName', 'givenName'],
    rows: [{ rowNumber: 2, cells: ['Иванов', 'Пётр'] }],
  }
  const csv = Buffer.from('Фамилия;Имя\r\nИванов;Пётр\r\n')
  const rows = xmlRow(1, 'Фамилия', 'Имя') + xmlRow(2, 'Иванов', 'Пётр')
  for (const bytes of [csv, workbook({ sheets: [{ rows }] })])
    expect(await readTable(bytes, 'x', needs)).toMatchObject({ ok: true, table })
})

test('the built app decodes pictures on the thread it brings along', async () => {
  const built = builtFile('darkroom-worker.js')
  expect(existsSync(built)).toBe(true)
  const needs = { scheduler: systemScheduler, log: silentLog, threadFile: pathToFileURL(built) }
  const darkroom = openDarkroom(needs)
  try {
    const made = await darkroom.normalise(bmp({ width: 300, height: 200, bits: 24 }), 'next')
    expect(made).toMatchObject({ ok: true, picture: { width: 300, height: 200 } })
  } finally {
    await darkroom.close()
  }
})
