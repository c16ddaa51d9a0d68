import type { Dice } from '../simulation/dice.ts'

/** Every request of every journey that changes something, or hands something out. */
export const steps = [
  'ask for a link',
  'open the link',
  'answer the question wrongly',
  'set the password',
  'sign in',
  'sign in wrongly',
  'sign out',
  'change the password',
  'end the other sessions',
  'ask for help',
  'ask for help as a teacher',
  'confirm the request for help',
  'get a ticket',
  'validate a ticket',
  'get a code of OpenID Connect',
  'exchange a code of OpenID Connect',
  'have a code issued by the desk',
  'type the code of the desk',
  'set the password by the code',
  'answer a case',
  'disable an account',
  'enable an account',
  'set up a second factor',
  'prove the second factor',
  'create a person by SCIM',
] as const

export type Step = (typeof steps)[number]

/**
 * Waits for somebody to take a certain step, and then says when to strike: at a moment thrown by the dice, within the time
 * that this step takes as a rule, or a little after its answer has left.
 */
export class Aim {
  readonly #usual = new Map<Step, number>()
  readonly struck = new Map<Step, number>(steps.map((step) => [step, 0]))
  readonly #dice: Dice
  #since = 0
  #node = 0
  #patience: NodeJS.Timeout | undefined
  #waiting: ((struck: Step) => void) | undefined

  constructor(dice: Dice) {
    this.#dice = dice
  }

  /** How often the step was struck that was struck least. */
  get least(): number {
    return Math.min(...this.struck.values())
  }

  /** Resolves at the moment to strike a node, with the step that it is at work on. Steps that were struck least come first. */
  async next(node: number, patienceMs: number): Promise<Step | undefined> {
    const { promise, resolve } = Promise.withResolvers<Step | undefined>()
    this.#waiting = resolve
    this.#node = node
    this.#since = performance.now()
    this.#patience = setTimeout(() => resolve(undefined), patienceMs)
    const found = await promise
    clearTimeout(this.#patience)
    this.#waiting = undefined
    return found
  }

  /** Called as a request leaves. */
  sent(step: Step, node: number) {
    const waiting = this.#waiting
    if (!waiting || node !== this.#node) return
    // Those that were struck least, and with every moment of waiting some that were struck more often: no step goes without, however
    // rare it is.
    const { least } = this
    const waited = performance.now() - this.#since
    const allowed = least + 1 + Math.floor(waited / (least === 0 ? 2_000 : 400))
    if ((this.struck.get(step) ?? 0) > allowed) return
    this.#waiting = undefined
    // What is counted as struck is struck.
    clearTimeout(this.#patience)
    this.struck.set(step, (this.struck.get(step) ?? 0) + 1)
    setTimeout(() => waiting(step), this.#dice.share() * 1.2 * (this.#usual.get(step) ?? 20))
  }

  took(step: Step, ms: number) {
    const before = this.#usual.get(step) ?? ms
    this.#usual.set(step, before * 0.8 + ms * 0.2)
  }
}
