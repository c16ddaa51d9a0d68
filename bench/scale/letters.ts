import type pg from 'pg'

const PATIENCE = 10_000

/** Waits for a letter and takes it out of the mailbox: where every answer is the same, it tells which one was given. */
export async function letterTo(database: pg.Client, address: string): Promise<string> {
  const begun = performance.now()
  while (performance.now() - begun < PATIENCE) {
    const { rows } = await database.query<{ text: string }>(
      'delete from development_mailbox where recipient = $1 returning text',
      [address],
    )
    const text = rows.at(-1)?.text
    if (text !== undefined) return text
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`No letter came to ${address}.`)
}

/** The path of the link in the letter. */
export async function linkTo(database: pg.Client, address: string): Promise<string> {
  const link = /^http\S+$/m.exec(await letterTo(database, address))?.[0]
  if (link === undefined) throw new Error(`The letter to ${address} has no link.`)
  return new URL(link).pathname
}
