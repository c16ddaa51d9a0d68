/** The only place that asks what time it is. */
export interface Clock {
  now(): Date
  /** Milliseconds since some moment, for how long something takes: they go on evenly, also when the hour is set anew. */
  elapsed(): number
  /** Resolves after at least `milliseconds`. */
  pause(milliseconds: number): Promise<void>
  /** Runs `work` every `milliseconds` until the returned function is called; never keeps the process alive. */
  every(milliseconds: number, work: () => void): () => void
}

export const systemClock: Clock = {
  now: () => new Date(),
  elapsed: () => performance.now(),
  pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  every(milliseconds, work) {
    const timer = setInterval(work, milliseconds)
    timer.unref()
    return () => clearInterval(timer)
  },
}

/** A clock that stands still until it is told to go on. */
export class HandSetClock implements Clock {
  #now: number
  #elapsed = 0

  constructor(start: Date | string) {
    this.#now = new Date(start).getTime()
  }

  now() {
    return new Date(this.#now)
  }

  elapsed() {
    return this.#elapsed
  }

  advance(by: { days?: number; hours?: number; minutes?: number; seconds?: number; milliseconds?: number }) {
    const { days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0 } = by
    this.#goOn((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + milliseconds)
  }

  /** Pauses cost no time in tests, but the hand moves on. */
  async pause(milliseconds: number) {
    this.#goOn(milliseconds)
  }

  /** Nothing happens by itself under a hand-set clock: tests call the work themselves. */
  every() {
    return () => {}
  }

  /** Put back, it shows another hour, and no time has passed. */
  #goOn(milliseconds: number) {
    this.#now += milliseconds
    this.#elapsed += Math.max(0, milliseconds)
  }
}
