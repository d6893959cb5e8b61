/** What HCP says to its codes. A client must not branch on these texts. */
const TEXTS: Readonly<Record<string, string>> = {
  '1': 'Unknow Error(0, 3651)',
  '2': 'Incorrect request parameter.',
  '3': 'Resources are insufficient',
  '4': 'Network timeout',
  '5': 'Service exception',
  '6': 'The server is busy',
  '7': 'Invalid command',
  '8': 'The product version is not supported',
  '17': 'No permission for OpenAPI access',
  '64': 'User authentication failed',
  '65': 'The user is locked',
  '66': 'The user does not exist',
  '67': 'The user logs in for the first time',
  '69': 'The API is not authorized for the partner',
  '128': 'The request resource does not exist',
  '129': 'The resource is offline',
  '130': 'No permission for the resource',
  '131': 'The resource already exists',
  '0x02401000': 'AppKey header is missing',
  '0x02401001': 'AppKey is unknown',
  '0x02401002': 'Signature is missing',
  '0x02401003': 'Invalid Signature!',
  '0x02401007': 'No permission',
  '0x02401008': 'Authentication exception',
  '0x02401009': 'The number of allowed API calls has been reached',
  '0x00052101': 'The service is busy',
  '0x00052102': 'Service error',
  '0x00052103': 'Service timeout',
  '0x00052104': 'The service is unavailable',
}

export const textOf = (code: string): string => TEXTS[code] ?? 'Failed'

/** Codes that say "I do not know you": some gateways send them with HTTP 401. */
export const isAuthCode = (code: string): boolean => /^(6[4-7]|0x0240100[0-68])$/.test(code)

/** What a gateway would put into the envelope of an HTTP status of its own. */
export function codeOfStatus(httpStatus: number): string {
  if (httpStatus === 401) return '0x02401003'
  if (httpStatus === 403) return '0x02401007'
  if (httpStatus === 429) return '0x02401009'
  return httpStatus === 504 ? '0x00052103' : '0x00052104'
}
