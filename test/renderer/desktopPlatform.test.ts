import { expect, test } from 'vitest'
import { desktopPlatform } from '../../renderer/api/desktopPlatform.ts'
import { portGreeting } from '../../shared/desktop.ts'
import type { DesktopBridge } from '../../shared/desktop.ts'

/** A window and a preload of Electron's shape; the engine's end of each port is kept. */
function desktop(more: Partial<DesktopBridge> = {}) {
  const page = Object.assign(new EventTarget(), {}) as unknown as Window
  const engines: MessagePort[] = []
  const crashed = new Set<() => void>()
  const post = (data: unknown, ports: readonly MessagePort[], source: unknown = page) => {
    page.dispatchEvent(Object.assign(new Event('message'), { data, ports, source }))
  }
  const bridge: DesktopBridge = {
    platform: 'linux',
    connectEngine() {
      const { port1, port2 } = new MessageChannel()
      engines.push(port2)
      queueMicrotask(() => {
        // Other messages of the window, and greetings of other windows, are not taken for the port.
        post('something else', [port1])
        post(portGreeting, [new MessageChannel().port1], 'another window')
        post(portGreeting, [port1])
      })
    },
    pickFiles: () => Promise.resolve([]),
    pickCasePlace: () => Promise.resolve(null),
    takeDropped: () => Promise.resolve([]),
    saveExport: () => Promise.resolve(true),
    onEngineCrashed: (listener) => {
      crashed.add(listener)
      return () => crashed.delete(listener)
    },
    takeHanded: () => Promise.resolve([]),
    onHanded: () => () => {},
    onMenuCommand: () => () => {},
    showDiagnostics: () => Promise.resolve(),
    ...more,
  }
  return {
    page,
    bridge,
    engines,
    crash: () => {
      for (const listener of [...crashed]) listener()
    },
  }
}

test('calls go through the port that main sent, and come back', async () => {
  const { page, bridge, engines } = desktop()
  const platform = await desktopPlatform(page, bridge)
  const engine = engines[0] ?? expect.unreachable('no port')
  engine.addEventListener('message', ({ data }: MessageEvent<{ readonly id: number }>) => {
    engine.postMessage({ id: data.id, ok: true, value: 'yes' })
  })
  engine.start()
  expect(await platform.client.call('workspace.settings', {})).toBe('yes')
  platform.client.close()
  engine.close()
})

test('a crash refuses what waits; connecting again asks for a new port and sends nothing again', async () => {
  const { page, bridge, engines, crash } = desktop()
  const platform = await desktopPlatform(page, bridge)
  const call = platform.client.call('case.verify', {})
  crash()
  await expect(call).rejects.toMatchObject({ code: 'engine-stopped' })
  const again = await platform.reconnect()
  expect([platform.client.stopped, engines.length]).toEqual([true, 2])
  const heard: unknown[] = []
  engines[1]?.addEventListener('message', ({ data }) => heard.push(data))
  engines[1]?.start()
  void again
  await new Promise((resolve) => {
    setImmediate(resolve)
  })
  expect(heard).toEqual([])
  for (const engine of engines) engine.close()
})

test('what the desktop rejects with is an error code; anything else is an error of the disk', async () => {
  const { page, bridge, engines } = desktop({
    saveExport: () =>
      Promise.reject(new Error("Error invoking remote method 'files:save-export': disk-full")),
    showDiagnostics: () => Promise.reject(new Error('odd')),
  })
  const platform = await desktopPlatform(page, bridge)
  await expect(platform.save('f'.repeat(32), 'a.docx')).rejects.toMatchObject({ code: 'disk-full' })
  await expect(platform.showDiagnostics?.()).rejects.toMatchObject({ code: 'io-error' })
  await expect(platform.take(new File(['x'], 'a.csv'))).rejects.toMatchObject({ code: 'file-not-granted' })
  platform.client.close()
  for (const engine of engines) engine.close()
})
