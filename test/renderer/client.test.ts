import { expect, test } from 'vitest'
import type { Carrier, CarrierListener } from '../../renderer/api/carrier.ts'
import { createClient } from '../../renderer/api/client.ts'
import type { AppError } from '../../shared/errors.ts'
import type { ToEngine } from '../../shared/wire.ts'

/** A carrier whose other end is the test. */
function wire() {
  const sent: ToEngine[] = []
  let heard: CarrierListener | null = null
  const carrier: Carrier = {
    send: (message) => {
      sent.push(message)
    },
    listen: (listener) => {
      heard = listener
    },
    close: () => {},
  }
  const client = createClient(carrier)
  return { client, sent, engine: () => heard ?? expect.unreachable('nothing listens') }
}
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error: AppError) => error.code,
  )

test('a call is answered by the message with its id, whatever the order', async () => {
  const { client, sent, engine } = wire()
  const first = client.call('charts.list', {})
  const second = client.call('workspace.settings', {})
  engine().message({ id: 2, ok: true, value: 'settings' })
  engine().message({ id: 1, ok: true, value: [] })
  expect([await first, await second, sent]).toEqual([
    [],
    'settings',
    [
      { id: 1, name: 'charts.list', args: {} },
      { id: 2, name: 'workspace.settings', args: {} },
    ],
  ])
})

test('an error arrives with its code and details', async () => {
  const { client, engine } = wire()
  const call = client.call('charts.list', {})
  engine().message({
    id: 1,
    ok: false,
    error: { code: 'case-locked', message: 'locked', details: { operator: '张三' } },
  })
  await expect(call).rejects.toMatchObject({ code: 'case-locked', details: { operator: '张三' } })
})

test('when the engine goes, every pending call is refused, none is sent again, and it is told once', async () => {
  const { client, sent, engine } = wire()
  const told: string[] = []
  client.on('stopped', ({ reason }) => told.push(reason))
  const calls = [client.call('charts.list', {}), client.call('case.verify', {})]
  engine().lost()
  engine().lost()
  const after = client.call('charts.list', {})
  expect([await Promise.all([...calls, after].map(codeOf)), told, sent.length, client.stopped]).toEqual([
    ['engine-stopped', 'engine-stopped', 'engine-stopped'],
    ['crashed'],
    2,
    true,
  ])
})

test('a closed case does not stop the engine', async () => {
  const { client, engine } = wire()
  const told: string[] = []
  client.on('stopped', ({ reason }) => told.push(reason))
  const call = client.call('workspace.close', {})
  engine().message({ event: 'stopped', payload: { reason: 'closed' } })
  engine().message({ id: 1, ok: true, value: null })
  expect([await call, told, client.stopped]).toEqual([null, ['closed'], false])
})

test('an abort cancels the call, which ends with the answer of the engine', async () => {
  const { client, sent, engine } = wire()
  const abort = new AbortController()
  const call = client.call('case.verify', {}, { signal: abort.signal })
  abort.abort()
  expect(sent).toEqual([{ id: 1, name: 'case.verify', args: {} }, { cancel: 1 }])
  engine().message({ id: 1, ok: false, error: { code: 'cancelled', message: '', details: {} } })
  expect(await codeOf(call)).toBe('cancelled')
})

test('an abort after the answer, or before the call, sends nothing', async () => {
  const { client, sent, engine } = wire()
  const abort = new AbortController()
  const call = client.call('charts.list', {}, { signal: abort.signal })
  engine().message({ id: 1, ok: true, value: [] })
  await call
  abort.abort()
  expect([await codeOf(client.call('charts.list', {}, { signal: abort.signal })), sent.length]).toEqual([
    'cancelled',
    1,
  ])
})

test('progress reaches only the call it belongs to', async () => {
  const { client, engine } = wire()
  const heard: string[] = []
  void client.call('case.verify', {}, { onProgress: ({ stage }) => heard.push(`first ${stage}`) })
  void client.call('case.verify', {}, { onProgress: ({ stage }) => heard.push(`second ${stage}`) })
  engine().message({ event: 'progress', payload: { callId: 2, stage: 'integrity', done: 1, total: 5 } })
  engine().message({ event: 'progress', payload: { callId: 9, stage: 'integrity', done: 1, total: 5 } })
  expect(heard).toEqual(['second integrity'])
})
