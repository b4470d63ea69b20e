/** Persons, collisions and charts leave masked by the same pass as tables and reports; nicknames are looked for in free text too. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import { nameMasks } from '../../electron/engine/report/model/maskNames.ts'
import { bytesOf, temporaryEngine } from '../helpers/engine.ts'

function textOf(engine: Engine, file: { readonly fileId: string; readonly fileName: string }): string {
  const bytes = bytesOf(engine, file.fileId)
  const text =
    bytes.subarray(0, 2).toString() === 'PK'
      ? Object.entries(unzipSync(bytes))
          .filter(([name]) => name.endsWith('.xml'))
          .map(([, part]) => strFromU8(part))
          .join('\n')
      : bytes.toString('utf8')
  return `${file.fileName}\n${text}`
}
const members =
  '会员账号,真实姓名,会员昵称,手机号,银行卡号,上级代理,会员层级,备注\nvip8,罗志华,阳光小雨,13912345678,6217008375367000751,abc9,二,阳光小雨转告夜猫子先还\nabc9,夜猫子,北方的狼,13912345679,6225886058167522063,,一,见北方的狼\n'
const secrets = {
  numbers: ['vip8', 'abc9', '13912345678', '13912345679', '6217008375367000751', '6225886058167522063'],
  names: ['罗志华', '阳光小雨', '夜猫子', '北方的狼'],
}
async function withMembers(): Promise<Engine> {
  const { engine, folder } = await temporaryEngine()
  const path = join(folder, '罗志华会员列表.csv')
  writeFileSync(path, members)
  await engine.call('import.run', { fileId: engine.files.grant(path) })
  return engine
}

test('every list and picture that leaves holds what it may under each choice, and says so', async () => {
  const engine = await withMembers()
  const { rows } = await engine.call('entities.list', { offset: 0, limit: 50 })
  const { chartId } = await engine.call('charts.create', {
    name: '罗志华的下线',
    entityIds: rows.map(({ entityId }) => entityId),
  })
  const lists = [
    await engine.call('collision.list', {
      input: { text: '13912345678\n罗志华\n夜猫子\n6217008375367000751\nvip8', signs: false },
      readAs: 'auto',
    }),
    await engine.call('collision.tables', {
      left: { scope: { kind: 'memberAccount' }, field: 'name' },
      right: { list: { text: '夜猫子\n罗志华', signs: false } },
    }),
    await engine.call('collision.tables', {
      left: { scope: { kind: 'memberAccount' }, field: 'account' },
      right: { scope: { kind: 'memberAccount' }, field: 'parent' },
    }),
  ]
  for (const redact of ['none', 'numbers', 'all'] as const) {
    const files = new Map<string, string>()
    for (const format of ['csv', 'xlsx'] as const) {
      const persons = await engine.call('identity.exportPersons', { format, redact })
      files.set(`persons ${format}`, textOf(engine, persons))
      for (const [index, { resultId }] of lists.entries())
        files.set(
          `collision ${index} ${format}`,
          textOf(engine, await engine.call('collision.export', { resultId, format, redact })),
        )
    }
    const chart = await engine.call('chart.svg', { chartId, redact })
    files.set('chart', `${chart.name}\n${chart.svg}`)
    const hidden = [...(redact === 'none' ? [] : secrets.numbers), ...(redact === 'all' ? secrets.names : [])]
    for (const [what, text] of files) {
      expect({ redact, what, left: hidden.filter((secret) => text.includes(secret)) }).toEqual({
        redact,
        what,
        left: [],
      })
      if (what !== 'chart')
        expect({ what, told: /已遮盖|遮蔽|遮盖/.test(text) }).toEqual({ what, told: redact !== 'none' })
    }
    if (redact === 'none') {
      const all = [...files.values()].join('\n')
      expect([...secrets.numbers, '罗志华', '夜猫子'].filter((secret) => !all.includes(secret))).toEqual([])
    }
  }
})
test('nicknames are masked in their own column and in remarks, in tables and reports', async () => {
  const engine = await withMembers()
  const table = await engine.call('records.export', {
    scope: { kind: 'memberAccount' },
    format: 'csv',
    redact: 'all',
  })
  const text = textOf(engine, table)
  expect(secrets.names.filter((name) => text.includes(name))).toEqual([])
  const plain = textOf(
    engine,
    await engine.call('records.export', {
      scope: { kind: 'memberAccount' },
      format: 'csv',
      redact: 'numbers',
    }),
  )
  expect(plain).toContain('阳光小雨转告夜猫子先还')
  const report = textOf(engine, await engine.call('report.document', { format: 'html', redact: 'all' }))
  expect(secrets.names.filter((name) => report.includes(name))).toEqual([])
})
test.each([
  ['阳光小雨', '付阳光小雨款', '付阳某款'],
  ['Bo', 'pay Bo now', 'pay B某 now'],
  ['dark_wolf', 'for dark_wolf', 'for d某'],
  // Words that stand in columns of names and are nobody, and single characters, leave texts as they are.
  ['转账', '转账给他', '转账给他'],
  ['现金', '现金存入', '现金存入'],
  ['不详', '来源不详', '来源不详'],
  ['POS', 'POS消费', 'POS消费'],
  ['风', '风险', '风险'],
])('a known name %s makes of 「%s」 「%s」', (name, text, masked) => {
  expect(nameMasks([name], new Set()).inText(text)).toBe(masked)
})
