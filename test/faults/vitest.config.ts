import { defineConfig } from 'vitest/config'

/** The long form: everything is broken in turn, one thing at a time. A run of its own, `npm run test:faults`. */
export default defineConfig({
  test: {
    globalSetup: 'test/global-setup.ts',
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
    include: ['test/faults/*.fault.ts'],
  },
})
