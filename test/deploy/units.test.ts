import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { declaredSettings } from '../../src/config/index.ts'
import { temporaryFolder } from './folder.ts'

// Units of systemd, their drop-in, and the command that runs as they do.

const systemd = spawnSync('systemd-analyze', ['--version']).status === 0
const units = ['furta.service', 'furta@.service']
const nightly = ['furta-backup', 'furta-import']
const read = (name: string) => readFileSync(join('deploy', name), 'utf8')

test.runIf(systemd).each(units)('systemd takes %s as it stands, and finds little to harden', (unit) => {
  const folder = temporaryFolder()
  // As a machine with Node in its usual place would have it.
  const text = readFileSync(join('deploy', unit), 'utf8').replace('/usr/bin/node', process.execPath)
  const file = join(folder, unit)
  writeFileSync(file, text)
  const verified = spawnSync('systemd-analyze', ['verify', '--man=no', file], { encoding: 'utf8' })
  expect([verified.status, verified.stderr]).toEqual([0, ''])
  // Out of 100; what is left is the network, which it is there for.
  const judged = spawnSync('systemd-analyze', ['security', '--offline=true', '--threshold=20', file], {
    encoding: 'utf8',
  })
  expect([judged.status, judged.stdout.match(/Overall exposure level.*/)?.[0]]).toEqual([0, expect.anything()])
})

test.each(units)('the notes on upgrades name the folders of %s', (unit) => {
  const notes = readFileSync('docs/operating/upgrade-notes.md', 'utf8')
  const folders = [...read(unit).matchAll(/^(State|Cache)Directory=(.+)$/gm)].map(
    ([, kind, name = '']) => `\`/var/${kind === 'State' ? 'lib' : 'cache'}/${name.replace('%i', 'PORT')}\``,
  )
  expect(folders).toHaveLength(2)
  expect(folders.filter((folder) => !notes.includes(folder))).toEqual([])
})

test.runIf(systemd).each(nightly)('systemd takes %s with its timer as they stand', (name) => {
  const folder = temporaryFolder()
  for (const kind of ['service', 'timer'])
    writeFileSync(
      join(folder, `${name}.${kind}`),
      read(`${name}.${kind}`).replaceAll('/usr/bin/node', process.execPath),
    )
  const files = ['service', 'timer'].map((kind) => join(folder, `${name}.${kind}`))
  const verified = spawnSync('systemd-analyze', ['verify', '--man=no', ...files], { encoding: 'utf8' })
  expect([verified.status, verified.stderr]).toEqual([0, ''])
})

test.each(nightly)(
  '%s works with the settings and the secrets of the server, as a user of its own, and is no success when it fails',
  (name) => {
    const given = (text: string) =>
      text
        .split('\n')
        .filter((line) => /^(WorkingDirectory|EnvironmentFile|LoadCredential|Environment)=/.test(line))
        .filter((line) => !/^Environment=(DATA_DIR|NODE_COMPILE_CACHE|MALLOC_ARENA_MAX)=/.test(line))
    const text = read(`${name}.service`)
    expect(given(text).toSorted()).toEqual(given(read('furta.service')).toSorted())
    expect(text).toContain(`\nDynamicUser=yes\nUser=${name}\n`)
    // Without a `-` before the command, which would make a success of every end.
    expect(text).toMatch(/^ExecStart=\/(usr\/bin\/node|bin\/sh -c 'exec \/usr\/bin\/node) dist\/furta\.js /m)
    expect(text).toMatch(/^Type=oneshot$/m)
    expect(text).not.toMatch(/^SuccessExitStatus=/m)
  },
)

test('backups older than two weeks are deleted, although the folder of the unit is a link, and nothing else is', () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'private'))
  symlinkSync('private', join(folder, 'furta-backups'))
  const daysAgo = { 'new.backup': 0, 'kept.backup': 13, 'old.backup': 15, 'of-somebody-else': 15 }
  for (const [name, days] of Object.entries(daysAgo)) {
    writeFileSync(join(folder, 'private', name), '')
    const then = Date.now() / 1000 - days * 24 * 60 * 60 - 60
    utimesSync(join(folder, 'private', name), then, then)
  }
  const [, command = ''] = /^ExecStartPost=\/bin\/sh -c '(.+)'$/m.exec(read('furta-backup.service')) ?? []
  const env = { STATE_DIRECTORY: join(folder, 'furta-backups') }
  const { status, stderr } = spawnSync('/bin/sh', ['-c', command], { encoding: 'utf8', env })
  expect([status, stderr]).toEqual([0, ''])
  expect(readdirSync(join(folder, 'private')).toSorted()).toEqual(['kept.backup', 'new.backup', 'of-somebody-else'])
})

