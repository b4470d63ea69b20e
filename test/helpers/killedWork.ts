/** Work that a process is killed in: what it does, and how often the case says that it was done. */
import type { Engine } from '../../electron/engine/index.ts'

interface Work {
  work(
    engine: Engine,
    given: { readonly file: string; readonly number: number; open(): Promise<unknown> },
  ): Promise<unknown>
  /** How often it was done, by what the case has. */
  count(engine: Engine): Promise<number>
  /** What the log calls it. */
  readonly action: string
}
const charts = async (engine: Engine): Promise<number> => (await engine.call('charts.list', {})).length

export const killedWork: Readonly<Record<string, Work>> = {
  // A change, the signature of the state and the copy of the file, then the next opening.
  closing: {
    async work(engine, { open }) {
      await engine.call('charts.create', { name: '关' })
      await engine.call('workspace.close', {})
      await open()
    },
    count: charts,
    action: 'charts.create',
  },
  verification: {
    async work(engine, { number }) {
      await engine.call('charts.create', { name: `核 ${number}` })
      await engine.call('case.verify', { deep: false })
      await engine.call('head.sign', {})
    },
    count: charts,
    action: 'charts.create',
  },
  attachments: {
    work: (engine, { file, number }) =>
      engine.call('attachments.add', {
        fileId: engine.files.grant(file, { fileName: `附件${number}.bin` }),
        holder: 'case',
        holderId: 0,
      }),
    count: async (engine) => (await engine.call('attachments.list', {})).length,
    action: 'attachments.add',
  },
  'snapshots of a chart': {
    work: (engine, { number }) => engine.call('snapshots.take', { chartId: 1, name: `快照${number}` }),
    count: async (engine) => (await engine.call('snapshots.list', { chartId: 1 })).length,
    action: 'snapshots.take',
  },
  statements: {
    work: (engine, { number }) =>
      engine.call('statements.save', {
        from: { kind: 'person', name: `甲${number}` },
        to: { kind: 'person', name: `乙${number}` },
        way: 'out',
        strength: 'confirmed',
        says: '合伙',
        time: '',
        until: '',
        place: '',
        amount: '',
        text: '二人合伙',
        document: '笔录',
        documentKind: 'interrogation',
        page: '',
        saidBy: '丙',
        saidAt: '',
      }),
    count: async (engine) =>
      (await engine.call('statements.documents', {})).reduce((sum, { statements }) => sum + statements, 0),
    action: 'statements.save',
  },
  'exchange files': {
    async work(engine) {
      const { fileId } = await engine.call('exchange.write', { chartId: 1, format: 'graphml' })
      const { entityIds } = await engine.call('exchange.read', { fileId })
      await engine.call('charts.create', { name: '外来', entityIds: [...entityIds] })
    },
    count: async (engine) => (await charts(engine)) - 1,
    action: 'charts.create',
  },
}
