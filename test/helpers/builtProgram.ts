/** The program as it is built, for tests that start it as a process: it starts in half the time of the sources, and so does each parser. */
import { mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { inject } from 'vitest'

const out = resolve(import.meta.dirname, '..', '..', 'out')

/** The folder `out`, made from exactly these sources: built where it is not, once a run, by whoever asks first. */
export async function builtProgram(): Promise<string> {
  const lock = join(inject('sampleCases'), 'build.lock')
  for (;;)
    try {
      mkdirSync(lock)
      break
    } catch {
      // Somebody else looks or builds.
      await pause(100)
    }
  try {
    const script = '../../scripts/ensure.mjs'
    const { ensureBuilt } = (await import(script)) as { ensureBuilt(): Promise<void> }
    await ensureBuilt()
    return out
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}
