/** Throws to be run again later, with growing pauses. `stopping` is aborted when the program wants to end. */
export type Task = (payload: unknown, job: { stopping: AbortSignal }) => Promise<void>

/** Tasks that share a few places. What hangs in one lane never keeps another waiting. */
export interface Lane {
  readonly name: string
  readonly tasks: Readonly<Record<string, Task>>
  /** When tasks start by themselves, once for all nodes together: task name and crontab pattern in UTC. */
  readonly timetable?: Readonly<Record<string, string>>
  readonly atOnce: number
}

/** A task of the timetable waits under this key: of one that is late one job is enough. */
export function keyInTimetable(task: string): string {
  return `timetable:${task}`
}

/** What is left of a lane to a node that knows no time: others do what the timetable starts. */
export function withoutTimetable({ timetable = {}, tasks, ...lane }: Lane): Lane {
  return { ...lane, tasks: Object.fromEntries(Object.entries(tasks).filter(([task]) => !(task in timetable))) }
}
