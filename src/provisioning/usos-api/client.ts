import type { World } from '../../world/index.ts'
import { authorization, type OauthKeys } from './oauth.ts'
import { type Answer, type Caller, NoAnswer } from './outgoing.ts'
import { type Problem, PullStopped } from './problem.ts'

export interface ClientParts {
  readonly caller: Caller
  /** Of the installation. */
  readonly origin: string
  readonly keys: OauthKeys
  readonly world: World
  /** Aborted when the program ends: then what is asked rejects with the reason of it. */
  readonly signal: AbortSignal
}

/** A field or a value that the installation does not take; whoever asked may do without it. */
export interface Refusal {
  readonly kind: 'refusal'
  readonly what: 'field' | 'parameter'
  readonly name: string
}

export type Reply = { readonly kind: 'answer'; readonly value: unknown } | Refusal

export interface Client {
  /** Asks a service. Throws `PullStopped` when no answer is to be had, after as many tries as are worth it. */
  ask(service: string, form: Readonly<Record<string, string>>): Promise<Reply>
}

const TRIES = 4
/** Before the second, third and fourth try. */
const PAUSES = [1_000, 4_000, 16_000]
const LONGEST_PAUSE = 120_000
/** Further apart, and a signature is refused for its timestamp (RFC 5849 §3.3). */
const CLOCKS_MAY_DIFFER = 5 * 60_000

/** Speaks with a USOS API installation: signed requests one after the other, patient with one that is busy. */
export function openClient({ caller, origin, keys, world, signal }: ClientParts): Client {
  return {
    async ask(service, form) {
      const url = new URL(`/${service}`, origin)
      const asked = { ...form, format: 'json' }
      for (let attempt = 1; ; attempt++) {
        signal.throwIfAborted()
        const tried = await askOnce(url, asked)
        const problem = 'problem' in tried ? tried.problem : problemIn(tried.answer)
        if (!problem) return replyIn(service, tried as { answer: Answer })
        if (attempt === TRIES || problem.kind === 'certificate') throw new PullStopped(problem)
        await pause(Math.min(pauseAskedFor(tried, world.clock.now()) ?? PAUSES[attempt - 1] ?? 0, LONGEST_PAUSE))
      }
    },
  }

  /** Whoever ends the program does not wait for it. */
  async function pause(milliseconds: number) {
    const ended = Promise.withResolvers<void>()
    signal.addEventListener('abort', () => ended.resolve(), { once: true })
    await Promise.race([world.clock.pause(milliseconds), ended.promise])
  }

  async function askOnce(url: URL, form: Record<string, string>): Promise<{ answer: Answer } | { problem: Problem }> {
    const at = { now: world.clock.now(), nonce: world.random.token(24) }
    const header = authorization({ method: 'POST', url, form }, keys, at)
    try {
      return { answer: await caller.post(url, { authorization: header, form, signal }) }
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error
      if (error.because === 'too-large') throw new PullStopped({ kind: 'too-large', service: url.pathname.slice(1) })
      return { problem: { kind: error.because } }
    }
  }

  function replyIn(service: string, { answer }: { answer: Answer }): Reply {
    const { status, text } = answer
    if (status >= 300 && status < 400) throw new PullStopped({ kind: 'elsewhere', service })
    const value = parsed(text)
    if (status === 200) {
      if (value === undefined) throw new PullStopped({ kind: 'not-json', service })
      return { kind: 'answer', value }
    }
    const told = errorIn(value)
    if (told.field !== undefined) return { kind: 'refusal', what: 'field', name: told.field }
    if (status === 401) throw new PullStopped(unauthorized(answer))
    // Somebody may answer for the installation who is not it: a proxy, or a page of another program.
    if (status === 404 && told.code === undefined) throw new PullStopped({ kind: 'not-there', service })
    if (status === 403 || told.code === 'method_forbidden') throw new PullStopped({ kind: 'forbidden', service })
    if (told.parameter !== undefined) return { kind: 'refusal', what: 'parameter', name: told.parameter }
    throw new PullStopped({ kind: 'refused', service, code: told.code ?? String(status) })
  }

  function unauthorized({ date }: Answer): Problem {
    const apart = date === undefined ? 0 : date.getTime() - world.clock.now().getTime()
    if (Math.abs(apart) < CLOCKS_MAY_DIFFER) return { kind: 'credentials' }
    return { kind: 'clock', minutes: Math.round(apart / 60_000) }
  }
}

/** What another try may mend. */
function problemIn({ status }: Answer): Problem | undefined {
  if (status === 429) return { kind: 'busy' }
  if (status >= 500) return { kind: 'server-error', status }
  return undefined
}

function pauseAskedFor(tried: { answer: Answer } | { problem: Problem }, now: Date): number | undefined {
  if (!('answer' in tried) || tried.answer.retryAfter === undefined) return undefined
  const said = tried.answer.retryAfter
  const pause = /^\d+$/.test(said) ? Number(said) * 1000 : new Date(said).getTime() - now.getTime()
  return Number.isFinite(pause) && pause >= 0 ? pause : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Codes and names of an error answer; its `message` is for developers and may say anything, so that nobody repeats it. */
function errorIn(value: unknown) {
  const answer = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  const named = (key: string) => {
    const name = answer[key]
    return typeof name === 'string' && /^[a-z][a-z0-9_]{0,59}$/.test(name) ? name : undefined
  }
  return { code: named('error'), field: named('field_name'), parameter: named('param_name') }
}
