import { printWhole, ReaderGone } from './commands/output.ts'

interface Command {
  readonly help: string
  run(args: readonly string[]): Promise<void>
}

/** What an operator does on the command line. Each command stands in a file of its own, which is read when it is named. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  doctor: () => import('./commands/doctor.ts'),
  backup: () => import('./commands/backup.ts'),
  restore: () => import('./commands/restore.ts'),
  admin: () => import('./commands/admin.ts'),
  import: () => import('./commands/import.ts'),
  hashes: () => import('./commands/hashes.ts'),
  tune: () => import('./commands/tune.ts'),
  person: () => import('./commands/person.ts'),
  breach: () => import('./commands/breach.ts'),
  sessions: () => import('./commands/sessions.ts'),
  services: () => import('./commands/services.ts'),
  keys: () => import('./commands/keys.ts'),
  mail: () => import('./commands/mail.ts'),
  audit: () => import('./commands/audit.ts'),
  scan: () => import('./commands/scan.ts'),
  'usos-api': () => import('./commands/usos-api.ts'),
}

const [name = '', ...args] = process.argv.slice(2)
const output = printWhole()
const load = Object.hasOwn(commands, name) ? commands[name] : undefined
try {
  const command = await load?.()
  if (command && args.some((arg) => arg === '--help' || arg === '-h')) console.log(command.help)
  else if (command) await command.run(args)
  else {
    if (name === '' || name === '--help' || name === '-h') {
      const all = await Promise.all(Object.values(commands).map((one) => one()))
      console.log(all.map((one) => one.help).join('\n\n\n'))
    } else {
      // All of the help is five screens long, and would push this out of sight.
      console.error(`There is no command “${name}”. There are: ${Object.keys(commands).join(', ')}.`)
      console.error(`\nWhat one of them does: npm run furta -- doctor --help. What all of them do: npm run furta`)
      process.exitCode = 2
    }
  }
} catch (reason) {
  // Faults of what was typed, of settings and files, and of the embedded database are told in their own sentences.
  const expected = reason instanceof Error && /^(Refused|Bad|DatabaseWillNotStart)/.test(reason.name)
  if (!(reason instanceof ReaderGone) && reason !== output.fault()) console.error(expected ? reason.message : reason)
  process.exitCode = 1
}
const fault = output.fault()
if (fault) {
  console.error(fault.message)
  process.exitCode = 1
}
