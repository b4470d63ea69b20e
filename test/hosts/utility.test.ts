/** The engine's process as main sees it: pages come as ports, files as grants, an end in order. */
import { EventEmitter } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { expect, test, vi } from 'vitest'
import type { FromEngineProcess, ToEngineProcess } from '../../shared/desktop.ts'
import { runUtility } from '../../electron/hosts/utility.ts'
import { spawnParser } from '../../electron/engine/import/process/parserProcess.ts'
import { type ParserProcess } from '../../electron/engine/workspace/parserStart.ts'
import { cleanUpLater, parserEntry, temporaryFolder } from '../helpers/engine.ts'

class FakeParentPort extends EventEmitter {
  readonly replies: Extract<FromEngineProcess, { readonly request: number }>[] = []
  /** As main does: a parser is started or ended on order, and its line handed over as a port. */
  private readonly parsers = new Map<number, ParserProcess>()
  postMessage(message: FromEngineProcess): void {
    if (!('parser' in message)) {
      this.replies.push(message)
      return
    }
    const { parser } = message
    if (!('start' in message)) {
      this.parsers.get(parser)?.kill()
      return
    }
    const process = spawnParser({ entry: parserEntry, heapMegabytes: message.start.heapMegabytes })
    this.parsers.set(parser, process)
    const { port1, port2 } = new MessageChannel()
    process.onMessage((said) => {
      port1.postMessage(said)
    })
    process.onEnd(({ how }) => {
      port1.close()
      this.say({ parser, ended: Number(how) || 0 })
    })
    port1.on('message', (said) => {
      process.post(said)
    })
    port1.on('close', () => {
      process.release()
    })
    this.say({ parser, residentBytes: 50_000_000 })
    setTimeout(() => {
      this.say({ parser }, [electronPort(port2)])
    }, 20)
  }
  say(message: ToEngineProcess, ports: readonly unknown[] = []): void {
    this.emit('message', { data: message, ports })
  }
  async answer(message: Extract<ToEngineProcess, { readonly request: number }>): Promise<FromEngineProcess> {
    this.say(message)
    return vi.waitUntil(() => this.replies.find((reply) => reply.request === message.request))
  }
}
/** Node's port with the surface of Electron's: `message` carries an event with `data`. */
function electronPort(port: MessagePort): unknown {
  return {
    on: (event: string, listener: (value: unknown) => void) =>
      port.on(event, (value: unknown) => {
        listener(event === 'message' ? { data: value } : value)
      }),
    postMessage: (message: unknown) => {
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
function utility(): {
  readonly parent: FakeParentPort
  readonly folder: string
  readonly exited: Promise<void>
} {
  const folder = temporaryFolder()
  vi.stubEnv('LIANZHENG_DATA', folder)
  const parent = new FakeParentPort()
  const exited = Promise.withResolvers<void>()
  runUtility(parent, () => {
    exited.resolve()
  })
  cleanUpLater(async () => {
    parent.say({ shutdown: true })
    await exited.promise
  })
  return { parent, folder, exited: exited.promise }
}

test('a page’s port is served, a granted place is used, an export is copied out, and the end closes the case', async () => {
  const { parent, folder, exited } = utility()
  const place = await parent.answer({
    request: 1,
    grant: { path: join(folder, '九一二.lzcase'), writable: true },
  })
  expect(place).toMatchObject({
    request: 1,
    picked: { fileName: '九一二.lzcase', size: 0, fileId: expect.stringMatching(/^[0-9a-f]{32}$/) },
  })
  const fileId = 'picked' in place ? place.picked.fileId : ''
  const { port1: page, port2: host } = new MessageChannel()
  parent.say({ connect: true }, [electronPort(host)])
  const call = async (id: number, name: string, args: unknown): Promise<unknown> => {
    const reply = new Promise((done) => {
      page.on('message', (message: { readonly id?: number }) => {
        if (message.id === id) done(message)
      })
    })
    page.postMessage({ id, name, args })
    return reply
  }
  expect(
    await call(1, 'workspace.create', { name: '九一二', passphrase: null, place: fileId }),
  ).toMatchObject({ ok: true, value: { name: '九一二' } })
  const source = join(folder, '流水.csv')
  writeFileSync(
    source,
    '交易卡号,交易时间,交易金额,收付标志,对手卡号\r\n6217008375367000751,2022-03-01 10:00:00,1234.50,出,6217003700161071325\r\n',
  )
  const given = await parent.answer({ request: 2, grant: { path: source, writable: false } })
  await call(2, 'import.run', { fileId: 'picked' in given ? given.picked.fileId : '' })
  const exported = (await call(3, 'records.export', { scope: { kind: 'transfer' }, format: 'csv' })) as {
    readonly value: { readonly fileId: string }
  }
  const target = join(folder, '导出.csv')
  expect(
    await parent.answer({
      request: 5,
      copyOut: { fileId: exported.value.fileId, path: join(folder, 'none', 'x.csv') },
    }),
  ).toMatchObject({ error: { code: 'io-error' } })
  // What could not be saved is still there; once it was saved it is gone.
  expect(
    await parent.answer({ request: 3, copyOut: { fileId: exported.value.fileId, path: target } }),
  ).toEqual({ request: 3, copied: true })
  expect(readFileSync(target, 'utf8')).toContain('6217003700161071325')
  expect(
    await parent.answer({
      request: 4,
      copyOut: { fileId: 'picked' in given ? given.picked.fileId : '', path: target },
    }),
  ).toMatchObject({ error: { code: 'file-not-granted' } })
  expect(
    await parent.answer({ request: 6, copyOut: { fileId: exported.value.fileId, path: target } }),
  ).toMatchObject({ error: { code: 'file-not-granted' } })
  parent.say({ shutdown: true })
  await exited
  page.close()
})
