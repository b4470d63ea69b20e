/** What the page gets from the preload, against a fake electron module. */
import { expect, test, vi } from 'vitest'
import { bridgeName, channels, portGreeting } from '../../shared/desktop.ts'
import type { DesktopBridge } from '../../shared/desktop.ts'

const electron = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  sent: [] as unknown[][],
  invoked: [] as unknown[][],
  listeners: new Map<string, Set<(event: unknown, ...args: unknown[]) => void>>(),
}))
vi.mock('electron', () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, value: unknown) => {
      electron.exposed.set(name, value)
    },
  },
  ipcRenderer: {
    send: (...args: unknown[]) => {
      electron.sent.push(args)
    },
    invoke: (...args: unknown[]) => {
      electron.invoked.push(args)
      return Promise.resolve([])
    },
    on: (channel: string, listener: () => void) => {
      ;(electron.listeners.get(channel) ?? electron.listeners.set(channel, new Set()).get(channel))?.add(
        listener,
      )
    },
    off: (channel: string, listener: () => void) => {
      electron.listeners.get(channel)?.delete(listener)
    },
  },
  webUtils: {
    getPathForFile: (file: File) => (file.name === 'made by the page' ? '' : `/picked/${file.name}`),
  },
}))
const posted: unknown[][] = []
vi.stubGlobal('window', {
  location: { origin: 'app://page' },
  postMessage: (...args: unknown[]) => {
    posted.push(args)
  },
})
await import('../../electron/preload/index.ts')
const bridge = electron.exposed.get(bridgeName) as DesktopBridge
const emit = (channel: string, ...args: unknown[]): void => {
  for (const listener of electron.listeners.get(channel) ?? [])
    listener({ sender: 'electron', ports: ['port'] }, ...args)
}

test('one object is exposed, and it holds nothing but the bridge', () => {
  expect([...electron.exposed.keys()]).toEqual([bridgeName])
  expect(Object.keys(bridge).sort()).toEqual([
    'connectEngine',
    'onEngineCrashed',
    'onHanded',
    'onMenuCommand',
    'pickCasePlace',
    'pickFiles',
    'platform',
    'saveExport',
    'showDiagnostics',
    'takeDropped',
    'takeHanded',
  ])
})

test('the engine’s port reaches the page as a message of its own window, to its own origin', () => {
  bridge.connectEngine()
  expect(electron.sent).toEqual([[channels.connectEngine]])
  emit(channels.enginePort)
  expect(posted).toEqual([[portGreeting, 'app://page', ['port']]])
})

test('of what the page hands over as dropped, only real files with a path are asked for', async () => {
  await bridge.takeDropped([
    new File(['x'], 'a.xlsx'),
    new File(['x'], 'made by the page'),
    { path: '/etc/passwd' },
    { name: 'b.csv' },
  ])
  expect(electron.invoked.at(-1)).toEqual([channels.takeDropped, ['/picked/a.xlsx']])
})

test('listeners hear the command and never the event, and stop when told', () => {
  const heard: unknown[] = []
  const stop = bridge.onMenuCommand((...args: unknown[]) => {
    heard.push(args)
  })
  emit(channels.menuCommand, 'undo')
  emit(channels.menuCommand, 'format-disk')
  stop()
  emit(channels.menuCommand, 'redo')
  const crashes: unknown[] = []
  bridge.onEngineCrashed((...args: unknown[]) => {
    crashes.push(args)
  })
  emit(channels.engineCrashed, 'secret')
  expect([heard, crashes]).toEqual([[['undo']], [[]]])
})
