import { expect, test } from 'vitest'
import { importCase } from './importCase.ts'

test('each event of a lane is stepped to once, though rows of two tables have one number and one time', async () => {
  const { engine, give } = await importCase()
  const card = '6217000000000000007'
  const phone = '13800138017'
  for (const [name, text] of [
    [
      '流水.csv',
      `交易卡号,交易时间,交易金额,收付标志,交易对手账卡号\n${card},2024-01-01 10:00:00,1.00,出,6217000000000000015\n${card},2024-01-02 10:00:00,2.00,出,6217000000000000015\n`,
    ],
    [
      '话单.csv',
      `本机号码,对方号码,通话开始时间,通话时长(秒)\n${phone},13700137000,2024-01-01 10:00:00,30\n${phone},13700137000,2024-01-03 10:00:00,31\n`,
    ],
  ] as const)
    await engine.call('import.run', { fileId: give(name, text) })
  const idOf = async (text: string) =>
    (await engine.call('entities.list', { text, offset: 0, limit: 1 })).rows[0]?.entityId ?? 0
  const lane = [await idOf(card), await idOf(phone)]
  const { events } = await engine.call('timeline.read', { lanes: [lane], cells: 4, limit: 10 })
  const all = (events ?? []).map(({ kind, recordId }) => `${kind} ${recordId}`)
  expect(all).toHaveLength(4)
  const [first, second] = all
  expect(first?.split(' ')[1]).toBe(second?.split(' ')[1])
  for (const by of ['next', 'former'] as const) {
    const walked: string[] = []
    let at = await engine.call('timeline.step', { lane, by, at: by === 'next' ? '2023' : '2025' })
    while (at !== null && walked.length < 9) {
      walked.push(`${at.kind} ${at.recordId}`)
      at = await engine.call('timeline.step', { lane, by, at: at.time, kind: at.kind, recordId: at.recordId })
    }
    expect(walked.toSorted()).toEqual(all.toSorted())
  }
})
