/** Not chance but a rule that looks like it (mulberry32): one seed throws the same dice on every machine. */
export class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = Math.imul(seed + 1, 0x9e3779b1)
  }

  /** From 0 up to, not including, 1. */
  share(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  below(limit: number): number {
    return Math.floor(this.share() * limit)
  }

  one<Item>(list: readonly Item[]): Item {
    return list[this.below(list.length)] as Item
  }

  shuffled<Item>(list: readonly Item[]): Item[] {
    return list
      .map((item) => ({ item, at: this.share() }))
      .toSorted((one, other) => one.at - other.at)
      .map(({ item }) => item)
  }
}
