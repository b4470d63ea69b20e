/** One folder a run of the tests for sample cases that were imported once; see `sampleEngine.ts`. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    readonly sampleCases: string
  }
}

export function setup({ provide }: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'lianzheng-samples-'))
  provide('sampleCases', folder)
  return () => {
    rmSync(folder, { recursive: true, force: true })
  }
}
