/** The parser as one file, bundled once a run: each import starts a parser, which costs a third of what it costs from the sources. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    readonly parserEntry: string
  }
}
const root = new URL('../..', import.meta.url).pathname

export async function setup(project: TestProject): Promise<() => void> {
  // Under node_modules, so that the packages it does not hold are found from there.
  const cache = join(root, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'parser-'))
  const bundle = async (): Promise<void> => {
    await build({
      configFile: false,
      publicDir: false,
      logLevel: 'warn',
      root,
      ssr: { noExternal: ['@noble/hashes', '@scure/base', 'valibot', 'xlsx'] },
      build: {
        ssr: 'electron/engine/import/process/parserWorker.ts',
        outDir: folder,
        target: 'node24',
        minify: false,
        rollupOptions: { output: { format: 'es', entryFileNames: '[name].mjs' } },
      },
    })
  }
  await bundle()
  project.onTestsRerun(bundle)
  project.provide('parserEntry', pathToFileURL(join(folder, 'parserWorker.mjs')).href)
  return () => {
    rmSync(folder, { recursive: true, force: true })
  }
}
