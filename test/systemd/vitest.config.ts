import { defineConfig } from 'vitest/config'

/** A real systemd: a run of its own, `npm run test:systemd`. */
export default defineConfig({
  test: {
    setupFiles: 'test/after-each-file.ts',
    maxWorkers: 1,
    testTimeout: 180_000,
    hookTimeout: 900_000,
    include: ['test/systemd/*.systemd.ts'],
  },
})
