import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from '@playwright/test'
import { readTable } from '../../src/main/imports/read-table.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import { workbook, xmlRow } from '../imports/workbook-maker.ts'

const built = join(import.meta.dirname, '../../out/main/table-worker.js')

test('the built app reads tables on the thread it brings along', async () => {
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
