/** A piece of work that a trace may show. Names and attributes are of a bounded kind, and nobody's: see `signals.ts`. */
export interface Step {
  readonly name: string
  /** `client`: another server does the work. `root`: it is done for no request, and begins a trace of its own. */
  readonly kind: 'inside' | 'client' | 'root'
  readonly attributes?: Readonly<Record<string, string | number>>
}

/** Whoever makes traces, when that is wished for. */
export interface Tracer {
  around<Result>(step: Step, work: () => Promise<Result>): Promise<Result>
  /** Of the work that is under way. */
  currentTrace(): string | undefined
}

let tracer: Tracer | undefined

/** From now on, until the returned function is called. */
export function traceWith(given: Tracer): () => void {
  tracer = given
  return () => {
    if (tracer === given) tracer = undefined
  }
}

export function isTracing(): boolean {
  return tracer !== undefined
}

/** Does the work; where traces are made, they show it. */
export function step<Result>(about: Step, work: () => Promise<Result>): Promise<Result> {
  return tracer ? tracer.around(about, work) : work()
}

/** For lines of the log. */
export function currentTrace(): string | undefined {
  return tracer?.currentTrace()
}
