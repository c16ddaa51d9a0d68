/** The only place that asks what time it is. */
export interface Clock {
  now(): Date
  /** Resolves after at least `milliseconds`. */
  pause(milliseconds: number): Promise<void>
  /** Runs `work` every `milliseconds` until the returned function is called; never keeps the process alive. */
  every(milliseconds: number, work: () => void): () => void
}

export const systemClock: Clock = {
  now: () => new Date(),
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

  constructor(start: Date | string) {
    this.#now = new Date(start).getTime()
  }

  now() {
    return new Date(this.#now)
  }

  advance(by: { days?: number; hours?: number; minutes?: number; seconds?: number; milliseconds?: number }) {
    const { days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0 } = by
    this.#now += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + milliseconds
  }

  /** Pauses cost no time in tests, but the hand moves on. */
  async pause(milliseconds: number) {
    this.#now += milliseconds
  }

  /** Nothing happens by itself under a hand-set clock: tests call the work themselves. */
  every() {
    return () => {}
  }
}
