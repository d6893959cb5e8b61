import { STATUS_CODES } from 'node:http'
import { textOf } from './codes.ts'

/** What goes back over the wire. `code` is the business code, null when there is none (pictures, HTML). */
export interface Answer {
  readonly httpStatus: number
  readonly contentType: string
  readonly text: string
  readonly code: string | null
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * An expected "no" of an endpoint. Thrown, not returned: it can come from any depth of a request's checks
 * and has exactly one catcher, the dispatcher.
 */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

export function envelope(code: string, msg: string, data: unknown, httpStatus = 200): Answer {
  return {
    httpStatus,
    contentType: 'application/json;charset=UTF-8',
    text: JSON.stringify({ code, msg, data }),
    code,
  }
}

/** Update and delete answer with an empty text instead of an object. */
export function done(data: unknown = ''): Answer {
  return envelope('0', 'Success', data)
}

export function html(httpStatus: number, title: string): Answer {
  return {
    httpStatus,
    contentType: 'text/html',
    text: `<html><head><title>${httpStatus} ${title}</title></head><body><center><h1>${httpStatus} ${title}</h1></center></body></html>`,
    code: null,
  }
}

/**
 * A gateway's "no" to a whole call: a code, or 'HTTP 403' and the like. Live samples of 17 had no `data` at all.
 */
export function refusal(answerCode: string, httpStatus = 200): Answer {
  const status = /^HTTP (\d{3})$/.exec(answerCode)?.[1]
  if (status !== undefined) return html(Number(status), STATUS_CODES[status] ?? 'Error')
  return envelope(answerCode, textOf(answerCode), answerCode === '17' ? undefined : '', httpStatus)
}

/** A picture is bare text, not the envelope. */
export function bareText(text: string): Answer {
  return { httpStatus: 200, contentType: 'text/plain;charset=UTF-8', text, code: '0' }
}

export const badParameter = (field: string): Refused =>
  new Refused('2', `Incorrect request parameter. [${field} parameter error]`)

export const notThere = (): Refused => new Refused('128', 'The request resource does not exist')

export const unsupported = (): Refused => new Refused('8', 'The product version is not supported')

export const databaseFull = (): Refused =>
  new Refused('5', 'Service exception. Hikcentral Database Exception')
