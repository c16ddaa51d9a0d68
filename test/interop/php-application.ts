import { mkdirSync } from 'node:fs'
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

/** `application.php` on PHP's own server, with its sessions in a folder of its own. */
export async function phpApplication(
  { origin, folder }: Awaited<ReturnType<typeof phpPlace>>,
  furta: Pick<HttpsUniversity, 'origin' | 'certificateFile'>,
  version: CasVersion = 'CAS_VERSION_3_0',
) {
  const sessions = join(folder, 'sessions')
  mkdirSync(sessions)
  const cas = new URL(furta.origin)
  const settings = {
    version,
    host: cas.hostname,
    port: Number(cas.port),
    origin,
    certificate: furta.certificateFile,
  }
  const args = [
    '-d',
    `session.save_path=${sessions}`,
    '-S',
    origin.replace('http://', ''),
    join(import.meta.dirname, 'application.php'),
  ]
  const { said } = await started('/usr/bin/php', args, { APPLICATION: JSON.stringify(settings) }, `${origin}/bye`)
  onTestFailed(() => console.log(said()))
}
