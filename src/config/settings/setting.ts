import { type Kind, optionalText } from '../kinds.ts'

export interface Setting<Value> {
  readonly kind: Kind<Value>
  readonly fallback: NoInfer<Value>
  /** What it is and what the default is for. Printed in the documentation and in `.env.example`. */
  readonly sentence: string
  /** Never printed; also read from the file named by `NAME_FILE`. */
  readonly secret?: boolean
}

export const setting = <Value>(kind: Kind<Value>, fallback: NoInfer<Value>, sentence: string): Setting<Value> => ({
  kind,
  fallback,
  sentence,
})
export const secret = (sentence: string): Setting<string | undefined> => ({
  kind: optionalText,
  fallback: undefined,
  sentence,
  secret: true,
})
