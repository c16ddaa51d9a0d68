import { Resolver } from 'node:dns/promises'

/** Questions to the DNS. A name without such a record has none; a server that does not answer throws. */
export interface Names {
  addresses(name: string): Promise<string[]>
  mail(name: string): Promise<{ exchange: string; priority: number }[]>
  /** Each record whole, whatever strings it was cut into. */
  texts(name: string): Promise<string[]>
}

/** `server`: another than those of the machine, `127.0.0.1:5353`. */
export function openNames(server?: string): Names {
  const resolver = new Resolver({ timeout: 3_000, tries: 2 })
  if (server !== undefined) resolver.setServers([server])
  return {
    async addresses(name) {
      const found = await Promise.all([none(resolver.resolve4(name)), none(resolver.resolve6(name))])
      return found.flat()
    },
    mail: (name) => none(resolver.resolveMx(name)),
    texts: async (name) => (await none(resolver.resolveTxt(name))).map((parts) => parts.join('')),
  }
}

async function none<One>(answer: Promise<One[]>): Promise<One[]> {
  try {
    return await answer
  } catch (error) {
    if (/^(ENODATA|ENOTFOUND)$/.test((error as NodeJS.ErrnoException).code ?? '')) return []
    throw error
  }
}
