import { type Client, openClient } from './client.ts'
import { askedFields, canDoWithout, selector } from './fields.ts'
import { answer, programmesFrom, staffFrom, studentsFrom, unitsBelow } from './lists.ts'
import { type Caller, openCaller } from './outgoing.ts'
import { type Problem, PullStopped } from './problem.ts'
import { connection } from './pull-tasks.ts'
import type { PullParts } from './tasks.ts'

/** Asks every service a pull needs once, and changes nothing: what an operator wants to know before the first night. */
export async function checkConnection({
  settings,
  world,
}: Pick<PullParts, 'settings' | 'world'>): Promise<
  { units: number; without: readonly string[] } | { problem: Problem }
> {
  let caller: Caller | undefined
  try {
    caller = openCaller(settings.USOS_API_CA_FILE)
    const client = openClient({ ...connection(settings), caller, world, signal: new AbortController().signal })
    const units = await unitsBelow(client, settings.USOS_API_UNIT ?? '')
    const staff = await staffFrom(client, units.slice(0, 1), 0)
    const programmes = (await programmesFrom(client, 0))?.ids.slice(0, 1) ?? []
    const students = programmes.length > 0 ? (await studentsFrom(client, programmes, 0)).ids : []
    const somebody = [...staff.ids, ...students][0]
    return { units: units.length, without: somebody === undefined ? [] : await refusedFor(client, somebody) }
  } catch (error) {
    if (error instanceof PullStopped) return { problem: error.problem }
    throw error
  } finally {
    caller?.close()
  }

  /** Asks about one person, leaving out one refused field after the other. */
  async function refusedFor(client: Client, usosId: string): Promise<readonly string[]> {
    const service = 'services/users/users'
    const without: string[] = []
    for (;;) {
      const asked = askedFields({ pesel: settings.USOS_API_PESEL, without })
      const reply = await client.ask(service, { user_ids: usosId, fields: selector(asked) })
      if (reply.kind !== 'refusal' || !canDoWithout(reply.name) || without.includes(reply.name)) {
        answer(service, reply)
        return without
      }
      without.push(reply.name)
    }
  }
}
