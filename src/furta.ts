import * as importCommand from './commands/import.ts'
import { Refused } from './commands/open.ts'
import { BadSettings } from './config/index.ts'
import { DatabaseWillNotStart } from './database/embedded/index.ts'

/** What an operator does on the command line. Each command stands in a file of its own. */
const commands: Readonly<Record<string, { readonly help: string; run(args: readonly string[]): Promise<void> }>> = {
  import: importCommand,
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
        .join('\n\n'),
    )
    if (name !== '' && name !== '--help' && name !== '-h') process.exitCode = 2
  }
} catch (reason) {
  const expected = reason instanceof Refused || reason instanceof BadSettings || reason instanceof DatabaseWillNotStart
  console.error(expected ? reason.message : reason)
  process.exitCode = 1
}
