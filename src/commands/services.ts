import { loadInstitution, publicOrigin, readSettings } from '../config/index.ts'
import { loadServices, newClientSecret, portalService, type Service } from '../services/index.ts'
import { systemRandom } from '../world/index.ts'
import { noSuchAction, readArguments } from './arguments.ts'
import { Refused } from './open.ts'

export const help = `npm run furta -- services check
      says in sentences what is wrong with the file of services (SERVICES_FILE), or lists what is in it
npm run furta -- services check other.yaml
      the same of a file that is not in use yet
npm run furta -- services secret
      makes a secret for a client of OpenID Connect: the secret for the service, its digest for the file

What is registered at the desk stands at /desk/services.`

/** `npm run furta -- services …` */
export async function run(args: readonly string[]): Promise<void> {
  const [what, ...rest] = args
  switch (what) {
    case 'check':
      return check(rest)
    case 'secret':
      return secret(rest)
    default:
      throw noSuchAction('services', what, help)
  }
}

function check(args: readonly string[]) {
  const [given, more] = namesIn(args)
  if (more !== undefined) throw new Refused(`One file is enough.\n\n${help}`)
  const settings = readSettings()
  const file = given ?? settings.SERVICES_FILE
  const { system } = loadInstitution(settings.INSTITUTION_FILE)
  const loaded = loadServices(file, [portalService(publicOrigin(settings), system)])
  if (loaded.kind === 'missing') {
    if (given !== undefined) throw new Refused(`There is no file ${file}.`)
    return console.log(`There is no file ${file}: the portal is the only service of the program.`)
  }
  if (loaded.kind === 'faulty') throw new Refused(loaded.faults.join('\n'))
  if (loaded.services.length === 0) return console.log(`${file} is in order and names no service.`)
  console.log(`${file} is in order.`)
  for (const service of loaded.services) console.log(linesOf(service).join('\n'))
}

function linesOf({ id, name, urls, client, attributes, assurance, consent }: Service): string[] {
  return [
    '',
    `${id}: ${name.en} / ${name.pl}`,
    ...(urls.length > 0 ? [`  CAS: ${urls.join(', ')}`] : []),
    ...(client ? [`  OpenID Connect (${client.authentication}): ${client.redirectUris.join(', ')}`] : []),
    `  learns: ${attributes.length > 0 ? attributes.join(', ') : 'nothing but who it is'}`,
    ...(assurance === 'second-factor' ? ['  wants a second factor'] : []),
    ...(consent ? ['  the person is asked first'] : []),
    ...urls
      .filter((url) => /^http:/i.test(url))
      .map((url) => `  beware: ${url} is not https, so tickets can be read on the way`),
  ]
}

function secret(args: readonly string[]) {
  if (namesIn(args).length > 0) throw new Refused(`services secret takes nothing more.\n\n${help}`)
  const made = newClientSecret(systemRandom)
  console.log(`Secret, for the service alone. It is shown only now:

  ${made.secret.reveal()}

Line for the client in the file of services:

  secretDigest: ${made.digest}`)
}

function namesIn(args: readonly string[]) {
  return readArguments(args, help, { allowPositionals: true, options: {} }).positionals
}
