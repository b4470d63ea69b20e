/** What to ask for next, against a made-up case whose missing accounts and months are known, and against small cases counted by hand. */
import { beforeAll, describe, expect, test } from 'vitest'
import { runAnalysis } from '../../electron/engine/analyses/runAnalysis.ts'
import type { Engine } from '../../electron/engine/index.ts'
import type { AnalysisResult } from '../../shared/contract/analyses/result.ts'
import { bankOfBranch, banksOfCard } from '../../shared/model/cardBanks.ts'
import { bankPrefixes } from '../../shared/model/bankPrefixes.ts'
import { isResold, operatorOf } from '../../shared/model/phoneOperators.ts'
import { temporaryEngine, temporaryFolder } from '../helpers/engine.ts'
import { makeFraudCase, type FraudCase } from '../helpers/madeUpCases/fraud.ts'
import { linesOf, noteOf } from './analysisLines.ts'
import { addBatch, emptyCase, type SheetRows, type Values } from './factsCase.ts'

describe('rented lines', () => {
  let engine: Engine
  let fraud: FraudCase
  let result: AnalysisResult
  beforeAll(async () => {
    fraud = makeFraudCase(temporaryFolder(), 7)
    ;({ engine } = await temporaryEngine())
    for (const path of fraud.files) await engine.call('import.run', { fileId: engine.files.grant(path) })
    ;({ result } = await engine.call('analyses.run', { analysis: 'requests', params: {} }))
  })

  test('the accounts the money went on to, with its sum to the cent, and no account that has a statement', () => {
    const assets = linesOf(result, 'assets')
    const byAccount = new Map(
      assets.filter(({ in: into }) => into !== null).map((line) => [line['account'], line]),
    )
    for (const [card, fen] of fraud.paidOn)
      expect(byAccount.get(card)).toMatchObject({
        in: { minor: fen, currency: 'CNY' },
        connects: 2,
        out: null,
      })
    const flows = assets.filter(({ inCount }) => inCount !== null).map(({ account }) => account)
    for (const card of fraud.settlement) expect(flows).not.toContain(card)
    // Who paid in less than the least is told and not listed.
    const all = linesOf(result, 'assets').filter(({ outCount }) => Number(outCount) > 0)
    for (const line of all) expect((line['out'] as { minor: number }).minor).toBeGreaterThanOrEqual(1_000_000)
    expect(noteOf(result, 'below-least')).toContain('转出合计')
  })
  test('April of both statements is missing', () => {
    const periods = linesOf(result, 'assets').filter(({ inCount }) => inCount === null)
    expect(periods.map(({ account, from, to }) => [account, from, to]).toSorted()).toEqual(
      fraud.settlement.map((card) => [card, '2024-04-01', '2024-04-30']).toSorted(),
    )
  })
  test('the number abroad that holds all together is asked for, of nobody in the country', () => {
    const evidence = linesOf(result, 'evidence')
    const abroad = evidence.find(({ entity }) => entity === fraud.abroad)
    expect(abroad).toMatchObject({ quantity: { zh: '壹份' }, institution: '不明' })
    expect(abroad?.['remark']).toMatchObject({
      zh: expect.stringContaining('与 5 个有话单的号码联系') as string,
    })
    for (const number of [...fraud.lines, ...fraud.people.map(({ phone }) => phone), '10086', '95588'])
      expect(evidence.some(({ entity }) => entity === number)).toBe(false)
  })
  test('what rests is what the accounts held at the end', () => {
    const resting = linesOf(result, 'resting')
    expect(
      new Map(resting.map(({ account, balance }) => [account, (balance as { minor: number }).minor])),
    ).toEqual(fraud.resting)
  })
})

