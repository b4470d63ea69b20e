/** The processes in which the engine's parsers run: started and ended on its order, their memory reported. Their messages to the engine do not pass through here. */
import type { MessagePortMain, UtilityProcess } from 'electron'
import type { ParserOrder, ToEngineProcess } from '../../shared/desktop.ts'

export interface ParserProcessOptions {
  fork(heapMegabytes: number): UtilityProcess
  channel(): { readonly port1: MessagePortMain; readonly port2: MessagePortMain }
  /** Bytes of memory of a process; null when the system does not report it. */
  residentBytes(pid: number): number | null
}
export interface ParserProcesses {
  take(order: ParserOrder, engine: UtilityProcess): void
  /** Without the engine no parser is needed. */
  endAll(): void
}
const lookMs = 100

export function createParserProcesses({
  fork,
  channel,
  residentBytes,
}: ParserProcessOptions): ParserProcesses {
  const running = new Map<number, UtilityProcess>()
  const start = (parser: number, heapMegabytes: number, engine: UtilityProcess): void => {
    const tell = (message: ToEngineProcess, ports: MessagePortMain[] = []): void => {
      engine.postMessage(message, ports)
    }
    const child = fork(heapMegabytes)
    running.set(parser, child)
    const { port1, port2 } = channel()
    child.postMessage({ line: true, heapMegabytes }, [port1])
    tell({ parser }, [port2])
    const look = setInterval(() => {
      const bytes = child.pid === undefined ? null : residentBytes(child.pid)
      if (bytes !== null) tell({ parser, residentBytes: bytes })
    }, lookMs)
    child.once('exit', (code: number) => {
      clearInterval(look)
      running.delete(parser)
      tell({ parser, ended: code })
    })
  }
  return {
    take(order, engine) {
      if ('start' in order) start(order.parser, order.start.heapMegabytes, engine)
      else running.get(order.parser)?.kill()
    },
    endAll() {
      for (const child of running.values()) child.kill()
    },
  }
}
