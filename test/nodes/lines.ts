import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { connect, type SecureVersion } from 'node:tls'
import type { Place } from './place.ts'
import { until } from './postgres.ts'

/** Whether a server speaks this version of TLS. */
export function speaks(port: number, version: SecureVersion): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({
      port,
      host: '127.0.0.1',
      rejectUnauthorized: false,
      minVersion: version,
      maxVersion: version,
      ciphers: 'DEFAULT@SECLEVEL=0',
    })
    socket.once('secureConnect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

const ELSEWHERE = '127.0.0.7'
const FORGED = {
  'x-forwarded-for': '203.0.113.9',
  forwarded: 'for=203.0.113.9;host=evil.example;proto=http',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'http',
}

/** Somebody at another address of this machine opens the sign-in page and says to be somebody else; gives who the nodes think it was. */
export async function comeFromElsewhere({ ports, nodes }: Place) {
  const how = { host: '127.0.0.1', port: ports.https, localAddress: ELSEWHERE, rejectUnauthorized: false }
  const headers = { host: `localhost:${ports.https}`, ...FORGED }
  const status = await new Promise((resolve, reject) =>
    request({ ...how, headers, path: '/cas/login' }, (answer) => resolve(answer.resume().statusCode))
      .on('error', reject)
      .end(),
  )
  const heard = () =>
    nodes
      .flatMap((node) => [...node.said().matchAll(/"source":"([^"]+)"/g)].map(([, source]) => source))
      .filter((source) => source !== '127.0.0.1')
  await until(async () => heard().length > 0)
  return { status, heard: [...new Set(heard())], truth: [ELSEWHERE] }
}

const DAWDLERS = 20
/** Longer than a balancer keeps what it has used, shorter than it waits for whoever dawdles. */
const WELL_INTO_IT = 7_000
/** Longer than a balancer waits for a form. */
const PATIENCE_WITH_FORMS = 40_000

/**
 * Twenty clients begin a form and as many their headers, and do not end them (slow loris); gives what became of them, and whether a node
 * was kept busy meanwhile.
 */
export async function dawdle({ ports, nodes }: Place) {
  const begun = performance.now()
  const before = { served: servedBy(nodes), connections: connectionsOf(nodes) }
  const allSentAway = (text: string) =>
    Promise.all(Array.from({ length: DAWDLERS }, () => sentAway(ports.https, text))).then((all) =>
      all.every(Boolean) ? 'sent away' : 'kept',
    )
  const head = `POST /cas/login HTTP/1.1\r\nHost: localhost:${ports.https}\r\n`
  const form = `${head}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nusername=`
  const ends = Promise.all([allSentAway(`${head}X-Slow: `), allSentAway(form)])
  await until(async () => performance.now() > begun + WELL_INTO_IT)
  // A probe comes and goes; whoever is let through stays.
  const held = connectionsOf(nodes) - before.connections > DAWDLERS / 2
  const [headers, ofForm] = await ends
  return { headers, form: ofForm, heard: held || servedBy(nodes) > before.served ? 'by a node' : 'by none' }
}

function servedBy(nodes: Place['nodes']) {
  return nodes.reduce((sum, node) => sum + node.served('(none)') + node.served('/cas/login'), 0)
}

/** Connections that are open at the nodes' end, as Linux lists them: ports are in hexadecimal, and 01 is an open one. */
function connectionsOf(nodes: Place['nodes']) {
  const ends = nodes.map(({ port }) => port.toString(16).toUpperCase().padStart(4, '0'))
  const open = [...readFileSync('/proc/net/tcp', 'utf8').matchAll(/^ *\d+: \w+:(\w{4}) \w+:\w{4} 01 /gm)]
  return open.filter(([, end = '']) => ends.includes(end)).length
}

function sentAway(port: number, text: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => socket.write(text))
    const late = setTimeout(() => {
      socket.destroy()
      resolve(false)
    }, PATIENCE_WITH_FORMS)
    const gone = () => {
      clearTimeout(late)
      socket.destroy()
      resolve(true)
    }
    socket.on('data', () => {})
    socket.once('end', gone).once('error', gone).once('close', gone)
  })
}