describe('small cases', () => {
  const ask = (sheets: readonly SheetRows[], params: Record<string, unknown> = {}) => {
    const db = emptyCase()
    for (const sheet of sheets) addBatch(db, [sheet])
    return runAnalysis({ db, checkCancelled: () => undefined, progress: () => undefined }, 'requests', params)
      .result
  }
  const me = '6217001234567890128'
  const pay = (counterAccount: string | null, amount: number, more: Values = {}): Values => ({
    ownCard: me,
    counterAccount,
    direction: 'out',
    amount,
    result: 'success',
    time: '2024-03-01 10:00:00',
    serial: `${counterAccount ?? ''}${amount}${Object.values(more).join()}`,
    ...more,
  })
  const assetsOf = (sheets: readonly SheetRows[], params = {}) => linesOf(ask(sheets, params), 'assets')

  test('the least is a limit: at it listed, a cent below not, and what is below is summed', () => {
    const rows = [pay('6222021111111111111', 1_000_000), pay('6222022222222222222', 999_999)]
    expect(assetsOf([{ kind: 'transfer', rows }]).map(({ account }) => account)).toEqual([
      '6222021111111111111',
    ])
    expect(noteOf(ask([{ kind: 'transfer', rows }]), 'below-least')).toContain('9,999.99')
    expect(assetsOf([{ kind: 'transfer', rows }], { least: null }).length).toBe(2)
  })
  test('the bank is what the material says, else what the case knows of the prefix, else the table, else unknown', () => {
    const rows = [
      pay('6222021111111111111', 2_000_000, { counterBank: '中国工商银行股份有限公司上海市分行' }),
      pay('8800001111111111111', 2_000_000, { counterBank: '某地村镇银行' }),
      pay('8800002222222222222', 2_000_000),
      pay('6228481111111111111', 2_000_000),
      pay('7700001111111111111', 2_000_000),
    ]
    const found = new Map(
      assetsOf([{ kind: 'transfer', rows }]).map(({ account, institution, basis }) => [
        account,
        [institution, (basis as { zh: string }).zh.slice(0, 4)],
      ]),
    )
    expect(Object.fromEntries(found)).toEqual({
      '6222021111111111111': ['中国工商银行', '材料写明'],
      '8800001111111111111': ['某地村镇银行', '材料写明'],
      '8800002222222222222': ['某地村镇银行', '本案同卡'],
      '6228481111111111111': ['中国农业银行', '公开卡段'],
      '7700001111111111111': ['不明', '不明'],
    })
  })
  test('two banks said as often are both told; a party without a number is told and not listed; a channel stands apart', () => {
    const rows = [
      pay('6222021111111111111', 2_000_000, { counterBank: '招商银行' }),
      pay('6222021111111111111', 3_000_000, { counterBank: '交通银行' }),
      pay(null, 5_000_000, { counterName: '某某商行' }),
      pay('243300133', 7_000_000, { counterName: '财付通支付科技有限公司' }),
    ]
    const result = ask([{ kind: 'transfer', rows }])
    expect(linesOf(result, 'assets')).toMatchObject([
      { institution: '交通银行 / 招商银行', in: { minor: 5_000_000 } },
    ])
    expect(noteOf(result, 'several-institutions')).toContain('1 行')
    expect(linesOf(result, 'evidence')).toMatchObject([{ institution: '财付通支付科技有限公司' }])
  })
  test('a table of payers and payees is nobody’s statement', () => {
    const rows: Values[] = [
      {
        payerAccount: '6222021111111111111',
        ownAccount: '6222021111111111111',
        counterAccount: '6222022222222222222',
        payeeAccount: '6222022222222222222',
        direction: 'out',
        amount: 5_000_000,
        time: '2024-03-01 10:00:00',
        result: 'success',
      },
    ]
    expect(
      assetsOf([{ kind: 'transfer', rows }])
        .map(({ account }) => account)
        .toSorted(),
    ).toEqual(['6222021111111111111', '6222022222222222222'])
  })
  test('of rows of one second the last is the one no other begins from; where that is not one, no balance is told', () => {
    const at = (amount: number, balance: number): Values =>
      pay('6222021111111111111', amount, { balance, time: '2024-03-02 10:00:00' })
    const rest = (rows: readonly Values[]) =>
      linesOf(ask([{ kind: 'transfer', rows }]), 'resting').map(({ balance }) => balance)
    expect(rest([at(100, 500), at(200, 300), at(50, 250)])).toEqual([{ minor: 250, currency: 'CNY' }])
    expect(rest([at(50, 250), at(100, 500), at(200, 300)])).toEqual([{ minor: 250, currency: 'CNY' }])
    expect(rest([at(100, 500), at(200, 900)])).toEqual([null])
    expect(rest([at(100, 0)])).toEqual([])
  })
  test('a registered account without a row is asked for since it was opened', () => {
    const register = {
      kind: 'personRegister',
      rows: [{ name: '张三', idNumber: '11010519491231002X', cards: '6228481111111111111' }],
    }
    expect(assetsOf([register])).toMatchObject([
      {
        account: '6228481111111111111',
        timeMark: { zh: '开户至今' },
        from: null,
        in: null,
        reason: { zh: '登记在张三名下；材料中没有其收付；自身流水未调取' },
      },
    ])
  })
})

describe('tables', () => {
  test('cards by the longest prefix that fits their length', () => {
    expect(banksOfCard('6229756115000000000')).toEqual(['北京农村商业银行'])
    expect(banksOfCard('6222021234567890123')).toEqual(['中国工商银行'])
    expect(banksOfCard('62220212345678901')).not.toContain('中国工商银行')
    for (const none of ['', '1234', '9999999999999999999', 'a'.repeat(19)])
      expect(banksOfCard(none)).toEqual([])
  })
  test('every line of the table is whole: a bank, lengths of cards, prefixes of digits', () => {
    for (const line of bankPrefixes) expect(line).toMatch(/^[^|']+(?:\|\d{2}:\d{2,12}(?: \d{2,12})*)+$/)
    expect(new Set(bankPrefixes.map((line) => line.split('|')[0])).size).toBe(bankPrefixes.length)
  })
  test('branches by their bank; what is not known stays', () => {
    expect(['工行徐汇支行', '中国建设银行（上海）', '某地村镇银行'].map(bankOfBranch)).toEqual([
      '中国工商银行',
      '中国建设银行',
      '某地村镇银行',
    ])
  })
  test('operators by number, at the edges of the ranges', () => {
    const of = (prefix: string) => operatorOf(prefix.padEnd(11, '0'))
    expect(
      [
        '133',
        '134',
        '1349',
        '1340',
        '170',
        '1703',
        '1704',
        '1705',
        '174',
        '1740',
        '1746',
        '192',
        '154',
        '144',
      ].map(of),
    ).toEqual([
      'telecom',
      'mobile',
      null,
      'mobile',
      'telecom',
      'mobile',
      'unicom',
      'mobile',
      'telecom',
      'telecom',
      null,
      'broadnet',
      null,
      null,
    ])
    expect(operatorOf('02165432109')).toBeNull()
    expect([isResold('17012345678'), isResold('13812345678')]).toEqual([true, false])
  })
})
