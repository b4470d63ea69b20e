/** The history tells steps apart: commands with different parameters never read alike, in either language. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { messages, setLanguage, translate } from '../../renderer/i18n/index.ts'
import { stepWords } from '../../renderer/words/stepWords.ts'
import { engineAt, temporaryFolder } from '../helpers/engine.ts'

beforeEach(() => {
  vi.stubGlobal('document', { documentElement: { lang: '' } })
  setLanguage('zh-CN')
})
const flows =
  '交易卡号,交易户名,交易时间,收付标志,交易金额,交易余额,交易对手账卡号,对手户名,交易流水号\n' +
  '6222021001116245702,罗志华,2022-01-05 10:00:00,出,100.00,900.00,6217000000000000011,钱六,A1\n' +
  '6222021001116245702,罗志华,2022-01-06 10:00:00,出,200.00,700.00,6217000000000000029,孙七,A2\n' +
  '6222021001116245702,罗志华,2022-01-07 10:00:00,出,200.00,500.00,6217000000000000029,孙七,A3\n'

type Tree = { readonly [key: string]: string | Tree }
test('of every step some text says what it was done to', () => {
  for (const language of ['zh-CN', 'en'] as const) {
    const steps = (messages[language]['history'] as unknown as { readonly steps: Tree }).steps
    const silent: string[] = []
    const walk = (tree: Tree, path: string): void => {
      if (typeof tree['plain'] === 'string') {
        if (!/\{\w+\}/.test(JSON.stringify(tree))) silent.push(path)
        return
      }
      for (const [key, value] of Object.entries(tree))
        if (typeof value === 'object') walk(value, path === '' ? key : `${path}.${key}`)
    }
    walk(steps, '')
    // Those have nothing to tell but themselves: the case is the one that is open.
    expect(silent.filter((step) => !step.startsWith('workspace.'))).toEqual([])
  }
})
test('steps of different parameters read differently, undone ones too', async () => {
  const folder = temporaryFolder()
  const engine = engineAt(folder)
  await engine.call('workspace.create', { name: '试案', passphrase: null })
  const path = join(folder, '流水.csv')
  writeFileSync(path, flows)
  await engine.call('import.run', { fileId: engine.files.grant(path) })
  const scope = { kind: 'transfer' }
  const { rows } = await engine.call('records.window', { scope, offset: 0, limit: 9 })
  const [one = 0, two = 0, three = 0] = rows.map(({ recordId }) => recordId)
  const edit = { sheetId: 1, row: 2, field: 'counterName', reason: '核对' }
  for (const text of ['钱六（化名）', '钱陆']) await engine.call('records.edit', { ...edit, text })
  for (const text of ['甲', '乙'])
    await engine.call('records.editMany', {
      edits: [{ sheetId: 1, row: 3, field: 'summary', text }],
      reason: '核对',
    })
  for (const text of ['转账', '货款'])
    await engine.call('records.replace', {
      scope,
      recordIds: [three],
      field: 'summary',
      text,
      reason: '核对',
    })
  const { tagId } = await engine.call('tags.save', { name: '可疑', colour: 'red' })
  await engine.call('tags.save', { tagId, name: '可疑', colour: 'blue' })
  await engine.call('tags.save', { tagId, name: '重点', colour: 'blue' })
  for (const on of [true, false]) await engine.call('records.tag', { scope, recordIds: [one], tagId, on })
  for (const note of ['先问', '已问', ''])
    await engine.call('records.note', { scope, recordIds: [one], note })
  await engine.call('facts.decide', { kind: 'transfer', recordId: two, otherId: three, decision: 'apart' })
  await engine.call('facts.decide', { kind: 'transfer', recordId: two, otherId: three, decision: 'stands' })
  await engine.call('facts.decide', { kind: 'transfer', recordId: one, otherId: three, decision: 'apart' })
  await engine.call('facts.forget', { kind: 'transfer', recordId: one })
  await engine.call('pairs.keepApart', { kind: 'transfer', recordId: one, otherId: two })
  await engine.call('pairs.forget', { kind: 'transfer', recordId: one })
  const accounts = (await engine.call('entities.list', { kind: 'bankAccount', offset: 0, limit: 9 })).rows
  for (const { entityId } of accounts.slice(0, 2))
    await engine.call('entities.note', { entityId, note: '看' })
  for (const note of ['再看', ''])
    await engine.call('entities.note', { entityId: accounts[0]?.entityId ?? 0, note })
  const { chartId } = await engine.call('charts.create', {
    name: '链',
    entityIds: accounts.map(({ entityId }) => entityId),
  })
  for (const note of ['图注一', '图注二', ''])
    await engine.call('chart.note', { chartId, entityId: accounts[0]?.entityId ?? 0, note })
  for (const says of ['nobody', 'number'] as const)
    await engine.call('identity.number', {
      sort: 'account',
      value: '6217000000000000011',
      says,
      note: '核实',
    })
  await engine.call('identity.apart', {
    entityIds: accounts.slice(0, 2).map(({ entityId }) => entityId),
    note: '两人',
  })
  const claims = (await engine.call('identity.claims', { offset: 0, limit: 9 })).rows.map(
    ({ claimId }) => claimId,
  )
  for (const claimId of claims.slice(0, 2)) await engine.call('identity.withdraw', { claimIds: [claimId] })
  for (const language of ['zh-CN', 'en'] as const) {
    setLanguage(language)
    const { entries } = await engine.call('history.list', { limit: 100 })
    const words = entries.map((entry) => stepWords(entry, translate))
    const twice = words.filter((text, index) => words.indexOf(text) !== index)
    expect(twice).toEqual([])
    expect(words.filter((text) => /[{}]|undefined|null/.test(text))).toEqual([])
  }
  for (let steps = 0; steps < 4; steps += 1) await engine.call('history.undo', {})
  const { entries } = await engine.call('audit.list', { offset: 0, limit: 4 })
  setLanguage('zh-CN')
  const undone = entries.map((entry) => stepWords(entry, translate))
  expect(new Set(undone).size).toBe(4)
  expect(undone.every((text) => text.startsWith('撤销：'))).toBe(true)
})
test('a step of an older program, which kept less, is told by what it kept', () => {
  expect([
    stepWords(
      {
        action: 'records.edit',
        params: { file: 'a.csv', sheet: '1', row: 2, kind: 'transfer', field: 'amount' },
      },
      translate,
    ),
    stepWords({ action: 'pairs.join', params: { kind: 'transfer', payer: 1, payee: 2 } }, translate),
    stepWords({ action: 'history.undo', params: { action: 'chart.expand' } }, translate),
    stepWords({ action: 'tags.save', params: { tag: '可疑' } }, translate),
  ]).toEqual(['修改“a.csv” 1 第 2 行的交易金额', '认定双方流水为同一笔', '撤销：展开', '标签“可疑”'])
})
