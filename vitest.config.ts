import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: 'test/global-setup.ts',
    // Two cores: the tests share them with PostgreSQL and, in the stories, with the browser.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'tests',
          include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
          exclude: ['test/timing/**'],
        },
      },
      { extends: true, test: { name: 'stories', include: ['test/stories/**/*.story.ts'], testTimeout: 90_000 } },
      // After everything else and alone: a stop watch wants a quiet machine.
      { extends: true, test: { name: 'timing', include: ['test/timing/*.test.ts'], sequence: { groupOrder: 1 } } },
    ],
  },
})
