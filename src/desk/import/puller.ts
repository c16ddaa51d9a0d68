import type { ImportRunId, PersonId } from '../../database/index.ts'

/** Pulls from the USOS API as the desk needs them; `server.ts` lends them where there is an installation. */
export interface Puller {
  /** The newest first. */
  pulls(): Promise<readonly PullView[]>
  /** False where one is under way. A job carries it on. */
  start(kind: PullView['kind'], by: PersonId): Promise<boolean>
  /** False where none is under way. What it has read is deleted. */
  stop(by: PersonId): Promise<boolean>
}

export interface PullView {
  readonly id: string
  /** Everybody, or newcomers and people who wait. */
  readonly kind: 'sweep' | 'quick'
  readonly state: 'pulling' | 'waiting' | 'applied' | 'dropped' | 'unchanged' | 'reported' | 'failed' | 'stopped'
  readonly step: 'units' | 'staff' | 'programmes' | 'students' | 'known' | 'people' | 'plan' | 'done'
  /** After which unit, programme or person it goes on. */
  readonly after: string | undefined
  readonly listed: number
  readonly read: number
  readonly run: ImportRunId | undefined
  /** Why it came to nothing, waits for its source, or why its plan waits for somebody. */
  readonly because: { readonly pl: string; readonly en: string } | undefined
  readonly startedAt: Date
  /** When it is tried again. */
  readonly notBefore: Date | undefined
}
