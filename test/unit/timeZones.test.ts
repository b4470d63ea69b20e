/** Zones that headers and lines name, and times brought from them, at the ends of summer time too. */
import { expect, test } from 'vitest'
import { fromCaseTime, headerZone, inCaseTime, lineZone, namesOwnZone } from '../../shared/model/timeZones.ts'

const eastern = 'America/New_York'
test.each([
  ['下注时间(美东)', eastern],
  ['下注时间（美东时间）', eastern],
  ['投注时间美东时间', eastern],
  ['时间(ET)', eastern],
  ['时间(EST)', -300],
  ['EDT时间', -240],
  ['下注时间(美东时间GMT-4)', -240],
  ['下注时间(美东夏令时)', -240],
  ['时间(UTC)', 0],
  ['UTC时间', 0],
  ['Time (GMT)', 0],
  ['time_utc', 0],
  ['时间(GMT+8)', 480],
  ['时间 (UTC+08:00)', 480],
  ['交易时间(UTC+7)', 420],
  ['时间(GMT+5:30)', 330],
  ['时间(+9)', 540],
  ['下注时间(北京时间)', 480],
  ['时间(东八区)', 480],
  ['时间(西五区)', -300],
  ['登录时间(泰国时间)', 420],
  ['登录时间(日本)', 540],
  ['时间(当地时间)', null],
  ['下注时间(美国时间)', null],
  ['下注时间', undefined],
  ['结算时间(派彩)', undefined],
  ['Bet time', undefined],
  ['MARKET TIME', undefined],
  ['时间(24小时)', undefined],
  ['时间(1-2)', undefined],
  ['创建时间(CST)', 480],
])('a header: %s', (header, zone) => {
  expect(headerZone(header)?.zone).toBe(zone)
})
test.each([
  ['时区：GMT-4', -240],
  ['以下时间均为美东时间', eastern],
  ['注：所有时间按泰国时间显示', 420],
  ['Time zone: UTC', 0],
  ['时间为UTC+7', 420],
  ['备注：系统时间为北京时间', 480],
  ['说明：时间以当地时间为准', null],
  // A moment of its own, and words that speak of no zone.
  ['导出时间：2024-05-13 10:15:30 (UTC)', undefined],
  ['查询时间：2024-01-01 至 2024-05-13', undefined],
  ['户名：张三 开户地：泰国', undefined],
  ['美东公司投注明细', undefined],
  ['会员投注明细', undefined],
])('a line: %s', (line, zone) => {
  expect(lineZone(line)?.zone).toBe(zone)
})
test.each([
  ['2022-07-01 10:00:00', eastern, '2022-07-01 22:00:00'],
  ['2022-12-01 10:00:00', eastern, '2022-12-01 23:00:00'],
  // Summer time began on 13 March 2022 at two o'clock and ended on 6 November at two.
  ['2022-03-13 01:59:59', eastern, '2022-03-13 14:59:59'],
  ['2022-03-13 03:00:00', eastern, '2022-03-13 15:00:00'],
  ['2022-11-06 00:59:59', eastern, '2022-11-06 12:59:59'],
  ['2022-11-06 01:30:00', eastern, '2022-11-06 13:30:00'],
  ['2022-11-06 02:00:00', eastern, '2022-11-06 15:00:00'],
  ['2022-07-01 10:00', 0, '2022-07-01 18:00'],
  ['2022-12-31 20:00:00', -240, '2023-01-01 08:00:00'],
  ['2022-07-01 10:00:00', 540, '2022-07-01 09:00:00'],
  ['2022-07-01 00:10:00', 330, '2022-07-01 02:40:00'],
  ['2022-07-01', eastern, '2022-07-01'],
  ['10:00:00', 0, '10:00:00'],
  ['2022-07-01 10:00:00', null, '2022-07-01 10:00:00'],
  ['2022-07-01 10:00:00', 480, '2022-07-01 10:00:00'],
])('%s of %s is %s', (time, zone, here) => {
  expect(inCaseTime(time, zone)).toBe(here)
  if (zone !== null && time.length >= 16) expect(fromCaseTime(here, zone)).toBe(time)
})
test('cells that name their own zone', () => {
  for (const cell of [
    '2022-07-01T10:00:00Z',
    '2022-07-01 10:00:00 UTC',
    '2022-07-01 10:00 GMT+8',
    '2022-07-01T10:00:00+08:00',
    '1656640800',
    '1656640800000',
  ])
    expect([cell, namesOwnZone(cell)]).toEqual([cell, true])
  for (const cell of [
    '2022-07-01 10:00:00',
    '2022-07-01',
    '10:00 PM',
    '2022/7/1 10:00',
    '20220701100000',
    '44743.5',
  ])
    expect([cell, namesOwnZone(cell)]).toEqual([cell, false])
})
