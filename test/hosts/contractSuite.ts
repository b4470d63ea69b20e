/** What every CaseApi must do, whatever lies between caller and engine. Run in process, over a port and over loopback. */
import { describe, expect, test } from 'vitest'
import { handlers } from '../../electron/engine/handlers.ts'
import type { AllHandlers, ReadingJobContext } from '../../electron/engine/core/context.ts'
import type { Engine } from '../../electron/engine/index.ts'
import type { CaseApi, EngineEvents, EventName, Input, MethodName } from '../../shared/contract/index.ts'
import { AppError, type ErrorEnvelope } from '../../shared/errors.ts'
import { temporaryEngine } from '../helpers/engine.ts'

export interface Connection {
  readonly api: CaseApi
  /** Ends the line from the caller's side; does nothing in process, where there is no line. */
  readonly hangUp: () => Promise<void> | void
}
/** Makes a line to an engine; cleans up after itself. */
export type Connect = (engine: Engine) => Promise<Connection>

export function contractSuite(
  name: string,
  connect: Connect,
  { hasLine }: { readonly hasLine: boolean },
): void {
  const withCase = async (
    change: Partial<AllHandlers> = {},
  ): Promise<Connection & { readonly engine: Engine }> => {
    const { engine } = await temporaryEngine({ handlers: { ...handlers, ...change } })
    return { ...(await connect(engine)), engine }
  }
  const withoutCase = async (): Promise<Connection> =>
    connect((await temporaryEngine({ withoutCase: true })).engine)

  describe(`${name} keeps the contract`, () => {
    test('a method that is not in the contract is refused', async () => {
      const { api } = await withoutCase()
      for (const method of ['tables.drop', 'constructor', '__proto__', '']) {
        expect(await failure(api.call(method as MethodName, {}))).toMatchObject({ code: 'unknown-method' })
      }
    })

    test('arguments of the wrong shape are refused with their place and without their value', async () => {
      const { api } = await withCase()
      const missing = await failure(api.call('charts.rename', { chartId: 1 } as Input<'charts.rename'>))
      expect(missing).toMatchObject({
        code: 'invalid-arguments',
        details: { method: 'charts.rename', at: 'name' },
      })
      const wrong = await failure(
        api.call('charts.rename', {
          chartId: '110101199003070011',
          name: 'x',
        } as unknown as Input<'charts.rename'>),
      )
      expect(wrong).toMatchObject({ code: 'invalid-arguments', details: { at: 'chartId' } })
      expect(JSON.stringify([wrong.message, wrong.details])).not.toContain('110101199003070011')
      expect(await failure(api.call('charts.list', { extra: 1 }))).toMatchObject({
        code: 'invalid-arguments',
      })
    })

    test('without an open case, methods about a case are refused and methods about the workspace are answered', async () => {
      const { api } = await withoutCase()
      expect(await failure(api.call('charts.list', {}))).toMatchObject({ code: 'no-case-open' })
      expect(await failure(api.call('charts.create', { name: '图' }))).toMatchObject({ code: 'no-case-open' })
      expect(await failure(api.call('history.undo', {}))).toMatchObject({ code: 'no-case-open' })
      expect((await api.call('workspace.read', {})).openCase).toBeNull()
    })

    test('an encrypted case is made, closed, refused to a wrong passphrase and opened by the right one', async () => {
      const { api } = await withoutCase()
      const made = await api.call('workspace.create', { name: '案件', passphrase: '正确的口令一二三' })
      expect(made).toMatchObject({ name: '案件', encrypted: true, readOnly: false })
      expect(await failure(api.call('workspace.create', { name: '另一个', passphrase: null }))).toMatchObject(
        { code: 'case-already-open' },
      )
      await api.call('workspace.close', {})
      const [listing] = (await api.call('workspace.read', {})).cases
      // What an encrypted case is called is not kept outside of it, unless a person wants it.
      expect(listing).toMatchObject({ name: null, encrypted: true, present: true, lockedBy: null })
      const caseRef = listing?.caseRef ?? ''
      expect(await failure(api.call('workspace.create', { name: '案件', passphrase: null }))).toMatchObject({
        code: 'case-exists',
      })
      expect(await failure(api.call('workspace.open', { caseRef }))).toMatchObject({
        code: 'passphrase-needed',
      })
      expect(
        await failure(api.call('workspace.open', { caseRef, passphrase: '错误的口令一二三' })),
      ).toMatchObject({ code: 'wrong-passphrase' })
      expect((await api.call('workspace.open', { caseRef, passphrase: '正确的口令一二三' })).caseId).toBe(
        made.caseId,
      )
      expect(
        await failure(api.call('workspace.open', { caseRef, passphrase: '正确的口令一二三' })),
      ).toMatchObject({ code: 'case-already-open' })
    })

    test('a command is done, undone and redone, and each time the page is told what is stale', async () => {
      const { api } = await withCase()
      const next = changes(api)
      const { chartId } = await api.call('charts.create', { name: '资金' })
      const created = await next()
      expect([...created.topics].sort()).toEqual(['charts', 'history'])
      await api.call('charts.rename', { chartId, name: '人员' })
      expect((await next()).seq).toBe(created.seq + 1)
      const undone = await api.call('history.undo', {})
      expect(undone).toMatchObject({ action: 'charts.rename', status: 'undone' })
      expect((await next()).topics).toContain('charts')
      expect(await api.call('charts.list', {})).toMatchObject([{ chartId, name: '资金' }])
      expect(await api.call('history.redo', {})).toMatchObject({ action: 'charts.rename', status: 'done' })
      expect((await next()).seq).toBe(created.seq + 3)
      expect(await api.call('charts.list', {})).toMatchObject([{ name: '人员' }])
      expect(await failure(api.call('history.redo', {}))).toMatchObject({ code: 'nothing-to-redo' })
    })

    test('a failing command leaves nothing and its error arrives with code and details', async () => {
      const { api } = await withCase()
      const before = await api.call('audit.list', { offset: 0, limit: 10 })
      const error = await failure(api.call('charts.rename', { chartId: 4711, name: '没有' }))
      expect(error).toBeInstanceOf(AppError)
      expect(error).toMatchObject({ code: 'chart-not-found' })
      expect(await api.call('audit.list', { offset: 0, limit: 10 })).toEqual(before)
    })

    test('an unexpected throw becomes internal without its words', async () => {
      const { api } = await withCase({
        'charts.list': () => {
          throw new Error('李四 6222021234567890123')
        },
      })
      const error = await failure(api.call('charts.list', {}))
      expect(error).toMatchObject({ code: 'internal', details: {} })
      expect(error.message).not.toContain('李四')
    })

    test('a running job tells its progress and ends when it is cancelled', async () => {
      const { api } = await withCase({ 'case.verify': untilCancelled })
      const controller = new AbortController()
      const seen: { stage: string; done: number; total: number | null }[] = []
      const job = failure(
        api.call(
          'case.verify',
          {},
          {
            signal: controller.signal,
            onProgress: ({ stage, done, total }) => {
              seen.push({ stage, done, total })
              controller.abort()
            },
          },
        ),
      )
      expect(await job).toMatchObject({ code: 'cancelled' })
      expect(seen).toEqual([{ stage: 'pages', done: 1, total: null }])
      expect(await api.call('charts.list', {})).toEqual([])
    })

    test('closing the case cancels what runs in it', async () => {
      const { api } = await withCase({ 'case.verify': untilCancelled })
      const started = Promise.withResolvers<void>()
      const job = failure(
        api.call(
          'case.verify',
          {},
          {
            onProgress: () => {
              started.resolve()
            },
          },
        ),
      )
      await started.promise
      await api.call('workspace.close', {})
      expect(await job).toMatchObject({ code: 'cancelled' })
    })

    test('many calls at once are each answered by their own result', async () => {
      const { api } = await withCase()
      const names = Array.from({ length: 30 }, (_, number) => `图 ${number}`)
      const made = await Promise.all(names.map((chart) => api.call('charts.create', { name: chart })))
      expect(made.map((chart) => chart.name)).toEqual(names)
      expect(new Set(made.map((chart) => chart.chartId)).size).toBe(names.length)
    })

    if (hasLine)
      test('a line that is hung up takes its running calls with it', async () => {
        const ended = Promise.withResolvers<void>()
        const { api, hangUp } = await withCase({
          'case.verify': async (context) => {
            try {
              return await untilCancelled(context)
            } finally {
              ended.resolve()
            }
          },
        })
        const started = Promise.withResolvers<void>()
        const job = failure(
          api.call(
            'case.verify',
            {},
            {
              onProgress: () => {
                started.resolve()
              },
            },
          ),
        )
        await started.promise
        await hangUp()
        await ended.promise
        expect(await job).toMatchObject({ code: 'engine-stopped' })
      })
  })
}

