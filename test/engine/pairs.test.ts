/** Both sides of one transfer: two rows, counted once; a person may take them apart or put two together, and undo it, and it holds again after another import. */
import { describe, expect, test } from 'vitest'
import { importCase, type ImportCase } from './importCase.ts'

const [a, b] = ['6217000000000000007', '6217000000000000015']
const header = '交易卡号,交易时间,交易金额,收付标志,交易对手账卡号,交易流水号'
const file = (...lines: readonly string[]): string => `${[header, ...lines].join('\r\n')}\r\n`
const payer = file(
  `${a},2022-01-01 10:00:00,100.00,出,${b},P1`,
  `${a},2022-01-05 10:00:00,70.00,出,${b},P2`,
  `${a},2022-01-06 10:00:00,55.00,出,${b},P3`,
)
const payee = file(
  `${b},2022-01-01 10:00:02,100.00,进,${a},Q1`,
  `${b},2022-01-06 09:00:00,70.00,进,${a},Q2`,
  `${b},2022-01-06 10:00:00,56.00,进,${a},Q3`,
)

async function both(): Promise<ImportCase> {
  const made = await importCase()
  await made.engine.call('import.run', { fileId: made.give('付.csv', payer) })
  await made.engine.call('import.run', { fileId: made.give('收.csv', payee) })
  return made
}
const transfers = async ({ engine }: ImportCase) => {
  const { total, rows } = await engine.call('pairs.list', { kind: 'transfer', offset: 0, limit: 99 })
  const { sums, counted } = await engine.call('records.totals', { scope: { kind: 'transfer' } })
  return {
    pairs: rows.map((pair) => [pair.payer.row, pair.payee.row, pair.seconds, pair.by]),
    total,
    counted,
    sum: sums.find(({ field }) => field === 'amount')?.sum,
  }
}
/** The record of a row of a file. */
const recordOf = async ({ engine }: ImportCase, name: string, row: number): Promise<number> => {
  const { rows } = await engine.call('records.window', { scope: { kind: 'transfer' }, offset: 0, limit: 99 })
  return rows.find(({ source }) => source.file === name && source.row === row)?.recordId ?? 0
}
const byRule = { pairs: [[2, 2, 2, 'rule']], total: 1, counted: 5, sum: 35_100 }

describe('a pair the rule made', () => {
  test('is shown with both sides, taken apart, and stays apart until the decision is undone or forgotten', async () => {
    const made = await both()
    const { engine } = made
    expect(await transfers(made)).toEqual(byRule)
    const facts = await made.facts()
    const recordId = await recordOf(made, '收.csv', 2)
    expect(await engine.call('pairs.read', { kind: 'transfer', recordId })).toMatchObject({
      pair: {
        payer: { file: '付.csv', row: 2, own: a },
        payee: { file: '收.csv', row: 2, own: b },
        seconds: 2,
        by: 'rule',
      },
      decisions: [],
      candidates: [],
    })
    await engine.call('pairs.takeApart', { kind: 'transfer', recordId })
    expect(await transfers(made)).toEqual({ pairs: [], total: 0, counted: 6, sum: 45_100 })
    expect(await engine.call('pairs.read', { kind: 'transfer', recordId })).toMatchObject({
      pair: null,
      decisions: [{ decision: 'apart', operator: '测试员', other: { file: '付.csv', row: 2 } }],
      candidates: [{ file: '付.csv', row: 2, seconds: 2 }],
    })
    await engine.call('history.undo', {})
    expect([await transfers(made), await made.facts()]).toEqual([byRule, facts])
    await engine.call('history.redo', {})
    expect((await transfers(made)).total).toBe(0)
    await engine.call('pairs.forget', { kind: 'transfer', recordId })
    expect([await transfers(made), await made.facts()]).toEqual([byRule, facts])
  })
  test('taken apart stays apart when either file is taken out and brought again, or imported anew in another file', async () => {
    const made = await both()
    const { engine } = made
    await engine.call('pairs.takeApart', { kind: 'transfer', recordId: await recordOf(made, '付.csv', 2) })
    for (const batchId of [1, 2]) {
      await engine.call('import.undo', { batchId })
      await engine.call('import.redo', { batchId })
      expect((await transfers(made)).counted).toBe(6)
    }
    await engine.call('import.undo', { batchId: 2 })
    await engine.call('import.run', { fileId: made.give('收（再次调取）.csv', `${payee}\r\n`) })
    expect(await transfers(made)).toMatchObject({ counted: 6, total: 0 })
  })
})

