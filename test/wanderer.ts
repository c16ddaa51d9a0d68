import { Visitor } from './visitor.ts'

/** What a balancer without sticky sessions does to somebody in the worst case: every request goes to another node than the one before. */
export class Wanderer extends Visitor {
  readonly #public: string
  readonly #nodes: readonly { readonly origin: string }[]
  #turn: number

  /** `first` is the number of the node that gets the first request. */
  constructor(
    origin: string,
    nodes: readonly { readonly origin: string }[],
    first: number,
    headers: Record<string, string>,
  ) {
    super(origin, headers)
    this.#public = origin
    this.#nodes = nodes
    this.#turn = first
  }

  override send(
    method: string,
    address: string | URL,
    body?: URLSearchParams | FormData | string,
    headers: Record<string, string> = {},
  ) {
    const url = new URL(address, this.#public)
    const node = this.#nodes[this.#turn++ % this.#nodes.length]
    if (url.origin !== this.#public || !node) return super.send(method, url, body, headers)
    return super.send(method, new URL(url.pathname + url.search, node.origin), body, headers)
  }
}
