/** What the engine's thread runs where parsers are processes of Node. */
import { parentPort, workerData } from 'node:worker_threads'
import { serveEngine } from './engineThread.ts'
import type { EngineThreadStart } from './threadMessages.ts'

// What `hosted.ts` starts it with.
if (parentPort !== null) serveEngine(parentPort, workerData as EngineThreadStart)