/** A job that says it has begun and then does nothing until it is cancelled. */
function untilCancelled(context: ReadingJobContext): Promise<never> {
  return new Promise((_resolve, reject) => {
    context.signal.addEventListener(
      'abort',
      () => {
        reject(new AppError('cancelled', 'cancelled by the caller'))
      },
      { once: true },
    )
    context.progress('pages', 1, null)
  })
}
/** The AppError a call fails with; a call that succeeds fails the test. */
async function failure(call: Promise<unknown>): Promise<AppError & ErrorEnvelope> {
  try {
    await call
  } catch (error) {
    expect(error).toBeInstanceOf(AppError)
    return error as AppError
  }
  throw new Error('the call succeeded')
}
/** Each `changed` in turn, none lost between two questions. */
function changes(api: CaseApi): () => Promise<EngineEvents['changed']> {
  return eventsOf(api, 'changed')
}
function eventsOf<E extends EventName>(api: CaseApi, event: E): () => Promise<EngineEvents[E]> {
  const arrived: EngineEvents[E][] = []
  const waiting: ((payload: EngineEvents[E]) => void)[] = []
  api.on(event, (payload) => {
    const take = waiting.shift()
    if (take === undefined) arrived.push(payload)
    else take(payload)
  })
  return () => {
    const first = arrived.shift()
    return first === undefined
      ? new Promise((resolve) => {
          waiting.push(resolve)
        })
      : Promise.resolve(first)
  }
}
