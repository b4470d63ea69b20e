/** Parsers for an engine in Electron's utility process: main starts and ends them, their messages come over a port of their own. */
import type { ParserOrder, ToEngineProcess } from '../../shared/desktop.ts'
import { outOfHeap, type ParserEnd, type ParserProcess, type StartParser } from '../engine/index.ts'

/** Electron's port, as far as it is used here. */
export interface ParserPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  postMessage(message: unknown): void
  start(): void
  close(): void
}
type ParserNews = Extract<ToEngineProcess, { readonly parser: number }>
export interface UtilityParsers {
  readonly startParser: StartParser
  /** Messages of main about a parser; `port` is its line. */
  take(news: ParserNews, port: ParserPort | undefined): void
}
interface Running {
  port: ParserPort | null
  readonly unsent: unknown[]
  bytes: number | null
  ended: ParserEnd | null
  tellMessage: (message: unknown, bytes: number) => void
  tellEnd: (end: ParserEnd) => void
}

export function createUtilityParsers(order: (message: ParserOrder) => void): UtilityParsers {
  const running = new Map<number, Running>()
  let last = 0
  const startParser: StartParser = ({ heapMegabytes }): ParserProcess => {
    const parser = ++last
    const state: Running = {
      port: null,
      unsent: [],
      bytes: null,
      ended: null,
      tellMessage: () => undefined,
      tellEnd: () => undefined,
    }
    running.set(parser, state)
    order({ parser, start: { heapMegabytes } })
    return {
      post(message) {
        if (state.port === null) state.unsent.push(message)
        else if (state.ended === null) state.port.postMessage(message)
      },
      onMessage(listener) {
        state.tellMessage = listener
      },
      onEnd(listener) {
        if (state.ended === null) state.tellEnd = listener
        else listener(state.ended)
      },
      residentBytes: () => (state.ended === null ? state.bytes : null),
      release() {
        state.port?.close()
      },
      kill() {
        order({ parser, kill: true })
      },
    }
  }
  return {
    startParser,
    take(news, port) {
      const state = running.get(news.parser)
      if (state === undefined) return
      if ('residentBytes' in news) state.bytes = news.residentBytes
      else if ('ended' in news) {
        running.delete(news.parser)
        state.ended = { memory: outOfHeap(news.ended, null), how: String(news.ended) }
        state.tellEnd(state.ended)
      } else if (port !== undefined) {
        state.port = port
        port.on('message', ({ data }: { readonly data: unknown }) => {
          state.tellMessage(data, roughBytes(data))
        })
        port.start()
        for (const message of state.unsent.splice(0)) port.postMessage(message)
      }
    },
  }
}

/** A port does not report the size of a message; nearly all of it is rows. */
function roughBytes(message: unknown): number {
  if (typeof message !== 'object' || message === null || !('batch' in message)) return 1_024
  // Written by the parser, whose messages are checked where they are used.
  const { records, blocks } = message.batch as {
    readonly records?: readonly unknown[]
    readonly blocks?: readonly { readonly cells?: Uint8Array }[]
  }
  return (
    16 * (records?.length ?? 0) +
    (blocks ?? []).reduce((sum, block) => sum + (block.cells?.byteLength ?? 0), 0)
  )
}
