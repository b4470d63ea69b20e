/** A small case with something of everything that people add, closed; for those who look what becomes of it when somebody changes the file. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { temporaryEngine } from './engine.ts'

const sample = (name: string): string =>
  fileURLToPath(new URL(`../../resources/samples/${name}`, import.meta.url))
/** Two statements of one transfer each way, a repeat in a second file, a row that is none. */
const statementOf = (account: string, rows: readonly string[]): string =>
  [
    '交易时间,本方账号,本方户名,收付标志,交易金额,对方账号,对方户名,摘要,流水号',
    ...rows.map((row) => row.replace('本', account)),
  ].join('\n')
const ours = '6222020200012345678,张三'
const theirs = '6217000010087654321,李四'
const files: readonly (readonly [name: string, text: string])[] = [
  [
    '甲.csv',
    statementOf(ours, [
      `2024-03-01 10:00:00,本,付,1000.00,${theirs},货款,S1`,
      `2024-03-02 11:00:00,本,付,250.50,${theirs},货款,S2`,
      `2024-03-03 12:00:00,本,收,80.00,6228480402564890018,王五,还款,S3`,
      `2024-03-04 12:00:00,本,付,90.00,6228480402564890018,王五,借款,S4`,
      `2024-13-45 12:00:00,本,付,30.00,6228480402564890018,王五,借款,S8`,
      `合计,,,,1420.50,,,,`,
    ]),
  ],
  [
    '甲补充.csv',
    statementOf(ours, [
      `2024-03-01 10:00:00,本,付,1000.00,${theirs},货款,S1`,
      `2024-03-05 09:00:00,本,付,5.00,${theirs},手续,S5`,
    ]),
  ],
  [
    '乙.csv',
    statementOf(theirs, [
      `2024-03-01 10:00:00,本,收,1000.00,${ours},货款,S1`,
      `2024-03-02 11:00:00,本,收,250.50,${ours},货款,S2`,
      `2024-03-06 09:00:00,本,付,7.00,${ours},退款,S7`,
    ]),
  ],
]

export interface FullCase {
  readonly bytes: Uint8Array
  /** Places the case in an empty folder of its own. */
  place(folder: string): string
}
export async function fullCase(): Promise<FullCase> {
  const { engine, folder, casesFolder } = await temporaryEngine()
  const give = (name: string, content: string | Uint8Array): string => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return engine.files.grant(path)
  }
  await engine.call('import.run', { fileId: engine.files.grant(sample('piracy/01_涉案人员登记表.xlsx')) })
  const batches = []
  for (const [name, text] of files)
    batches.push(await engine.call('import.run', { fileId: give(name, text), accept: true }))
  const sheetId = batches[0]?.sheets[0]?.sheetId ?? 0
  await engine.call('records.edit', { sheetId: 1, row: 5, field: 'name', text: '张改名', reason: '核对原件' })
  await engine.call('records.edit', { sheetId, row: 5, field: 'summary', text: '改过的摘要', reason: '' })
  const { rows: people } = await engine.call('entities.list', {
    kind: 'person',
    sort: 'label',
    offset: 0,
    limit: 6,
  })
  const [one, two, three] = people.map(({ entityId }) => entityId)
  if (one === undefined || two === undefined || three === undefined) throw new Error('no people')
  await engine.call('identity.merge', { entityIds: [one, two], note: '同一人' })
  await engine.call('identity.apart', { entityIds: [one, three], note: '不是' })
  const { tagId } = await engine.call('tags.save', { name: '重点', colour: 'red' })
  await engine.call('records.tag', { scope: { kind: 'transfer' }, tagId, on: true })
  await engine.call('records.note', { scope: { kind: 'transfer' }, note: '看过' })
  await engine.call('entities.note', { entityId: three, note: '主犯' })
  const { rows: pairs } = await engine.call('pairs.list', { kind: 'transfer', offset: 0, limit: 5 })
  const paired = pairs[0]
  if (paired === undefined) throw new Error('no pair')
  await engine.call('pairs.takeApart', { kind: 'transfer', recordId: paired.payer.recordId })
  const { chartId } = await engine.call('charts.create', {
    name: '人员',
    entityIds: people.map(({ entityId }) => entityId),
    positions: people.map(({ entityId }, at) => ({ entityId, x: at * 10.5, y: at / 3 })),
  })
  await engine.call('snapshots.take', { chartId, name: '初稿' })
  await engine.call('groups.make', { chartId, title: '组一', entityIds: [three, people[3]?.entityId ?? 0] })
  const { chartId: supposed } = await engine.call('charts.hypothesis', { chartId, name: '假设' })
  await engine.call('assumptions.add', {
    chartId: supposed,
    fromId: three,
    toId: people[3]?.entityId ?? 0,
    directed: true,
    label: '指使',
  })
  await engine.call('layouts.keep', { chartId, name: '布局一' })
  await engine.call('statements.save', {
    from: { entityId: three },
    to: { kind: 'person', name: '老王' },
    way: 'out',
    says: '给付现金',
    amount: '5万',
    text: '每月给五万',
    document: '讯问笔录',
    documentKind: 'interrogation',
    page: '3',
    saidBy: '孙某',
  })
  await engine.call('attachments.add', {
    fileId: give('照片.png', Buffer.from('89504e470d0a1a0a01020304', 'hex')),
    holder: 'case',
    holderId: 0,
  })
  await engine.call('results.keep', { analysis: 'common', params: {}, name: '共同联系人' })
  await engine.call('case.describe', { number: '沪公（经）立字〔2024〕8号', filed: '2024-03-10' })
  const { resultId } = await engine.call('collision.list', { input: { text: '6217000010087654321' } })
  await engine.call('collision.keep', { resultId, name: '号码' })
  await engine.call('views.save', {
    kind: 'transfer',
    name: '大额',
    settings: { columns: [], widths: {}, pinned: 0, sort: [], filter: [], group: [] },
  })
  await engine.call('records.export', { scope: { kind: 'transfer' }, format: 'csv' })
  await engine.call('charts.create', { name: '撤销的图' })
  await engine.call('history.undo', {})
  // Kept figures are those of the case as it stands.
  for (const method of ['overview.read', 'measures.list', 'tables.list'] as const)
    await engine.call(method, {})
  await engine.call('workspace.close', {})
  const bytes = readFileSync(join(casesFolder, '测试案件.lzcase'))
  return {
    bytes,
    place(into) {
      const path = join(into, '案件.lzcase')
      writeFileSync(path, bytes)
      return path
    },
  }
}
