import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { freePort } from '../free-port.ts'
import { PASSWORD, startEmpty, until } from '../nodes/postgres.ts'
import { whenDone } from '../when-done.ts'
import { bootMachine } from './machine.ts'

// What an administrator types who follows docs/operating on a Debian of today: the commands are those of the pages, letter for letter.

const home = mkdtempSync(join(tmpdir(), 'furta-systemd-'))
whenDone(async () => rmSync(home, { recursive: true, force: true }))
const postgres = await startEmpty(home, 'primary', 'postgres')
for (const statement of commandsOf('install.md', 'And a database of its own', 'sql')
  .split(/(?<=;)\s/)
  .filter(Boolean))
  await postgres.ask(statement.replace('…', PASSWORD))
const machine = await bootMachine()
const [port, second, third] = [await freePort(), await freePort(), await freePort()]

await machine.type(`
  ${withoutBuilding(commandsOf('install.md', '1. **Build.**'))}
  ${commandsOf('install.md', '2. **Institution.**')}
  ${commandsOf('install.md', '3. **Keys.**')}
  echo postgres://furta:${PASSWORD}@127.0.0.1:${postgres.port}/furta > /etc/furta/database-url
  echo smtp://127.0.0.1:1 > /etc/furta/smtp-url
  printf '%s\\n' PUBLIC_ORIGIN=https://login.example.edu TRUSTED_PROXIES=127.0.0.1 HOST=127.0.0.1 > /etc/furta/furta.env
  printf '%s\\n' INSTITUTION_FILE=/etc/furta/institution.yaml SERVICES_FILE=/etc/furta/services.yaml >> /etc/furta/furta.env
  echo PORT=${port} >> /etc/furta/furta.env`)

test('the unit starts as the page says, hashes a password, and the doctor finds its folders and threads in order', async () => {
  await machine.type(commandsOf('install.md', '## Under systemd').replace(/^journalctl.*$/m, ''))
  await ready(port)
  expect(await signIn(port)).toBe(422)
  await machine.type(commandsOf('install.md', '### Commands').replace(/^furta doctor$/m, ''))
  const said = await machine.type('furta doctor || true')
  for (const what of ['secrets', 'data folder', 'database', 'tables', 'keys', 'clock', 'hash threads'])
    expect(said).toMatch(new RegExp(`^fine +${what}: `, 'm'))
  expect(await machine.type('journalctl -u furta -o cat')).not.toMatch(/"level":"(warn|error|fatal)"|\n\s+at /)
})

test('a node that is killed is there again, and one that is stopped has answered and is gone', async () => {
  await machine.type('systemctl kill --signal=KILL furta')
  await until(async () => (await machine.type('systemctl show -P NRestarts furta')).trim() === '1')
  await ready(port)
  await machine.type('systemctl stop furta')
  expect(await machine.type('systemctl show -P Result,ExecMainStatus furta')).toBe('success\n0\n')
  await machine.type('systemctl start furta')
  await ready(port)
})

test('the file of the registry goes in by the unit of the night, and a file that is missing is a failure', async () => {
  await machine.type('useradd --system usosweb')
  const [groups = '', ...rest] = commandsOf('import.md', '[furta-import.service]').split(/(?=^cp )/m)
  await machine.type(groups)
  await machine.type('install -o usosweb -m 640 docs/operating/example-feed.csv /srv/feed/people.csv')
  expect(await machine.type(rest.join(''))).toMatch(/^New people: 4$/m)
  await machine.type('rm /srv/feed/people.csv')
  await expect(machine.type('systemctl start furta-import')).rejects.toThrow('furta-import.service failed')
})

test('a backup comes to be by the unit of the night, encrypted and whole, and one of three weeks ago goes', async () => {
  const said = await machine.type('furta backup key ~/furta-backup.key')
  const recipients = /^BACKUP_RECIPIENTS=age1\S+$/m.exec(said)?.[0] ?? ''
  await machine.type(`echo ${recipients} >> /etc/furta/furta.env
    cp deploy/furta-backup.service deploy/furta-backup.timer /etc/systemd/system/
    systemctl daemon-reload && systemctl start furta-backup && systemctl enable --now furta-backup.timer`)
  const checked = await machine.type('furta backup check /var/lib/furta-backups/*.backup --identity ~/furta-backup.key')
  expect(checked).toMatch(/is whole: \d+ rows, 4 people\. APP_SECRET and PESEL_KEY are those of it\./)
  await machine.type(`cd /var/lib/furta-backups && mv *.backup of-tonight.backup
    cp -p of-tonight.backup old.backup && touch -d '20 days ago' old.backup
    systemctl start furta-backup`)
  const kept = (await machine.type('ls /var/lib/furta-backups/')).trim().split('\n')
  expect(kept).toHaveLength(2)
  expect([kept.includes('of-tonight.backup'), kept.includes('old.backup')]).toEqual([true, false])
})