test.each([...units, ...nightly.map((name) => `${name}.service`)])(
  '%s tells its user a home: on a Debian without libnss-systemd that user has none, and the program would not start',
  (unit) => {
    expect(read(unit)).toMatch(/^DynamicUser=yes$/m)
    expect(read(unit)).toMatch(/^Environment=HOME=\/$/m)
  },
)

test('no folder of one unit lies in a folder of another: systemd keeps the folders of such users behind links, and makes none below a link', () => {
  const folders = units.flatMap((unit) =>
    [...read(unit).matchAll(/^(?:State|Cache)Directory=(.*)$/gm)].map(([, name]) => name?.replace('%i', '3000')),
  )
  expect(new Set(folders)).toEqual(new Set(['furta', 'furta-3000']))
})

test.each(units)(
  '%s is started again as often as it takes, so that a database that boots slowly leaves no node dead',
  (unit) => {
    expect(read(unit)).toMatch(/^Restart=always$/m)
    expect(read(unit)).toMatch(/^RestartSec=5$/m)
    const [ofTheUnit = ''] = read(unit).split('[Service]')
    expect([...ofTheUnit.matchAll(/^StartLimit.*$/gm)].map(([line]) => line)).toEqual(['StartLimitIntervalSec=0'])
  },
)

test('every other secret that there is has its lines in the drop-in, which reaches all units', () => {
  const lines = read('furta-secrets.conf')
    .split('\n')
    .filter((line) => /^#(LoadCredential|Environment)=/.test(line))
  const others = [...declaredSettings].flatMap(([name, { secret }]) =>
    secret && !read('furta.service').includes(`\nEnvironment=${name}_FILE=`) ? [name] : [],
  )
  const wanted = others.flatMap((name) => {
    const id = name.toLowerCase().replaceAll('_', '-')
    return [`#LoadCredential=${id}:/etc/furta/${id}`, `#Environment=${name}_FILE=%d/${id}`]
  })
  expect(lines.toSorted()).toEqual(wanted.toSorted())
  if (!systemd) return
  // As it is put there, with a word that systemd names when it reads it.
  const [, dirs = ''] = /for unit in ([^;]+); do/.exec(read('furta-secrets.conf')) ?? []
  const folder = temporaryFolder()
  for (const unit of dirs.split(' ')) {
    mkdirSync(join(folder, `${unit}.service.d`))
    writeFileSync(
      join(folder, `${unit}.service.d/secrets.conf`),
      `${read('furta-secrets.conf').replace(/^#(?=[LE])/gm, '')}Seen=\n`,
    )
  }
  const files = [...units, ...nightly.map((name) => `${name}.service`)].map((unit) => {
    writeFileSync(join(folder, unit), read(unit).replaceAll('/usr/bin/node', process.execPath))
    return join(folder, unit)
  })
  const said = files.map(
    (file) => spawnSync('systemd-analyze', ['verify', '--man=no', file], { encoding: 'utf8' }).stderr,
  )
  const seen = expect.stringMatching(/^\S+secrets\.conf:\d+: Unknown key (?:name )?'Seen' [^\n]+\n$/)
  expect(said).toEqual(files.map(() => seen))
})

test('the command `furta` runs with the settings and secrets of the unit, its drop-ins and its file, as systemd reads them', () => {
  const folder = temporaryFolder()
  for (const path of ['bin', 'etc', 'opt-0.2.0', 'opt-0.2.0/dist']) mkdirSync(join(folder, path))
  symlinkSync('opt-0.2.0', join(folder, 'opt'))
  const script = (path: string, text: string) =>
    writeFileSync(join(folder, path), `#!/bin/sh\n${text}\n`, { mode: 0o755 })
  const moved = (text: string) => text.replaceAll(/\/(etc|opt)\/furta/g, `${folder}/$1`)
  // Stands for Node, and says what it was given.
  script('bin/node', 'pwd; for one in "$@"; do echo "$one"; done; echo; exec env -0')
  const dropIn = `[Service]\nLoadCredential=dkim.pem:/etc/furta/dkim.pem\nEnvironment=DKIM_KEY_FILE=%d/dkim.pem
Environment="DKIM_SELECTOR=two words" DKIM_DOMAIN=example.edu
EnvironmentFile=-/etc/furta/not-there.env\n`
  // As the install page gives it to each of several nodes.
  const [, metrics = ''] =
    /```ini\n(# \S+furta@\.service\.d.*?)```/s.exec(readFileSync('docs/operating/install.md', 'utf8')) ?? []
  for (const unit of units) {
    const text = moved(read(unit) + dropIn + (unit === 'furta@.service' ? metrics : ''))
    writeFileSync(join(folder, unit), text.replace('/usr/bin/node', join(folder, 'bin/node')))
  }
  script('bin/systemctl', `[ "$1" = cat ] && cat "${folder}/$(echo "$2" | sed 's/@[0-9]*/@/')"`)
  writeFileSync(join(folder, 'opt/services.yaml'), 'services: []')
  writeFileSync(
    join(folder, 'etc/furta.env'),
    [
      '# A comment \\',
      '; another',
      'PUBLIC_ORIGIN=https://login.example.edu',
      '  HOST = 127.0.0.1  ',
      `MAIL_FROM="The university's desk" <desk@example.edu>`,
      `SECURITY_CONTACT='mailto:a b@example.edu '`,
      'BACKUP_RECIPIENTS=$(touch ran) `touch ran` $HOME # part of it',
      'MAIL_BOUNCES="a \\"b\\" \\$c \\d"',
      'PASSWORD_PROFILE=one\\ two\\',
      'three',
      `CONTEXT_WORDS_FILE=words's.txt`,
      'BREACHED_PASSWORDS_FILE=',
      'LOG_LEVEL=warn',
      'LOG_LEVEL=error',
      'no setting',
    ].join('\n'),
  )
  const run = (unit?: string) => {
    const { status, stdout, stderr } = spawnSync(resolve('deploy/furta'), ['import', 'people of today.csv', '--full'], {
      cwd: join(folder, 'bin'),
      encoding: 'utf8',
      env: {
        PATH: `${join(folder, 'bin')}:/usr/bin:/bin`,
        METRICS_TOKEN: 'of this shell',
        DATA_DIR: '/elsewhere',
        ...(unit && { FURTA_UNIT: unit }),
      },
    })
    const [typed = '', settings = ''] = stdout.split('\n\n')
    const given = settings.split('\0').flatMap((line) => {
      const [, name = '', value = ''] = /^(\w+)=(.*)$/s.exec(line) ?? []
      return name === '' || ['PATH', 'HOME', 'TERM', 'PWD', 'OLDPWD', '_', 'SHLVL', 'FURTA_UNIT'].includes(name)
        ? []
        : [[name, value]]
    })
    return { status, stderr, typed: typed.split('\n'), given: Object.fromEntries(given) as Record<string, string> }
  }

  const once = run()
  expect([once.status, once.stderr]).toEqual([0, ''])
  // In the folder where it was typed.
  const program = join(folder, 'opt/dist/furta.js')
  expect(once.typed).toEqual([
    join(folder, 'bin'),
    '--enable-source-maps',
    program,
    'import',
    'people of today.csv',
    '--full',
  ])
  expect(once.given).toEqual({
    NODE_ENV: 'production',
    DATA_DIR: '/var/lib/furta',
    APP_SECRET_FILE: join(folder, 'etc/app-secret'),
    PESEL_KEY_FILE: join(folder, 'etc/pesel-key'),
    DATABASE_URL_FILE: join(folder, 'etc/database-url'),
    SMTP_URL_FILE: join(folder, 'etc/smtp-url'),
    DKIM_KEY_FILE: join(folder, 'etc/dkim.pem'),
    DKIM_SELECTOR: 'two words',
    DKIM_DOMAIN: 'example.edu',
    INSTITUTION_FILE: join(folder, 'opt/institution.yaml'),
    SERVICES_FILE: join(folder, 'opt/services.yaml'),
    PUBLIC_ORIGIN: 'https://login.example.edu',
    HOST: '127.0.0.1',
    MAIL_FROM: "The university's desk<desk@example.edu>",
    SECURITY_CONTACT: 'mailto:a b@example.edu ',
    BACKUP_RECIPIENTS: '$(touch ran) `touch ran` $HOME # part of it',
    MAIL_BOUNCES: 'a "b" $c \\d',
    PASSWORD_PROFILE: 'one twothree',
    CONTEXT_WORDS_FILE: join(folder, "opt/words's.txt"),
    BREACHED_PASSWORDS_FILE: '',
    LOG_LEVEL: 'error',
  })
  expect(run('furta@3000').given).toEqual({
    ...once.given,
    PORT: '3000',
    METRICS_LISTEN: '127.0.0.1:13000',
    DATA_DIR: '/var/lib/furta-3000',
  })

  rmSync(join(folder, 'etc/furta.env'))
  expect(run()).toMatchObject({ status: 1, stderr: expect.stringContaining('furta.env cannot be read') })
  rmSync(join(folder, 'furta.service'))
  expect(run()).toMatchObject({ status: 1, stderr: expect.stringContaining('There is no furta.service') })
})

test('several nodes on one machine run like one, but for port and folders', () => {
  const plain = (text: string) =>
    text
      .split('\n')
      .filter((line) => !line.startsWith('#') && !line.startsWith('Environment=PORT='))
      .map((line) =>
        line
          .replace(', port %i', '')
          .replaceAll(/[-/]%i/g, '')
          .replace('/compiled', ''),
      )
  const [one = '', several = ''] = units.map((unit) => readFileSync(join('deploy', unit), 'utf8'))
  expect(plain(several)).toEqual(plain(one))
})
