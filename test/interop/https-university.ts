import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as ask } from 'node:http'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { onTestFinished } from 'vitest'
import type { Service } from '../../src/services/index.ts'
import { selfSignedCertificate } from '../certificate.ts'
import { freePort } from '../free-port.ts'
import { university } from '../university.ts'
import { Visitor } from '../visitor.ts'

export type HttpsUniversity = Awaited<ReturnType<typeof httpsUniversity>>

/**
 * The whole program behind a reverse proxy with a certificate, as it stands at a university: its clients insist on https. Keeps
 * real time, because they do.
 */
export async function httpsUniversity(services: readonly Service[], more: Record<string, string> = {}) {
  const port = await freePort()
  const origin = `https://localhost:${port}`
  const furta = await university({
    clock: 'real',
    services,
    settings: { PUBLIC_ORIGIN: origin, TRUSTED_PROXIES: '127.0.0.1,::1', ...more },
  })
  await reverseProxy(port, furta.origins[0] ?? '')
  return {
    ...furta,
    /** The certificate as a file, for clients that are told in their settings whom to trust. */
    certificateFile: testCertificateFile(),
    visitor: () => new Visitor(origin, { 'accept-language': 'en' }),
    /** Opens a page of an application, and signs Alicja (or somebody else) in where it is asked for. */
    async signIn(visitor: Visitor, address: string, who = 'alice') {
      const { login, password } = furta.person(who)
      return visitor.submit(await visitor.open(address), 'Sign in', { ID: login, Password: password })
    },
  }
}

/** A folder of its own for the settings and data of a client, gone when the test ends; others than its owner may enter it. */
export function clientFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'furta-interop-'))
  chmodSync(folder, 0o755)
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const certificate = selfSignedCertificate('localhost')
// This process trusts it from now on, as a machine does that has the certificates of its university installed.
setDefaultCACertificates([...getCACertificates('default'), certificate.cert])

/** The same for those who read it from a file. */
export function testCertificateFile(): string {
  const file = join(clientFolder(), 'certificate.pem')
  writeFileSync(file, certificate.cert)
  return file
}

/** What nginx does in docs/operating/install.md. */
export async function reverseProxy(port: number, inside: string) {
  const server = createServer(certificate, (request, response) => {
    const from = request.socket.remoteAddress ?? ''
    const headers = { ...request.headers, 'x-forwarded-for': from, 'x-forwarded-proto': 'https' }
    const onward = ask(new URL(request.url ?? '', inside), { method: request.method ?? 'GET', headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
      answer.pipe(response)
    })
    onward.on('error', () => response.writeHead(502).end())
    request.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
}
