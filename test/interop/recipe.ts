import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Service } from '../../src/services/index.ts'
import { registered } from '../service.ts'

const page = readFileSync('docs/operating/connect-a-service.md', 'utf8')
const SECRET = 'only-for-tests-and-known-to-this-client-alone'

/** What stands on the page, and what stands in its place in a test. */
type Instead = Readonly<Record<string, string>>

/**
 * What docs/operating/connect-a-service.md says under a heading, typed off word by word; only addresses, files and the secret are
 * those of the test.
 */
export function recipe(heading: string) {
  const section = page.split(/^(?=#{2,3} )/m).find((one) => one.replace(/^#+ /, '').startsWith(`${heading}\n`))
  if (!section) throw new Error(`The page has no recipe "${heading}"`)
  const block = (language: string) => new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(section)?.[1] ?? ''

  return {
    /** What is typed here. */
    service(instead: Instead): Service {
      const digest = createHash('sha256').update(SECRET).digest('base64url')
      const yaml = block('yaml').replace(/(?<=secretDigest: )\S+/, digest)
      const { services } = parse(inPlace(yaml, instead))
      const { client, ...service } = services[0]
      const withDefaults = { postLogoutRedirectUris: [], offlineAccess: false, introspection: false, ...client }
      return registered(client ? { ...service, client: { idTokenAlgorithm: 'RS256', ...withDefaults } } : service)
    },
    /** What is typed there. */
    there(language: string, instead: Instead): string {
      return inPlace(block(language).replace('the secret that services secret printed', SECRET), instead)
    },
  }
}

function inPlace(text: string, instead: Instead) {
  return Object.entries(instead).reduce((rest, [there, here]) => {
    if (!rest.includes(there)) throw new Error(`The recipe does not say ${there}`)
    return rest.replaceAll(there, here)
  }, text)
}
