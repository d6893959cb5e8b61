import { afterEach, describe, expect, it, vi } from 'vitest'
import { dayHours } from '../../src/main/app/day-hours.ts'

const HOUR_MS = 3_600_000

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('the hours of a day', () => {
  it.each<[what: string, zone: string, at: string, from: string, hours: number, odd?: number]>([
    ['an ordinary day', 'Europe/Moscow', '2026-11-21T12:00Z', '2026-11-20T21:00Z', 24],
    ['a day without summer time', 'UTC', '2026-03-29T00:00Z', '2026-03-29T00:00Z', 24],
    ['a zone of half hours', 'Asia/Kolkata', '2026-11-21T12:00Z', '2026-11-20T18:30Z', 24],
    ['an hour is left out', 'Europe/Berlin', '2026-03-29T12:00Z', '2026-03-28T23:00Z', 23],
    ['an hour comes twice', 'Europe/Berlin', '2026-10-25T12:00Z', '2026-10-24T22:00Z', 25],
    ['there is no midnight', 'Africa/Cairo', '2026-04-24T12:00Z', '2026-04-23T22:00Z', 23],
    ['midnight comes twice', 'America/Havana', '2026-11-01T12:00Z', '2026-11-01T04:00Z', 25],
    ['half an hour is left out', 'Australia/Lord_Howe', '2026-10-04T12:00Z', '2026-10-03T13:30Z', 24, 1],
    ['half an hour comes twice', 'Australia/Lord_Howe', '2026-04-05T02:00Z', '2026-04-04T13:00Z', 25, 1],
  ])('where %s', (_what, zone, at, from, hours, odd = 0) => {
    vi.stubEnv('TZ', zone)
    const borders = dayHours(Date.parse(at))
    expect(new Date(borders[0] ?? 0).toISOString()).toBe(new Date(from).toISOString())
    const lengths = borders.slice(1).map((ms, i) => ms - (borders[i] ?? 0))
    expect(lengths).toHaveLength(hours)
    expect(lengths.filter((length) => length !== HOUR_MS)).toEqual(Array(odd).fill(HOUR_MS / 2))
    // The same day, whenever it is asked for; and the next begins where it ends.
    const [startMs = 0, endMs = 0] = [borders[0], borders.at(-1)]
    expect(dayHours(startMs)).toEqual(borders)
    expect(dayHours(endMs - 1)).toEqual(borders)
    expect(dayHours(endMs)[0]).toBe(endMs)
  })
})
