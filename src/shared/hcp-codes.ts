/**
 * Every answer of HCP that is not code 0, by the name it carries on the wire: business codes, gateway codes, and the HTTP
 * statuses that come without an envelope. Sources: the vendor's developer guide and logs of live servers.
 */
export const answerCodes = [
  ...(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16', '17'] as const),
  ...(['64', '65', '66', '67', '69', '128', '129', '130', '131', '132', '133', '140'] as const),
  ...(['192', '193', '194', '195'] as const),
  ...(['0x02401000', '0x02401001', '0x02401002', '0x02401003', '0x02401004', '0x02401005'] as const),
  ...(['0x02401006', '0x02401007', '0x02401008', '0x02401009', '0x0240100a', '0x0240100b'] as const),
  ...(['0x00072001', '0x00072002', '0x00072003', '0x00072004'] as const),
  ...(['0x00052101', '0x00052102', '0x00052103', '0x00052104'] as const),
  ...(['0x00072201', '0x00072202', '0x00072203', '0x00072204', '0x00052301'] as const),
  ...(['HTTP 401', 'HTTP 403', 'HTTP 404', 'HTTP 429', 'HTTP 502', 'HTTP 503', 'HTTP 504'] as const),
] as const

export type AnswerCode = (typeof answerCodes)[number]

const known = new Map<string, AnswerCode>(answerCodes.map((code) => [code.toLowerCase(), code]))

/** The code as this table spells it (versions differ in the case of hex digits), or null for one nobody has described. */
export function knownCode(code: string): AnswerCode | null {
  return known.get(code.toLowerCase()) ?? null
}
