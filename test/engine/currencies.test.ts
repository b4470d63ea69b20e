/** Amounts of two currencies are never one sum: rows, links, merged links, totals, groups, account totals and files; one by one, in any order, taken out again. */
import { describe, expect, test } from 'vitest'
import { importCase, type ImportCase } from './importCase.ts'

const [a, b, c] = ['6217000000000000007', '6217000000000000015', '6217000000000000023']
const head = '交易卡号,交易时间,交易金额,收付标志,交易对手账卡号,交易流水号'
const plain = `${head}\r\n${a},2022-11-03 10:00:00,USD 100.00,出,${b},S1\r\n${a},2022-11-04 10:00:00,$50,出,${b},S2\r\n${a},2022-11-05 10:00:00,100.00,出,${b},S3\r\n`
const column = (...rows: readonly string[]): string =>
  `${head},币种\r\n${rows.map((row, index) => `${a},2022-12-0${index + 1} 10:00:00,${row.replace('|', `,出,${b},T${index},`)}`).join('\r\n')}\r\n`
const named = column('7.00|人民币', '200|HKD', '5|', '100|美元', '1|人民币')

async function seen({ engine }: ImportCase) {
  const scope = { kind: 'transfer' }
  const { rows: links } = await engine.call('links.list', { linkKind: 'transfer', offset: 0, limit: 9 })
  const totals = await engine.call('records.totals', { scope })
  const { rows: groups } = await engine.call('records.groups', {
    scope,
    by: [{ field: 'counterAccount' }],
    offset: 0,
    limit: 9,
  })
  const { rows: accounts } = await engine.call('accounts.list', { limit: 9 })
  return {
    links: links.map(({ amount, others, count }) => ({ amount, others, count })),
    sum: totals.sums.map(({ sum, others }) => ({ sum, others }))[0],
    out: totals.byDirection.map(({ sum, others }) => ({ sum, others }))[0],
    group: groups.map(({ sums, flow }) => ({ sum: sums[0]?.sum, others: sums[0]?.others, flow }))[0],
    account: accounts
      .find(({ account }) => account === a)
      ?.money.map(({ currency, outSum, assumed }) => [currency, outSum, assumed]),
  }
}
const usd = { currency: 'USD', sum: 25_000 }
const hkd = { currency: 'HKD', sum: 20_000 }
const unknown = { currency: 'XXX', sum: 500 }
const both = {
  links: [{ amount: 10_800, others: [hkd, usd, unknown], count: 8 }],
  sum: { sum: 10_800, others: [hkd, usd, unknown] },
  out: { sum: 10_800, others: [hkd, usd, unknown] },
  group: {
    sum: 10_800,
    others: [hkd, usd, unknown],
    flow: {
      in: 0,
      out: 10_800,
      others: [
        { currency: 'HKD', in: 0, out: 20_000 },
        { currency: 'USD', in: 0, out: 25_000 },
        { currency: 'XXX', in: 0, out: 500 },
      ],
    },
  },
  account: [
    ['CNY', 10_800, 1],
    ['HKD', 20_000, 0],
    ['USD', 25_000, 0],
    ['XXX', 500, 0],
  ],
}

describe('two currencies', () => {
  test.each([
    ['one file after the other', [plain, named]],
    ['the other way round', [named, plain]],
  ])('stay apart in every figure, %s, and after undo and redo', async (_, files) => {
    const made = await importCase()
    for (const [index, text] of files.entries())
      await made.engine.call('import.run', { fileId: made.give(`${index}.csv`, text) })
    expect(await seen(made)).toEqual(both)
    for (const batchId of [1, 2]) {
      await made.engine.call('import.undo', { batchId })
      expect((await seen(made)).links[0]?.count).not.toBe(8)
      await made.engine.call('import.redo', { batchId })
      expect(await seen(made)).toEqual(both)
    }
    await made.engine.call('case.verify', {}).then(({ ok }) => {
      expect(ok).toBe(true)
    })
  })
  test('a cell that contradicts its column waits for a person and is in no sum until then', async () => {
    const made = await importCase()
    const batch = await made.engine.call('import.run', {
      fileId: made.give('矛盾.csv', column('USD 100.00|人民币', '¥9|日元', '$8|HKD', '3|人民币')),
    })
    expect(batch.reconciliation).toMatchObject({ accepted: 3, rejected: 1 })
    const { rows } = await made.engine.call('import.issues', { batchId: batch.batchId, offset: 0, limit: 9 })
    expect(
      rows.filter(({ outcome }) => outcome === 'rejected').map(({ row, reason, raw }) => [row, reason, raw]),
    ).toEqual([[2, 'currency-conflict', 'USD 100.00 ≠ CNY']])
    const [link] = (await seen(made)).links
    expect(link).toEqual({
      amount: 300,
      others: [
        { currency: 'HKD', sum: 800 },
        { currency: 'JPY', sum: 900 },
      ],
      count: 3,
    })
    const sheetId = batch.sheets[0]?.sheetId ?? 0
    await made.engine.call('records.edit', {
      sheetId,
      row: 2,
      field: 'currency',
      text: '美元',
      reason: '原件为美元户',
    })
    expect((await seen(made)).links[0]).toMatchObject({
      count: 4,
      others: [{ sum: 800 }, { sum: 900 }, { sum: 10_000 }],
    })
  })
  test('merging two accounts adds each currency to its own', async () => {
    const made = await importCase()
    const other = named.replaceAll(b, c).replace(/T(\d)/g, 'U$1')
    for (const [name, text] of [
      ['1.csv', plain],
      ['2.csv', other],
    ] as const)
      await made.engine.call('import.run', { fileId: made.give(name, text) })
    const { rows } = await made.engine.call('entities.list', { kind: 'bankAccount', offset: 0, limit: 9 })
    const ids = rows.filter(({ key }) => !key.endsWith(a)).map(({ entityId }) => entityId)
    await made.engine.call('identity.merge', { entityIds: ids, reasons: [], note: '同一人' })
    expect((await seen(made)).links).toEqual(both.links)
    await made.engine.call('history.undo', {})
    expect((await seen(made)).links.map(({ count }) => count)).toEqual([3, 5])
  })
  test('an amount in another currency is no yuan of a table that holds yuan only', async () => {
    const made = await importCase()
    await made.engine.call('import.run', {
      fileId: made.give(
        '充值.csv',
        '会员账号,充值订单号,类型,充值金额,存款时间,收款卡号,状态\r\nm1,D1,充值,100.00,2023-01-01 10:00:00,6217000000000000007,成功\r\nm1,D2,充值,USD 100.00,2023-01-02 10:00:00,6217000000000000007,成功\r\n',
      ),
    })
    const { sums } = await made.engine.call('records.totals', { scope: { kind: 'deposit' } })
    expect(sums.find(({ field }) => field === 'amount')?.sum).toBe(10_000)
  })
})
