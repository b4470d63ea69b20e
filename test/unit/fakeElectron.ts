/** The parts of Electron that main and preload use, as they look from outside. Only what a test hands in or asks back. */
import { EventEmitter } from 'node:events'
import { vi } from 'vitest'

/** An event emitter that also remembers who listens, as Electron's objects are. */
export class FakeContents extends EventEmitter {
  openHandler: (() => unknown) | null = null
  readonly posted: unknown[][] = []
  readonly sent: unknown[][] = []
  setWindowOpenHandler(handler: () => unknown): void {
    this.openHandler = handler
  }
  postMessage(...args: unknown[]): void {
    this.posted.push(args)
  }
  send(...args: unknown[]): void {
    this.sent.push(args)
  }
}
export class FakeSession extends EventEmitter {
  readonly set = new Map<string, unknown>()
  readonly protocol = {
    handle:
      vi.fn<
        (
          scheme: string,
          answer: (request: { readonly url: string; readonly method: string }) => Promise<Response>,
        ) => void
      >(),
  }
  readonly webRequest = {
    onBeforeRequest: (handler: unknown) => {
      this.set.set('onBeforeRequest', handler)
    },
  }
  setPermissionRequestHandler(handler: unknown): void {
    this.set.set('permissionRequest', handler)
  }
  setPermissionCheckHandler(handler: unknown): void {
    this.set.set('permissionCheck', handler)
  }
  setDevicePermissionHandler(handler: unknown): void {
    this.set.set('devicePermission', handler)
  }
  setDisplayMediaRequestHandler(handler: unknown): void {
    this.set.set('displayMedia', handler)
  }
  setSpellCheckerEnabled(on: boolean): void {
    this.set.set('spellChecker', on)
  }
  setSpellCheckerDictionaryDownloadURL(url: string): void {
    this.set.set('dictionaries', url)
  }
  setProxy(config: unknown): Promise<void> {
    this.set.set('proxy', config)
    return Promise.resolve()
  }
}
export class FakeApp extends EventEmitter {
  readonly switches = new Map<string, string | null>()
  readonly commandLine = {
    appendSwitch: (name: string, value?: string) => {
      this.switches.set(name, value ?? null)
    },
  }
  sandboxed = false
  resolver: unknown = null
  enableSandbox(): void {
    this.sandboxed = true
  }
  configureHostResolver(options: unknown): void {
    this.resolver = options
  }
}
/** A utility process: what was posted to it, and ways to answer and to die. */
export class FakeUtility extends EventEmitter {
  readonly posted: { readonly message: unknown; readonly ports: readonly unknown[] }[] = []
  killed = false
  /** What it writes before it ends. */
  readonly stderr = new EventEmitter()
  postMessage(message: unknown, ports: readonly unknown[] = []): void {
    this.posted.push({ message, ports })
  }
  kill(): boolean {
    this.killed = true
    this.emit('exit', 0)
    return true
  }
}
