/** Who is who on the command line: suggested, shown before many are accepted at once, claimed by hand, taken back; findings and persons; one import undone. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type {
  BulkPreview,
  Claim,
  ImportBatch,
  NumberPreview,
  Suggestion,
} from '../../shared/contract/index.ts'
import { temporaryFolder } from '../helpers/engine.ts'
import { json as jsonAlone, jsonHere as json, lianzheng, lianzhengHere } from './commandLine.ts'

const members = [
  '会员账号,真实姓名,上级代理,手机号,银行卡号,注册时间',
  'a1,周敏,dl1,13812345678,6222021234567890123,2022-10-01 10:00:00',
  'a2,周敏,dl1,13812345678,,2022-10-02 10:00:00',
  'b1,陈刚,dl1,13987654321,6217001234567890128,2022-10-03 10:00:00',
  'b2,陈刚,dl2,13987654321,,2022-10-04 10:00:00',
  'c1,吴洋,dl2,13711112222,,2022-10-05 10:00:00',
].join('\r\n')
interface Suggestions {
  readonly suggestedAt: string | null
  readonly total: number
  readonly rows: readonly Suggestion[]
}
async function caseOf(...sheets: readonly (readonly [name: string, text: string])[]): Promise<string> {
  const folder = temporaryFolder()
  const path = join(folder, 'a.lzcase')
  await json(['new', path, '--name', 'a', '--open'])
  for (const [name, text] of sheets) writeFileSync(join(folder, name), `\ufeff${text}`)
  await json(['import', path, ...sheets.map(([name]) => join(folder, name))])
  return path
}
const personsOf = (path: string) =>
  json<{
    accounts: number
    persons: number
    rows: readonly { label: string; accounts: readonly unknown[] }[]
  }>(['persons', path])

test('many are accepted at once only after it was shown, with a reason, as one step that undo takes back', async () => {
  const path = await caseOf(['会员列表.csv', members])
  expect(await json<Suggestions>(['identity', 'list', path])).toMatchObject({ suggestedAt: null, total: 0 })
  expect(await json(['identity', 'suggest', path])).toMatchObject({ open: 2, suggestions: 2 })
  const found = await json<Suggestions>(['identity', 'list', path, '--reason', 'same-phone'])
  expect(found.rows.map(({ members: of }) => of.map(({ label }) => label).sort())).toEqual(
    expect.arrayContaining([
      ['a1', 'a2'],
      ['b1', 'b2'],
    ]),
  )
  const before = await personsOf(path)
  // The two agents are accounts too.
  expect([before.accounts, before.persons]).toEqual([7, 7])

  const all = ['identity', 'decide', path, 'accept', '--all', '--reason', 'same-phone']
  const shown = await jsonAlone<{ done: boolean; preview: BulkPreview }>(all)
  expect(shown).toMatchObject({
    done: false,
    preview: {
      suggestions: 2,
      nameOnly: 0,
      entities: 4,
      becomes: 2,
      against: 0,
      contested: 0,
      groupsInAll: 2,
    },
  })
  expect(shown.preview.groups.map(({ size }) => size)).toEqual([2, 2])
  expect((await personsOf(path)).persons).toBe(7)
  const text = await lianzheng([...all, '--lang', 'en'])
  expect(text.stdout).toContain('4 entities become 2')

  expect((await lianzhengHere([...all, '--yes'])).code).toBe(2)
  expect(await json([...all, '--yes', '--note', '同一手机号'])).toMatchObject({
    done: true,
    decided: 2,
    left: 0,
  })
  const after = await personsOf(path)
  expect([after.accounts, after.persons]).toEqual([7, 5])
  expect((await json<{ rows: readonly unknown[] }>(['persons', path, '--several'])).rows).toHaveLength(2)
  const claims = await json<{ rows: readonly Claim[] }>(['identity', 'list', path, '--claims'])
  expect(claims.rows.map(({ type, note }) => [type, note])).toEqual([
    ['merge', '同一手机号'],
    ['merge', '同一手机号'],
  ])
  await json(['undo', path])
  expect((await personsOf(path)).persons).toBe(7)
  await json(['redo', path])
  expect((await personsOf(path)).persons).toBe(5)
}, 60_000)

test('single suggestions are decided by their number, and what was rejected is opened again', async () => {
  const path = await caseOf(['会员列表.csv', members])
  await json(['identity', 'suggest', path])
  const [first, second] = (await json<Suggestions>(['identity', 'list', path])).rows
  const [one, other] = [String(first?.suggestionId), String(second?.suggestionId)]
  expect(await json(['identity', 'decide', path, 'reject', one, '--note', '本人否认'])).toMatchObject({
    decided: 1,
  })
  expect(await json(['identity', 'decide', path, 'later', other])).toMatchObject({ decided: 1 })
  for (const [state, id] of [
    ['rejected', one],
    ['later', other],
  ] as const)
    expect(
      (await json<Suggestions>(['identity', 'list', path, '--state', state])).rows.map(
        (row) => row.suggestionId,
      ),
    ).toEqual([Number(id)])
  expect(await json(['identity', 'decide', path, 'open', one, other])).toMatchObject({ decided: 2 })
  expect((await json<Suggestions>(['identity', 'list', path])).total).toBe(2)
  expect((await lianzhengHere(['identity', 'decide', path, 'accept', '1'])).code).toBe(1)
}, 60_000)

test('entities are claimed to be one or not by name or id, and claims are withdrawn and restored', async () => {
  const path = await caseOf(['会员列表.csv', members])
  const { claimId } = await json<{ claimId: number }>([
    'identity',
    'merge',
    path,
    'a1',
    'c1',
    '--note',
    '供述',
  ])
  expect((await personsOf(path)).persons).toBe(6)
  expect(await json(['identity', 'withdraw', path, String(claimId)])).toEqual({ withdrawn: 1 })
  expect((await personsOf(path)).persons).toBe(7)
  expect(await json(['identity', 'restore', path, String(claimId)])).toEqual({ restored: 1 })
  expect((await personsOf(path)).persons).toBe(6)
  await json(['identity', 'apart', path, 'b1', 'b2'])
  await json(['identity', 'suggest', path])
  expect((await json<Suggestions>(['identity', 'list', path, '--state', 'rejected'])).total).toBe(1)
  const unknown = await lianzhengHere(['identity', 'merge', path, 'a1', 'nobody'])
  expect(unknown).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('entity-not-found') })
  const kinds = await lianzhengHere(['identity', 'merge', path, 'a1', '13711112222'])
  expect(kinds).toMatchObject({ code: 1, stderr: expect.stringContaining('merge-kinds-differ') })
}, 60_000)

test('one import is taken out and put back whatever came after it, and findings tell file and row', async () => {
  const transfers = [
    '交易卡号,交易户名,交易时间,交易金额,收付标志,对手卡号,对手户名,交易是否成功',
    '6217008375367000751,罗志华,2022-03-01 10:00:00,1234.50,出,6217003700161071325,崔雪,成功',
    '6217008375367000751,罗志华,2022-03-03 09:15:00,99.99,进,6216610240478867914,崔雪,失败',
  ].join('\r\n')
  const path = await caseOf(['流水.csv', transfers], ['会员列表.csv', members])
  const imports = await json<readonly ImportBatch[]>(['imports', path])
  const statement = imports.find(({ fileName }) => fileName === '流水.csv')
  const count = async (kind: string) =>
    (await json<readonly { kind: string; count: number }[]>(['tables', path])).find(
      (table) => table.kind === kind,
    )?.count ?? 0
  const findings = await json<readonly { id: string; code: string; count: number }[]>(['findings', path])
  const failed = findings.find(({ code }) => code === 'failed')
  expect(failed).toMatchObject({ count: 1 })
  expect(await json(['findings', path, failed?.id ?? ''])).toMatchObject({
    total: 1,
    rows: [{ file: '流水.csv', row: 3 }],
  })
  expect((await lianzhengHere(['findings', path])).stdout).toContain('失败交易')
  expect((await lianzhengHere(['findings', path, 'nonsense'])).stderr).toContain('finding-not-found')

  const id = String(statement?.batchId)
  expect(await json(['undo', path, '--import', id])).toMatchObject({ status: 'undone' })
  expect([await count('transfer'), await count('memberAccount')]).toEqual([0, 5])
  expect(await json(['redo', path, '--import', id])).toMatchObject({ status: 'active' })
  expect([await count('transfer'), await count('memberAccount')]).toEqual([2, 5])
  const { entries } = await json<{ entries: readonly { historyId: number }[] }>(['history', path])
  await json(['undo', path, '--to', String(entries.at(-1)?.historyId)])
  expect([await count('transfer'), await count('memberAccount')]).toEqual([0, 0])
}, 60_000)

test('accounts are summed by their own rows, cash and fees apart, currencies apart, and one is asked for by its number', async () => {
  const path = await caseOf([
    '流水.csv',
    [
      '交易卡号,交易户名,交易时间,交易金额,收付标志,对手卡号,对手户名,摘要说明,币种,交易是否成功',
      '6217008375367000751,罗志华,2022-03-01 10:00:00,100.00,出,6217003700161071325,崔雪,转账,人民币,成功',
      '6217008375367000751,罗志华,2022-03-02 10:00:00,500.00,出,,,ATM取款,人民币,成功',
      '6217008375367000751,罗志华,2022-03-03 10:00:00,3000.00,进,,,现金存入,人民币,成功',
      '6217008375367000751,罗志华,2022-03-04 10:00:00,20.00,出,6217003700161071325,崔雪,转账,美元,成功',
      '6217008375367000751,罗志华,2022-03-05 10:00:00,7.00,出,6217003700161071325,崔雪,转账,人民币,失败',
    ].join('\r\n'),
  ])
  interface Flow {
    readonly inSum: string
    readonly outSum: string
  }
  interface Accounts {
    readonly total: number
    readonly rows: readonly {
      readonly account: string
      readonly basis: string
      readonly money: readonly (Flow & {
        readonly currency: string
        readonly uses: readonly (Flow & { readonly use: string })[]
        readonly failed: { readonly count: number; readonly sum: string }
      })[]
    }[]
  }
  const all = await json<Accounts>(['accounts', path])
  expect(all.rows.map(({ account, basis }) => [account, basis])).toEqual([
    ['6217008375367000751', 'own'],
    ['6217003700161071325', 'named'],
  ])
  const [own] = all.rows
  expect(own?.money.map(({ currency, inSum, outSum }) => [currency, inSum, outSum])).toEqual([
    ['CNY', '3000.00', '600.00'],
    ['USD', '0.00', '20.00'],
  ])
  expect(own?.money[0]?.uses.map(({ use, inSum, outSum }) => [use, inSum, outSum])).toEqual(
    expect.arrayContaining([
      ['counterparty', '0.00', '100.00'],
      ['cash', '3000.00', '500.00'],
    ]),
  )
  expect(own?.money[0]?.failed).toEqual({ count: 1, sum: '7.00' })
  const one = await json<Accounts>(['accounts', path, '6217008375367000751'])
  expect(one).toEqual({ total: 1, rows: [own] })
  const { stdout } = await lianzhengHere(['accounts', path, '--lang', 'en'])
  expect(stdout).toContain('failed, not in it 1 × 7.00')
  expect(stdout).toContain('no statement of its own')
}, 60_000)

test('a number is said to be one only after it was shown, with a reason; the list of claims says it in words', async () => {
  const bad = '110101199003071234'
  const register = '姓名,身份证号,性别,手机号'
  const path = await caseOf(
    ['登记一.csv', `${register}\r\n张三,${bad},男,13911112222`],
    ['登记二.csv', `${register}\r\n张三丰,${bad},男,13933334444`],
  )
  const say = ['identity', 'number', path, 'idNumber', bad, '--right']
  const shown = await json<{ done: boolean; preview: NumberPreview }>(say)
  expect(shown).toMatchObject({ done: false, preview: { found: 2, rows: 2, groupsInAll: 1 } })
  expect(shown.preview.groups[0]).toMatchObject({ size: 2, nobody: 0, named: 2, names: ['张三', '张三丰'] })
  expect(await json([...say, '--yes', '--note', '核对原件'])).toMatchObject({ done: true, rows: 2 })
  const claims = await json<{ rows: readonly Claim[] }>(['identity', 'list', path, '--claims'])
  expect(claims.rows).toMatchObject([
    { type: 'number', number: { sort: 'idNumber', value: bad, says: 'number' } },
  ])
  const { stdout } = await lianzhengHere(['identity', 'list', path, '--claims', '--lang', 'zh'])
  expect(stdout).toContain(`证件号码 ${bad} 是有效号码`)
})
