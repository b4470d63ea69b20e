/** What the engine's thread runs in Electron's utility process: its parsers are started by main. */
import { parentPort, workerData } from 'node:worker_threads'
import { type EngineThreadStart, serveEngine } from '../engine/index.ts'
import { createUtilityParsers, type PassedNews, threadPort } from './utilityParsers.ts'

// What the engine's host starts it with.
const start = workerData as EngineThreadStart | null
const line = start?.hostLine ?? null
if (parentPort !== null && start !== null && line !== null) {
  const parsers = createUtilityParsers((order) => {
    line.postMessage(order)
  })
  line.on('message', ({ news, port }: PassedNews) => {
    parsers.take(news, port === null ? undefined : threadPort(port))
  })
  serveEngine(parentPort, start, parsers.startParser)
}
