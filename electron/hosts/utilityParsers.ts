/**
 * Parsers for an engine in Electron's utility process: main starts and ends them, their messages come over a port of their own. Electron's ports
 * live in the process's first thread and the engine in another, so what comes for it is passed on.
 */
import { MessageChannel, type MessagePort } from 'node:worker_threads'
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
/** News of main as it comes to the engine's thread. */
export interface PassedNews {
  readonly news: ParserNews
  readonly port: MessagePort | null
}
/** What the engine's thread runs in this host. */
export const parserThreadEntry = import.meta.url.endsWith('.ts')
  ? new URL('./utilityEngine.ts', import.meta.url)
  : new URL('./utilityEngine.js', import.meta.url)

export interface ParserLine {
  /** The end for the engine's thread. */
  readonly line: MessagePort
  /** Passes a message of main about a parser on; `port` is that parser's line. */
  take(news: ParserNews, port: ParserPort | undefined): void
  close(): void
}
export function createParserLine(order: (message: ParserOrder) => void): ParserLine {
  const { port1, port2 } = new MessageChannel()
  port1.on('message', order)
  return {
    line: port2,
    take(news, port) {
      const inner = port === undefined ? null : passOn(port)
      port1.postMessage({ news, port: inner } satisfies PassedNews, inner === null ? [] : [inner])
    },
    close() {
      port1.close()
    },
  }
}
/** A port of this process's threads that says and hears what the other does. */
function passOn(outer: ParserPort): MessagePort {
  const { port1, port2 } = new MessageChannel()
  outer.on('message', ({ data }) => {
    port1.postMessage(data)
  })
  port1.on('message', (message) => {
    outer.postMessage(message)
  })
  port1.on('close', () => {
    outer.close()
  })
  outer.start()
  return port2
}
/** A port of a thread with the surface of Electron's. */
export function threadPort(port: MessagePort): ParserPort {
  return {
    on: (event, listener) =>
      port.on(event, (data: unknown) => {
        listener({ data })
      }),
    postMessage: (message) => {
      port.postMessage(message)
    },
    start: () => {
      port.start()
    },
    close: () => {
      port.close()
    },
  }
}
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
