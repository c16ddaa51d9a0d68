import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/longest-first.ts'

export default defineConfig({
  test: {
    globalSetup: 'test/global-setup.ts',
    setupFiles: ['test/after-each-file.ts'],
    // Files of one worker share its modules: reading the whole program anew for each took a fifth of all the time. What is
    // remembered in a module must therefore serve every file alike.
    isolate: false,
    // Three on two cores: what a worker waits for, a frame of the browser or a wait that is itself under test, another one uses (decision 189).
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // One second, which vitest gives it, is short for a process or a hash on a busy machine.
    expect: { poll: { timeout: 10_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'tests',
          include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
          exclude: ['test/timing/**'],
          setupFiles: ['test/same-dice.ts'],
        },
      },
      { extends: true, test: { name: 'stories', include: ['test/stories/**/*.story.ts'], testTimeout: 90_000 } },
      // After everything else and alone: a stop watch wants a quiet machine.
      { extends: true, test: { name: 'timing', include: ['test/timing/*.test.ts'], sequence: { groupOrder: 1 } } },
    ],
  },
})
