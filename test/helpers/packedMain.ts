/**
 * Plays Electron's main beside a packed engine, in plain Node: started as a process, it gives `utility.js` of the folder a parent port and starts the
 * parsers it orders as processes of `parserWorker.js`, each with a parent port of its own. Lines of JSON in are calls and requests, lines out the
 * answers.
 *   node packedMain.ts engine FOLDER · node packedMain.ts parser FOLDER (what the first starts)
 */
import { type ChildProcess, fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import type { FromEngineProcess, ParserOrder, ToEngineProcess } from '../../shared/desktop.ts'

/** Electron's port: a message comes as an event with `data`. */
interface Port {
  on(event: 'message' | 'close', listener: (event: { readonly data: unknown }) => void): void
  postMessage(message: unknown): void
  start(): void
  close(): void
}
export type Line =
  | { readonly number: number; readonly name: string; readonly args: unknown }
  | { readonly ask: Extract<ToEngineProcess, { readonly request: number }> }
  | { readonly end: true }

const [role = '', folder = ''] = process.argv.slice(2)
const load = (name: string): Promise<unknown> => import(pathToFileURL(join(folder, 'out', 'main', name)).href)
const give = (parentPort: unknown): void => {
  Object.defineProperty(process, 'parentPort', { value: parentPort })
}
const tell = (line: unknown): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

function ofThread(port: MessagePort): Port {
  return {
    on: (event, listener) => {
      port.on(event, (data: unknown) => {
        listener({ data })
      })
    },
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
function ofProcess(child: ChildProcess): Port {
  return {
    on: (event, listener) => {
      if (event === 'message')
        child.on('message', (data: unknown) => {
          listener({ data })
        })
    },
    postMessage: (message) => {
      if (child.connected) child.send(message as never)
    },
    start: () => undefined,
    close: () => {
      if (child.connected) child.disconnect()
    },
  }
}

async function playParser(): Promise<void> {
  const early: unknown[] = []
  let listener: ((event: { readonly data: unknown }) => void) | null = null
  process.on('message', (data: unknown) => {
    if (listener === null) early.push(data)
    else listener({ data })
  })
  const port: Port = {
    on(event, told) {
      if (event === 'close') {
        process.on('disconnect', () => {
          told({ data: null })
        })
        return
      }
      listener = told
      for (const data of early.splice(0)) told({ data })
    },
    postMessage: (message) => {
      process.send?.(message)
    },
    start: () => undefined,
    close: () => undefined,
  }
  give({
    once(
      _event: 'message',
      take: (event: { readonly data: unknown; readonly ports: readonly Port[] }) => void,
    ) {
      // What main says first; the size of the heap is the last word of the command line here.
      queueMicrotask(() => {
        take({ data: { line: true, heapMegabytes: Number(process.argv[4]) }, ports: [port] })
      })
    },
  })
  await load('parserWorker.js')
}

class Parent extends EventEmitter {
  private readonly parsers = new Map<number, ChildProcess>()
  postMessage(message: FromEngineProcess): void {
    if ('parser' in message) this.order(message)
    else tell({ reply: message })
  }
  say(message: ToEngineProcess, ports: readonly Port[] = []): void {
    this.emit('message', { data: message, ports })
  }
  private order(order: ParserOrder): void {
    const { parser } = order
    if (!('start' in order)) {
      this.parsers.get(parser)?.kill('SIGKILL')
      return
    }
    const child = fork(import.meta.filename, ['parser', folder, String(order.start.heapMegabytes)], {
      serialization: 'advanced',
      execArgv: ['--no-warnings'],
      env: {},
    })
    this.parsers.set(parser, child)
    tell({ parserStarted: parser })
    this.say({ parser }, [ofProcess(child)])
    child.once('exit', (code) => {
      this.parsers.delete(parser)
      this.say({ parser, ended: code ?? 1 })
    })
  }
}

async function playMain(): Promise<void> {
  const parent = new Parent()
  give(parent)
  await load('utility.js')
  const { port1: page, port2: host } = new MessageChannel()
  parent.say({ connect: true }, [ofThread(host)])
  page.on('message', (message: unknown) => {
    tell({ answer: message })
  })
  createInterface({ input: process.stdin }).on('line', (text) => {
    const line = JSON.parse(text) as Line
    if ('end' in line) parent.say({ shutdown: true })
    else if ('ask' in line) parent.say(line.ask)
    else page.postMessage({ id: line.number, name: line.name, args: line.args })
  })
  tell({ ready: true })
}

await (role === 'parser' ? playParser() : playMain())
