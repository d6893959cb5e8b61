/** Ends a switch over a union: a member without a case does not compile. */
export function assertNever(value: never, what: string): never {
  throw new Error(`${what}: unexpected ${JSON.stringify(value)}`)
}
