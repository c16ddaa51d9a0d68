import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFailed } from 'vitest'
import { freePort } from '../free-port.ts'
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

type Place = Awaited<ReturnType<typeof phpPlace>>

/** `application.php`, which does what its settings say. */
export async function phpApplication(
  place: Place,
  furta: Pick<HttpsUniversity, 'origin' | 'certificateFile'>,
  { version = 'CAS_VERSION_3_0', ...more }: Settings = {},
) {
  const { hostname, port } = new URL(furta.origin)
  const application = {
    version,
    host: hostname,
    port: Number(port),
    certificate: furta.certificateFile,
    ...place,
    ...more,
  }
  await servePhp(place, join(import.meta.dirname, 'application.php'), { APPLICATION: JSON.stringify(application) })
}

/** An application of these lines of PHP, which ends by saying what it learned. */
export async function phpLines(place: Place, lines: string, learned: readonly string[]) {
  const script = join(place.folder, 'application.php')
  const telling = learned.map((name) => `echo '<p>${name} is ', htmlspecialchars($${name}), ".</p>\n";\n`)
  // Debian's CAS.php announces a deprecation.
  writeFileSync(script, `<?php\nerror_reporting(E_ALL & ~E_USER_DEPRECATED);\n${lines}\n${telling.join('')}`)
  await servePhp(place, script)
}

/** PHP's own server with sessions in a folder of the test: every address comes to the script. */
async function servePhp({ origin, folder }: Place, script: string, env: Record<string, string> = {}) {
  const settings = ['-d', 'display_errors=stderr', '-d', `session.save_path=${folder}`]
  const { said } = await started(
    '/usr/bin/php',
    [...settings, '-S', origin.replace('http://', ''), script],
    // More than one worker: while it waits for the answer to a ticket, it is sent the proxy-granting ticket.
    { ...env, PHP_CLI_SERVER_WORKERS: '3' },
    `${origin}/bye`,
  )
  onTestFailed(() => console.log(said()))
}