describe('two rows put together by hand', () => {
  test('count once, whichever is named first, however far apart; undo and import bring it back', async () => {
    const made = await both()
    const { engine } = made
    const facts = await made.facts()
    const [out, incoming] = [await recordOf(made, '付.csv', 3), await recordOf(made, '收.csv', 3)]
    expect((await engine.call('pairs.read', { kind: 'transfer', recordId: out })).candidates).toMatchObject([
      { file: '收.csv', row: 3, seconds: 82_800 },
    ])
    await engine.call('pairs.join', { kind: 'transfer', recordId: incoming, otherId: out })
    const joined = {
      pairs: [
        [2, 2, 2, 'rule'],
        [3, 3, 82_800, 'hand'],
      ],
      total: 2,
      counted: 4,
      sum: 28_100,
    }
    expect(await transfers(made)).toEqual(joined)
    expect(
      (
        await engine.call('pairs.list', { kind: 'transfer', decidedOnly: true, offset: 0, limit: 9 })
      ).rows.map(({ by }) => by),
    ).toEqual(['hand'])
    expect(
      await made.look((db) =>
        db.prepare("SELECT count, amount FROM links WHERE kind = 'transfer'").raw().all(),
      ),
    ).toEqual([[4, 28_100]])
    for (const batchId of [1, 2]) {
      await engine.call('import.undo', { batchId })
      expect(await transfers(made)).toMatchObject({ pairs: [], counted: 3 })
      await engine.call('import.redo', { batchId })
      expect(await transfers(made)).toEqual(joined)
    }
    await engine.call('pairs.takeApart', { kind: 'transfer', recordId: await recordOf(made, '付.csv', 3) })
    expect(await transfers(made)).toEqual(byRule)
    await engine.call('history.undo', {})
    expect(await transfers(made)).toEqual(joined)
    await engine.call('pairs.forget', { kind: 'transfer', recordId: await recordOf(made, '付.csv', 3) })
    const undone = await made.facts()
    // Ids are given anew by each import; everything else is as before the decision.
    expect(Object.keys(undone)).toEqual(Object.keys(facts))
    expect(undone['links']).toEqual(facts['links'])
    expect(await transfers(made)).toEqual(byRule)
  })
  test('must be able to be one transfer', async () => {
    const made = await both()
    const { engine } = made
    const join = async (row: number, name: string, other: number) =>
      engine.call('pairs.join', {
        kind: 'transfer',
        recordId: await recordOf(made, '付.csv', row),
        otherId: await recordOf(made, name, other),
      })
    const refuses = (call: Promise<unknown>, reason: string) =>
      expect(call).rejects.toMatchObject({ code: 'pair-unfit', details: { reason } })
    await refuses(join(4, '收.csv', 4), 'amount')
    await refuses(join(3, '付.csv', 3), 'same-row')
    await engine.call('import.run', {
      fileId: made.give(
        '付二.csv',
        file(`${a},2022-01-05 11:00:00,70.00,出,${b},P9`, `${a},2022-01-05 10:00:00,70.00,出,${b},P2`),
      ),
    })
    await refuses(join(3, '付二.csv', 2), 'direction')
    await refuses(join(3, '付二.csv', 3), 'repeat')
    await join(3, '收.csv', 3)
    await refuses(
      engine.call('pairs.join', {
        kind: 'transfer',
        recordId: await recordOf(made, '付二.csv', 2),
        otherId: await recordOf(made, '收.csv', 3),
      }),
      'taken',
    )
    await refuses(
      engine.call('pairs.takeApart', { kind: 'transfer', recordId: await recordOf(made, '付.csv', 4) }),
      'not-paired',
    )
    await refuses(
      engine.call('pairs.forget', { kind: 'transfer', recordId: await recordOf(made, '付.csv', 4) }),
      'no-decision',
    )
    await refuses(engine.call('pairs.list', { kind: 'seizure', offset: 0, limit: 1 }), 'kind')
    await expect(engine.call('pairs.read', { kind: 'transfer', recordId: 999 })).rejects.toMatchObject({
      code: 'record-not-found',
    })
  })
  test('take a row from the pair the rule gave it, and give it back', async () => {
    const made = await both()
    const { engine } = made
    await engine.call('import.run', {
      fileId: made.give('收三.csv', file(`${b},2022-01-01 10:30:00,100.00,进,${a},Q7`)),
    })
    await engine.call('pairs.join', {
      kind: 'transfer',
      recordId: await recordOf(made, '付.csv', 2),
      otherId: await recordOf(made, '收三.csv', 2),
    })
    expect(await transfers(made)).toMatchObject({ pairs: [[2, 2, 1_800, 'hand']], counted: 6 })
    await engine.call('history.undo', {})
    expect(await transfers(made)).toMatchObject({ pairs: [[2, 2, 2, 'rule']], counted: 6 })
  })
})

test('two currencies are no pair by hand either, and no candidate; one that is not known may be', async () => {
  const made = await importCase()
  const inCurrency = (line: string, currency: string): string => `${header},币种\r\n${line},${currency}\r\n`
  for (const [name, line, currency] of [
    ['付.csv', `${a},2022-01-01 10:00:00,100.00,出,${b},P1`, 'USD'],
    ['人民币.csv', `${b},2022-01-01 10:05:00,100.00,进,${a},Q1`, '人民币'],
    ['不明.csv', `${b},2022-01-01 10:06:00,100.00,进,${a},Q2`, '不明'],
    ['美元.csv', `${b},2022-01-01 10:07:00,100.00,进,${a},Q3`, 'USD'],
  ] as const)
    await made.engine.call('import.run', { fileId: made.give(name, inCurrency(line, currency)) })
  const recordId = await recordOf(made, '付.csv', 2)
  const { candidates } = await made.engine.call('pairs.read', { kind: 'transfer', recordId })
  expect(candidates.map((row) => row.file)).toEqual(['不明.csv', '美元.csv'])
  await expect(
    made.engine.call('pairs.join', {
      kind: 'transfer',
      recordId,
      otherId: await recordOf(made, '人民币.csv', 2),
    }),
  ).rejects.toMatchObject({ code: 'pair-unfit', details: { reason: 'currency' } })
  await made.engine.call('pairs.join', {
    kind: 'transfer',
    recordId,
    otherId: await recordOf(made, '美元.csv', 2),
  })
  expect((await transfers(made)).pairs).toEqual([[2, 2, 420, 'hand']])
})
