/** Everybody passes here before each request. While it is shut nobody has a request under way, and what was heard is noted. */
export class Gate {
  #shut: PromiseWithResolvers<void> | undefined
  #underWay = 0
  #quiet: PromiseWithResolvers<void> | undefined

  async pass<Result>(work: () => Promise<Result>): Promise<Result> {
    while (this.#shut) await this.#shut.promise
    this.#underWay += 1
    try {
      return await work()
    } finally {
      this.#underWay -= 1
      if (this.#underWay === 0) this.#quiet?.resolve()
    }
  }

  /** Resolves when the last request has ended. Whoever waits already goes on waiting, with all others. */
  async shut(): Promise<void> {
    this.#shut ??= Promise.withResolvers<void>()
    if (this.#underWay === 0) return
    this.#quiet ??= Promise.withResolvers<void>()
    await this.#quiet.promise
    this.#quiet = undefined
  }

  open() {
    this.#shut?.resolve()
    this.#shut = undefined
  }
}
