import { defineConfig } from 'vitest/config'

/** Two browsers at a time, each with a host and a data folder of its own: a test waits more than it works. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: ['test/helpers/sampleCaseCache.ts', 'test/helpers/bundledParser.ts'],
    testTimeout: 240_000,
    hookTimeout: 120_000,
    // How long a page may take to come to what is expected of it; under load a second is not much.
    expect: { poll: { timeout: 15_000 } },
    maxWorkers: 2,
    env: { NODE_COMPILE_CACHE: new URL('../../node_modules/.cache/compiled', import.meta.url).pathname },
  },
})
