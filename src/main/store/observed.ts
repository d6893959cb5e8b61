import { z } from 'zod'

const windowShape = z.object({ fromMs: z.number(), untilMs: z.number() }).readonly()

/** What HCP has confirmed, as far as the desk can say. `null` is known to be empty. */
export const observedShape = z
  .object({
    /** The HCP person, or `absent` until one was made or found. */
    person: z.union([z.literal('absent'), z.object({ personId: z.string() }).readonly()]),
    /** Names, window and picture (by hash) as HCP accepted them last. */
    names: z.string().nullable(),
    window: windowShape.nullable(),
    face: z.string().nullable(),
    /** The picture was read back: HCP names a place where it keeps it. */
    faceRead: z.boolean(),
    /**
     * A write to the person was sent and not answered; here stands what it would have made, and what was late already
     * before it. Nothing is built on the fields above until a look-up has told.
     */
    doubt: z
      .object({
        lateBefore: z.object({ grantMs: z.number(), revokeMs: z.number() }).readonly().optional(),
        names: z.string().nullable(),
        window: windowShape.nullable(),
        face: z.string().nullable().optional(),
      })
      .readonly()
      .nullable(),
    /**
     * Levels the person is in, or may be in: a grant that was never answered counts as granted. Stuck are those HCP would not
     * take him off.
     */
    levels: z.record(z.string(), z.enum(['in', 'maybe', 'stuck'])).readonly(),
    /**
     * The doors: nothing asked since the last change; to be asked again, refusals included; asked; confirmed; accepted
     * where nobody can tell; or, after all levels were taken away, HCP still lists doors for the guest.
     */
    applied: z.enum(['no', 'again', 'asked', 'confirmed', 'untold', 'listed']),
    appliedAskedAtMs: z.number(),
    /** How often the doors were asked since then, and how often they said "failed" in a row. */
    checks: z.number(),
    failedChecks: z.number(),
    /** Until then an unanswered write that gives (or takes) rights may still be carried out; 0 when none is out. */
    lateGrantUntilMs: z.number(),
    lateRevokeUntilMs: z.number(),
    lateLevels: z.array(z.string()).readonly(),
    /** Pictures that were sent and not answered: one of them may yet replace the one HCP holds. */
    lateFaces: z.array(z.string()).readonly(),
  })
  .readonly()

export type Observed = z.infer<typeof observedShape>

/** A guest HCP has never heard of. */
export const nothingObserved: Observed = {
  person: 'absent',
  names: null,
  window: null,
  face: null,
  faceRead: false,
  doubt: null,
  levels: {},
  applied: 'confirmed',
  appliedAskedAtMs: 0,
  checks: 0,
  failedChecks: 0,
  lateGrantUntilMs: 0,
  lateRevokeUntilMs: 0,
  lateLevels: [],
  lateFaces: [],
}

/**
 * A record that cannot be read (a damaged row, an older desk) must not stop the others, and must not be believed: whatever
 * HCP holds of this guest is looked up, and he counts as being in his level.
 */
export function readObserved(text: string, levelId: string): Observed {
  const read = observedShape.safeParse(JSON.parse(text))
  if (read.success) return read.data
  return { ...nothingObserved, ...DOUBTED, levels: { [levelId]: 'maybe' }, applied: 'no' }
}

/** Nothing is believed until a look-up has told. */
export const DOUBTED = { doubt: { names: null, window: null } } as const
