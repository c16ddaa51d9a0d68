import { defineConfig } from 'vitest/config'

/** Clients that the operator has installed: a run of its own, `npm run test:interop`. */
export default defineConfig({
  test: {
    globalSetup: 'test/global-setup.ts',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
    include: ['test/interop/*.interop.ts'],
  },
})
