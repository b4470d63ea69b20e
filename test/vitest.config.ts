import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [vue()],
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/{unit,engine,migrations,renderer,hosts}/**/*.test.ts', 'test/*.test.ts'],
    globalSetup: ['test/helpers/sampleCaseCache.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
})
