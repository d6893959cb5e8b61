import { badParameter } from './answer.ts'
import { parseTime } from './times.ts'

/** A parsed request body. The readers below throw code 2 with the field's name. */
export type Body = Readonly<Record<string, unknown>>

const FORBIDDEN = /['/\\:*?"<>|]/
const ID_LENGTH = 64
const PAGE_SIZE = 500

export interface TextRule {
  readonly max: number
  readonly min?: number
}

/** undefined = not sent. */
export function optionalText(body: Body, field: string, rule: TextRule): string | undefined {
  const value = body[field]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string' || value.length > rule.max || value.length < (rule.min ?? 0))
    throw badParameter(field)
  if (FORBIDDEN.test(value)) throw badParameter(field)
  return value
}

export function requiredText(body: Body, field: string, max: number): string {
  const value = optionalText(body, field, { min: 1, max })
  if (value === undefined || value.trim() === '') throw badParameter(field)
  return value
}

/** Ids are digits in a string; a bare number is tolerated. */
export function idOf(value: unknown, field: string): string {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string' || text === '' || text.length > ID_LENGTH) throw badParameter(field)
  return text
}

export function requiredId(body: Body, field: string): string {
  return idOf(body[field], field)
}

export function optionalNumber(body: Body, field: string, min: number, max: number): number | undefined {
  const value = body[field]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max)
    throw badParameter(field)
  return value
}

export function requiredNumber(body: Body, field: string, min: number, max: number): number {
  const value = optionalNumber(body, field, min, max)
  if (value === undefined) throw badParameter(field)
  return value
}

export function optionalList(body: Body, field: string): readonly unknown[] | undefined {
  const value = body[field]
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value)) throw badParameter(field)
  return value as readonly unknown[]
}

export interface Moment {
  readonly text: string
  readonly atMs: number
}

export function optionalTime(body: Body, field: string): Moment | undefined {
  const value = body[field]
  if (value === undefined || value === null || value === '') return undefined
  const atMs = typeof value === 'string' ? parseTime(value) : null
  if (typeof value !== 'string' || atMs === null) throw badParameter(field)
  return { text: value, atMs }
}

export function requiredTime(body: Body, field: string): Moment {
  const moment = optionalTime(body, field)
  if (moment === undefined) throw badParameter(field)
  return moment
}

export interface Paging {
  readonly pageNo: number
  readonly pageSize: number
}

export function paging(body: Body): Paging {
  return {
    pageNo: requiredNumber(body, 'pageNo', 1, Number.MAX_SAFE_INTEGER),
    pageSize: requiredNumber(body, 'pageSize', 1, PAGE_SIZE),
  }
}

/** With nothing to show the `list` key is missing, as on live servers. */
export function page<Row>(
  rows: readonly Row[],
  { pageNo, pageSize }: Paging,
  show: (row: Row) => unknown = (row) => row,
): Readonly<Record<string, unknown>> {
  if (rows.length === 0) return { total: 0, pageNo, pageSize }
  const from = (pageNo - 1) * pageSize
  return { total: rows.length, pageNo, pageSize, list: rows.slice(from, from + pageSize).map(show) }
}

export function isRecord(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
