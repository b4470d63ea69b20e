/** The engine in a thread of its own: whatever it writes, and however long, the pages' questions do not pass through it. */
import { type MessagePort } from 'node:worker_threads'
import { answeredCalls } from './core/answeredCalls.ts'
import type { CaseReaders } from './core/caseReaders.ts'
import { writeBeforeDying } from './core/lastWords.ts'
import { giveWay } from './core/priority.ts'
import { openEngine } from './engine.ts'
import type { EngineThreadStart, FromEngineThread, ToEngineThread } from './threadMessages.ts'
import type { StartParser } from './workspace/parserStart.ts'

/** Opens an engine and serves it over `port` until it is shut down. `startParser`: how this host starts parsers, when not as processes of Node. */
export function serveEngine(
  port: MessagePort,
  { options }: EngineThreadStart,
  startParser?: StartParser,
): void {
  // A step that is written gives way to questions; so do the parsers, which are started from here.
  giveWay(3)
  const say = (message: FromEngineThread): void => {
    port.postMessage(message)
  }
  const readers = remoteReaders(say)
  const engine = openEngine({
    ...options,
    parserEntry: new URL(options.parserEntry),
    startParser,
    readers,
    outputMade: ({ member: _member, ...output }) => {
      say({ output })
    },
    fileRevoked: (revoked) => {
      say({ revoked })
    },
  })
  writeBeforeDying(engine.diagnostics)
  engine.on('changed', (changed) => {
    say({ changed })
  })
  engine.on('stopped', (stopped) => {
    say({ stopped })
  })
  const calls = answeredCalls(engine, {
    value: (of, value) => {
      say({ value, of })
    },
    error: (of, error) => {
      say({ error, of })
    },
    progress: (of, progress) => {
      say({ progress, of })
    },
  })
  port.on('message', (message: ToEngineThread) => {
    if ('call' in message) void calls.answer(message.call, message.name, message.args)
    else if ('cancel' in message) calls.cancel(message.cancel)
    else if ('grant' in message) engine.files.grant(message.grant, message.options)
    else if ('revoke' in message) engine.files.revoke(message.revoke)
    else if ('keep' in message) engine.keep(message.keep)
    else if ('readersClosed' in message) readers.closed(message.readersClosed)
    else if ('diagnostic' in message) engine.diagnostics.take(message.diagnostic, message.trouble)
    else
      void engine.shutdown().finally(() => {
        say({ ended: true })
      })
  })
}

/** The readers, which live with the pages' lines. */
function remoteReaders(
  say: (message: FromEngineThread) => void,
): CaseReaders & { closed(number: number): void } {
  const waiting = new Map<number, () => void>()
  let last = 0
  return {
    opened(readersMayOpen) {
      say({ readersMayOpen })
    },
    close() {
      last += 1
      const number = last
      say({ readersMustClose: number })
      return new Promise((resolve) => {
        waiting.set(number, resolve)
      })
    },
    closed(number) {
      waiting.get(number)?.()
      waiting.delete(number)
    },
  }
}
