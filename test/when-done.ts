import { onTestFinished } from 'vitest'

const ofTheFile: (() => Promise<unknown>)[] = []

/** Puts away what a test has used, when it ends; asked for outside a test it serves the whole file. The newest goes first. */
export function whenDone(cleanUp: () => Promise<unknown>) {
  try {
    onTestFinished(async () => void (await cleanUp()))
  } catch {
    ofTheFile.push(cleanUp)
  }
}

/** For `after-each-file.ts`, which runs once more for each file of tests. */
export async function putAwayFile() {
  for (const cleanUp of ofTheFile.splice(0).reverse()) await cleanUp()
}
