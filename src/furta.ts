import * as adminCommand from './commands/admin.ts'
import * as auditCommand from './commands/audit.ts'
import * as breachCommand from './commands/breach.ts'
import * as hashesCommand from './commands/hashes.ts'
import * as importCommand from './commands/import.ts'
import * as keysCommand from './commands/keys.ts'
import * as mailCommand from './commands/mail.ts'
import * as personCommand from './commands/person.ts'
import * as scanCommand from './commands/scan.ts'
import * as servicesCommand from './commands/services.ts'
import * as tuneCommand from './commands/tune.ts'
import * as usosApiCommand from './commands/usos-api.ts'

/** What an operator does on the command line. Each command stands in a file of its own. */
const commands: Readonly<Record<string, { readonly help: string; run(args: readonly string[]): Promise<void> }>> = {
  admin: adminCommand,
  import: importCommand,
  hashes: hashesCommand,
  tune: tuneCommand,
  person: personCommand,
  breach: breachCommand,
  services: servicesCommand,
  keys: keysCommand,
  mail: mailCommand,
  audit: auditCommand,
  scan: scanCommand,
  'usos-api': usosApiCommand,
}

const [name = '', ...args] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined
try {
  if (command && args.some((arg) => arg === '--help' || arg === '-h')) console.log(command.help)
  else if (command) await command.run(args)
  else {
    console.log(
      Object.values(commands)
        .map(({ help }) => help)
        .join('\n\n\n'),
    )
    if (name !== '' && name !== '--help' && name !== '-h') process.exitCode = 2
  }
} catch (reason) {
  // Faults of what was typed, of settings and files, and of the embedded database are told in their own sentences.
  const expected = reason instanceof Error && /^(Refused|Bad|DatabaseWillNotStart)/.test(reason.name)
  console.error(expected ? reason.message : reason)
  process.exitCode = 1
}
