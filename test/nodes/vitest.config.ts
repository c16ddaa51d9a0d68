import { defineConfig } from 'vitest/config'

/** Real balancers, real nodes, a real standby: a run of its own, `npm run test:nodes`. */
export default defineConfig({
  test: {
    setupFiles: 'test/after-each-file.ts',
    maxWorkers: 1,
    testTimeout: 180_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 10_000 } },
    include: ['test/nodes/*.nodes.ts'],
  },
})
