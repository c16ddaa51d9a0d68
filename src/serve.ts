import { isProduction, readSettings } from './config/index.ts'
import { type Program, startProgram } from './program.ts'
import { welcome } from './welcome.ts'
import { realWorld } from './world/index.ts'

let program: Promise<Program> | undefined
let stopping = false
let impatienceCounts = false

// From the first moment: a start that is interrupted must not leave PostgreSQL behind.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))

try {
  const settings = readSettings()
  program = startProgram(settings, realWorld, () => void stop(1, 'at once'))
  const started = await program
  // In production whatever stands on standard output is the log, one JSON object a line.
  if (!stopping && !isProduction(settings)) console.log(welcome(settings, started))
} catch (error) {
  console.error(error instanceof Error && isForTheOperator(error) ? error.message : error)
  process.exit(1)
}

async function stop(exitCode: number, how: 'drained' | 'at once' = 'drained') {
  // One Ctrl-C arrives twice, from the terminal and through npm. A later signal is for the impatient: nothing acknowledged is
  // lost either way.
  if (impatienceCounts) process.exit(1)
  if (stopping) return
  stopping = true
  void realWorld.clock.pause(1_000).then(() => {
    impatienceCounts = true
  })
  try {
    const started = await program
    if (how === 'drained') await started?.drain()
    await started?.stop()
    process.exit(exitCode)
  } catch {
    process.exit(1)
  }
}

/** Faults of settings, files and the embedded database are told in their own sentences, without a stack. */
function isForTheOperator(error: Error) {
  return /^(Bad|DatabaseWillNotStart)/.test(error.name)
}
