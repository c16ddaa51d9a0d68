import { join } from 'node:path'
import { onTestFailed } from 'vitest'
import { freePort } from '../university.ts'
import { clientFolder, type HttpsUniversity } from './https-university.ts'
import { started } from './started.ts'

/** Where an application in PHP will stand; it is started once the university knows it. */
export async function phpPlace() {
  const origin = `http://localhost:${await freePort()}`
  return { origin, folder: clientFolder() }
}

export type CasVersion = 'CAS_VERSION_1_0' | 'CAS_VERSION_2_0' | 'CAS_VERSION_3_0' | 'SAML_VERSION_1_1'

interface Settings {
  readonly version?: CasVersion
  /** Where it is sent its proxy-granting tickets. */
  readonly callback?: string
  /** The page of another application that it asks in the name of a person. */
  readonly asks?: string
  /** Whether others may ask it so. */
  readonly mayBeAsked?: boolean
}

/** `application.php` on PHP's own server, with its sessions in a folder of its own. */
export async function phpApplication(
  { origin, folder }: Awaited<ReturnType<typeof phpPlace>>,
  furta: Pick<HttpsUniversity, 'origin' | 'certificateFile'>,
  { version = 'CAS_VERSION_3_0', ...proxying }: Settings = {},
) {
  const cas = new URL(furta.origin)
  const application = {
    version,
    host: cas.hostname,
    port: Number(cas.port),
    origin,
    folder,
    certificate: furta.certificateFile,
    ...proxying,
  }
  // More than one worker: while it waits for the answer to a ticket, it is sent the proxy-granting ticket.
  const env = { APPLICATION: JSON.stringify(application), PHP_CLI_SERVER_WORKERS: '3' }
  const script = join(import.meta.dirname, 'application.php')
  const args = [
    '-d',
    'display_errors=stderr',
    '-d',
    `session.save_path=${folder}`,
    '-S',
    origin.replace('http://', ''),
    script,
  ]
  const { said } = await started('/usr/bin/php', args, env, `${origin}/bye`)
  onTestFailed(() => console.log(said()))
}
