import { type ParseArgsConfig, parseArgs } from 'node:util'
import { Refused } from './open.ts'

/** What was typed behind the name of a command. What it does not know is refused, and its help says what it knows. */
export function readArguments<const Config extends Omit<ParseArgsConfig, 'args'>>(
  args: readonly string[],
  help: string,
  config: Config,
) {
  try {
    return parseArgs({ ...config, args: [...args] })
  } catch (fault) {
    throw new Refused(`${fault instanceof Error ? fault.message : fault}\n\n${help}`)
  }
}

/** What stands behind a command is missing, or is nothing that it does. */
export function noSuchAction(command: string, typed: string | undefined, help: string): Refused {
  const first = typed === undefined ? `“${command}” has to be told what to do.` : `“${command}” has no “${typed}”.`
  return new Refused(`${first}\n\n${help}`)
}
