/** Why a pull cannot go on. Codes, services and fields only: what was answered is never repeated, it may hold people. */
export type Problem =
  /** It may be there again later: the pull waits and goes on from where it is. */
  | { readonly kind: 'unreachable' | 'timeout' | 'busy' }
  | { readonly kind: 'server-error'; readonly status: number }
  /** Somebody has to do something. */
  | { readonly kind: 'certificate' | 'credentials' | 'gave-up' | 'broken' }
  | { readonly kind: 'clock'; readonly minutes: number }
  | { readonly kind: 'forbidden' | 'not-json' | 'too-large' | 'not-there' | 'elsewhere'; readonly service: string }
  | { readonly kind: 'refused'; readonly service: string; readonly code: string }
  | {
      readonly kind: 'field-refused' | 'field-missing' | 'field-wrong'
      readonly service: string
      readonly field: string
    }

/** Thrown by whoever asks, caught where a pull is led: between them stands nothing that could mend it. */
export class PullStopped extends Error {
  override readonly name = 'PullStopped'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.kind)
    this.problem = problem
  }
}

/** Whether it is worth asking again later, without anybody's help. */
export function passesByItself({ kind }: Problem): boolean {
  return kind === 'unreachable' || kind === 'timeout' || kind === 'busy' || kind === 'server-error'
}

const MINUTE = 60_000
const LONGEST_WAIT = 60 * MINUTE
const GIVE_UP_AFTER = 24 * 60 * MINUTE

/** When a pull whose source was down goes on: after 5, 10, 20, 40, 60 minutes; never once it has stood still for a day. */
export function nextTry({ tries, movedAt, now }: { tries: number; movedAt: Date; now: Date }): Date | undefined {
  if (now.getTime() - movedAt.getTime() >= GIVE_UP_AFTER) return undefined
  return new Date(now.getTime() + Math.min(5 * MINUTE * 2 ** tries, LONGEST_WAIT))
}