test('a further secret reaches every unit by the drop-in', async () => {
  await machine.type('openssl rand -base64 36 > /etc/furta/metrics-token && chmod 600 /etc/furta/metrics-token')
  const toAll = /^# {3}(for unit in .*)$/m.exec(readFileSync('deploy/furta-secrets.conf', 'utf8'))?.[1] ?? ''
  await machine.type(`${toAll}
    sed -i '/metrics-token/s/^#//' /etc/systemd/system/furta*.service.d/secrets.conf
    rm /var/lib/furta-backups/*                      # two of one minute would have one name
    systemctl daemon-reload && systemctl restart furta && systemctl start furta-backup`)
  await ready(port)
  expect(await machine.type('furta doctor || true')).toMatch(/^fine +secrets: Files with secrets: 5,/m)
})

test('several nodes take the place of the one, each on its port, with its own folder and its own metrics', async () => {
  // Ports of tests have five digits: in front of them is no place for another.
  const dropIn = commandsOf('install.md', '[furta@.service]', 'ini').replace('127.0.0.1:1%i', '127.0.0.2:%i')
  await machine.type(`systemctl disable --now furta
    sed -i '/^PORT=/d' /etc/furta/furta.env
    mkdir -p /etc/systemd/system/furta@.service.d
    cat > /etc/systemd/system/furta@.service.d/metrics.conf <<'END'\n${dropIn}\nEND
    cp deploy/furta@.service /etc/systemd/system/ && systemctl daemon-reload
    systemctl enable --now furta@${second} furta@${third}`)
  await Promise.all([ready(second), ready(third)])
  expect(await Promise.all([signIn(second), signIn(third)])).toEqual([422, 422])
  const said = await machine.type(`FURTA_UNIT=furta@${third} furta doctor || true`)
  expect(said).toMatch(new RegExp(`^fine +data folder: /var/lib/furta-${third}: `, 'm'))
  const token = (await machine.type('cat /etc/furta/metrics-token')).trim()
  for (const [headers, status] of [
    [{ authorization: `Bearer ${token}` }, 200],
    [{}, 401],
  ] as const) {
    const scrapes = [second, third].map((at) => fetch(`http://127.0.0.2:${at}/metrics`, { headers }))
    expect((await Promise.all(scrapes)).map((answer) => answer.status)).toEqual([status, status])
  }
})

test('a release takes the place of another node by node, and is taken back: each stays with its own until it starts anew', async () => {
  const folders = async () => {
    const said = await machine.type(`for node in furta@${second} furta@${third}; do
      readlink /proc/$(systemctl show -P MainPID $node)/cwd; done`)
    return said.trim().split('\n')
  }
  const [former, latter] = ['/opt/furta-0.2.0', '/opt/furta-0.3.0']
  const [link = '', restarts = ''] = withoutBuilding(commandsOf('upgrades.md', 'from 0.2.0 to 0.3.0')).split(
    /(?=^for )/m,
  )
  const renew = restarts
    .replace('furta@3000 furta@3001', `furta@${second} furta@${third}`)
    // A Debian as small as this one has no curl.
    .replace(
      /curl -fso \/dev\/null (\S+);/,
      `node -e 'fetch(process.argv[1]).catch(() => ({})).then(({ ok }) => process.exit(ok ? 0 : 1))' $1;`,
    )
  await machine.type(link)
  expect(await folders()).toEqual([former, former])
  await machine.type(renew)
  expect(await folders()).toEqual([latter, latter])
  await machine.type(`${commandsOf('upgrades.md', 'The way back')}\n${renew}`)
  expect(await folders()).toEqual([former, former])
})

/** Both releases are built already. */
function withoutBuilding(commands: string) {
  return commands.replace(/^cd .* && npm run build$/m, '')
}

/** Of the page of the operator the first commands after `place`. */
function commandsOf(page: string, place: string, language = 'sh'): string {
  const whole = readFileSync(join('docs', 'operating', page), 'utf8')
  const from = whole.indexOf(place)
  const [, indent = '', commands] =
    new RegExp(`^( *)\`\`\`${language}\\n(.*?)^ *\`\`\`$`, 'ms').exec(whole.slice(Math.max(0, from))) ?? []
  if (from < 0 || commands === undefined) throw new Error(`${page} has no commands after “${place}”.`)
  return commands.replaceAll(new RegExp(`^${indent}`, 'gm'), '')
}

async function ready(at: number) {
  await until(
    () =>
      fetch(`http://127.0.0.1:${at}/readyz`).then(
        ({ status }) => status === 200,
        () => false,
      ),
    60_000,
  )
}

/** Of somebody whom nobody knows: a password is hashed all the same. */
async function signIn(at: number): Promise<number | undefined> {
  const page = await ask(at)
  const form = /name="form" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
  const cookies = (page.cookies ?? []).map((one) => one.split(';')[0]).join('; ')
  const fields = new URLSearchParams({ form, username: 'nobody@agh.edu.pl', password: 'of nobody' })
  return (await ask(at, { cookies, fields: fields.toString() })).status
}

/** The sign-in page, as the reverse proxy asks for it; `fetch` would name the host by itself. */
async function ask(port: number, sent?: { cookies: string; fields: string }) {
  const headers = {
    host: 'login.example.edu',
    'x-forwarded-for': '192.0.2.1',
    ...(sent && {
      cookie: sent.cookies,
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
    }),
  }
  const asked = request({ port, path: '/cas/login', method: sent ? 'POST' : 'GET', headers })
  asked.end(sent?.fields)
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  return { status: answer.statusCode, cookies: answer.headers['set-cookie'], body: await text(answer) }
}
