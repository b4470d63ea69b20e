/**
 * The memory wall of a parser in Electron's utility process. V8's flags come too late for the heap of that process, and a full one ends it by a signal
 * that tells nothing. So the parser runs in a thread of it with a limit of its own; when that is full, the process says so by its exit code, as
 * one of Node does.
 */
import { Worker } from 'node:worker_threads'

/** Electron's port: a message comes as an event with `data`. */
export interface ElectronPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
  on(event: 'close', listener: () => void): void
  postMessage(message: unknown): void
  start(): void
}
export interface ElectronParent {
  once(
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly ElectronPort[] }) => void,
  ): void
}
/** What a process that V8 aborts ends with (`outOfHeap` in parserProcess.ts). */
const fullHeapExit = 134
const leastMegabytes = 32

/** Waits for main's first message, which brings the line to the engine and the limit, and runs `entry` in a thread that hears and says what the line does. */
export function runBehindWall(parent: ElectronParent, entry: URL): void {
  parent.once('message', ({ data, ports: [port] }) => {
    const limit = limitOf(data)
    if (port === undefined || limit === null) process.exit(1)
    const thread = new Worker(entry, {
      env: {},
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: limit, maxYoungGenerationSizeMb: 24, stackSizeMb: 4 },
    })
    // Words of a parser could be content.
    thread.stdout.resume()
    thread.stderr.resume()
    thread.on('message', (message) => {
      port.postMessage(message)
    })
    thread.on('error', (error: Error & { readonly code?: string }) => {
      process.exit(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? fullHeapExit : 1)
    })
    thread.on('exit', (code) => {
      process.exit(code)
    })
    port.on('message', (event) => {
      thread.postMessage(event.data)
    })
    port.on('close', () => {
      process.exit(0)
    })
    port.start()
  })
}
function limitOf(data: unknown): number | null {
  if (typeof data !== 'object' || data === null || !('heapMegabytes' in data)) return null
  const { heapMegabytes } = data
  return typeof heapMegabytes === 'number' && heapMegabytes >= leastMegabytes ? heapMegabytes : null
}
