/** Times of another zone in a file: brought to the time of the case where the zone is certain, told always. */
import { expect, test } from 'vitest'
import { recordKind } from '../../shared/model/recordKinds/index.ts'
import { caseOfFiles } from '../helpers/measured.ts'

const file = (...lines: readonly string[]): string => `${lines.join('\n')}\n`
async function read(kind: string, fields: readonly string[], text: string) {
  const engine = await caseOfFiles({ 'a.csv': text })
  const places = recordKind(kind)?.fields.map(({ id }) => id) ?? []
  const { rows } = await engine.call('records.window', { scope: { kind }, offset: 0, limit: 9 })
  const finding = (await engine.call('quality.list', {})).find(({ id }) => id === 'time-zone')
  const shown =
    finding === undefined
      ? []
      : (await engine.call('quality.rows', { finding: 'time-zone', offset: 0, limit: 9 })).rows
  return {
    times: rows.map(({ values }) => fields.map((field) => values[places.indexOf(field)] ?? null)),
    tone: finding?.tone ?? null,
    told: shown.map(({ values: { said, by, zone } }) => [said, by, zone]),
  }
}
const slips = (header: string, ...times: readonly string[]) =>
  file(`注单号,会员账号,${header},有效投注,状态`, ...times.map((time, at) => `B${at},m1,${time},10,已结算`))

test.each([
  ['下注时间(GMT-4)', '2022-07-01 10:00:00', '2022-07-01 22:00:00', 'info', ['GMT-4', 'offset', 'UTC-4']],
  ['下注时间(泰国时间)', '2022-07-01 10:00', '2022-07-01 11:00', 'info', ['泰国时间', 'offset', 'UTC+7']],
  ['下注时间(UTC)', '2022-07-01 20:00:00', '2022-07-02 04:00:00', 'info', ['UTC', 'offset', 'UTC+0']],
  ['下注时间(当地时间)', '2022-07-01 20:00:00', '2022-07-01 20:00:00', 'warn', ['当地时间', 'open', '']],
  ['下注时间(UTC)', '2022-07-01', '2022-07-01', 'info', ['UTC', 'offset', 'UTC+0']],
  // The cell's own zone is nearer than the header's.
  ['下注时间(GMT-4)', '2022-07-01T10:00:00Z', '2022-07-01 18:00:00', 'info', ['GMT-4', 'offset', 'UTC-4']],
] as const)('%s: %s', async (header, written, here, tone, told) => {
  expect(await read('betSlip', ['time'], slips(header, written))).toEqual({
    times: [[here]],
    tone,
    told: [told],
  })
})
test('US Eastern keeps its column and gives the time of the row', async () => {
  expect(
    await read(
      'betSlip',
      ['easternTime', 'time'],
      slips('下注时间(美东)', '2022-07-01 10:00:00', '2022-12-01 10:00:00'),
    ),
  ).toEqual({
    times: [
      ['2022-07-01 10:00:00', '2022-07-01 22:00:00'],
      ['2022-12-01 10:00:00', '2022-12-01 23:00:00'],
    ],
    tone: 'warn',
    told: [['下注时间(美东)', 'summer', 'America/New_York']],
  })
  // Beside a column of Beijing time nothing is to be brought anywhere.
  const both = file(
    '注单号,会员账号,下注时间(北京),下注时间(美东),有效投注,状态',
    'B1,m1,2022-07-01 22:00:00,2022-07-01 10:00:00,10,已结算',
  )
  expect(await read('betSlip', ['easternTime', 'time'], both)).toEqual({
    times: [['2022-07-01 10:00:00', '2022-07-01 22:00:00']],
    tone: null,
    told: [],
  })
})
test('a line above, and a header before it', async () => {
  expect(
    await read('betSlip', ['time'], `以下时间均为美东时间\n${slips('下注时间', '2022-07-01 10:00:00')}`),
  ).toEqual({
    times: [['2022-07-01 22:00:00']],
    tone: 'warn',
    told: [['美东时间', 'summer', 'America/New_York']],
  })
  expect(
    await read('betSlip', ['time'], `时区：GMT-4\n${slips('下注时间(北京时间)', '2022-07-01 10:00:00')}`),
  ).toEqual({ times: [['2022-07-01 10:00:00']], tone: null, told: [] })
})
test('a day and a time of day in two columns', async () => {
  const rows = (header: string) =>
    file(
      `交易卡号,交易日期,${header},交易金额,收付标志,交易对手账卡号`,
      '6217000314159268803,2022-07-01,20:00:00,100,出,6222021234567890128',
    )
  expect((await read('transfer', ['time'], rows('交易时间(UTC)'))).times).toEqual([['2022-07-02 04:00:00']])
  expect((await read('transfer', ['time'], `时区：UTC+9\n${rows('交易时间')}`)).times).toEqual([
    ['2022-07-01 19:00:00'],
  ])
  expect((await read('transfer', ['time'], rows('交易时间'))).times).toEqual([['2022-07-01 20:00:00']])
})
test('chats and deposits alike', async () => {
  expect(
    (
      await read(
        'deposit',
        ['time'],
        file('充值订单号,会员账号,充值金额,充值时间(GMT+7),状态', 'D1,m1,100,2022-07-01 10:00:00,成功'),
      )
    ).times,
  ).toEqual([['2022-07-01 11:00:00']])
})
