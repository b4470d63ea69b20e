import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './helpers/longestFirst.ts'

/** Everything but the components runs in plain Node; components are mounted in a document made by jsdom. */
export default defineConfig({
  plugins: [vue()],
  test: {
    root: new URL('..', import.meta.url).pathname,
    // A long run repeats the same a hundred times.
    testTimeout: process.env['LZ_LONG'] === '1' ? 600_000 : 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // Threads and processes that tests start from the sources read them ready compiled: each start is shorter by half a second and more.
    env: { NODE_COMPILE_CACHE: new URL('../node_modules/.cache/compiled', import.meta.url).pathname },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          globalSetup: ['test/helpers/sampleCaseCache.ts', 'test/helpers/bundledParser.ts'],
          include: ['test/{unit,engine,migrations,renderer,hosts}/**/*.test.ts', 'test/*.test.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'components', environment: 'jsdom', include: ['test/components/**/*.test.ts'] },
      },
    ],
  },
})
