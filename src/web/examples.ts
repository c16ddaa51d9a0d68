import type { VNode } from 'preact'

/** One state of one page or letter: for the gallery, the render tests and the pictures. */
export interface Example {
  /** Stable and short, for the address and the picture: `sign-in-refused`. */
  readonly name: string
  /** What a person reads in the gallery's list. */
  readonly title: string
  readonly render: () => VNode
}
