import { BadSettings, readSettings } from './config/index.ts'
import { startProgram } from './program.ts'
import { welcome } from './welcome.ts'
import { realWorld } from './world/index.ts'

try {
  const settings = readSettings()
  const program = await startProgram(settings, realWorld)
  console.log(welcome(settings, program))

  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // A second signal is for the impatient: PostgreSQL is safe either way.
      if (stopping) process.exit(1)
      stopping = true
      program.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
  }
} catch (error) {
  console.error(error instanceof Error && isForTheOperator(error) ? error.message : error)
  process.exit(1)
}

/** Faults of settings and files are told in their own sentences, without a stack. */
function isForTheOperator(error: Error) {
  return error instanceof BadSettings || /^(Bad|DatabaseWillNotStart)/.test(error.name)
}
