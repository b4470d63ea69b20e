import { expect, test } from 'vitest'
import { importCase } from './importCase.ts'

test('days of arrests and seizures come from the tables, one mark a day, repeats left out', async () => {
  const { engine, give } = await importCase()
  const people =
    '姓名,身份证号,到案时间\n甲某,110101199003070011,2022-09-15 20:30\n乙某,110101199003070038,2022-09-15\n丙某,110101199003070054,2022-09-16\n丁某,110101199003070070,\n'
  for (const [name, text] of [
    ['嫌疑人.csv', people],
    ['嫌疑人再导出.csv', `${people}戊某,110101199003070097,\n`],
    [
      '扣押清单.csv',
      '扣押场所,物品名称,数量,单位,特征,扣押时间\n仓库1号,剧本甲,10,盒,全新,2022-09-12 10:00\n仓库1号,剧本乙,5,盒,全新,2022-09-12 10:00\n仓库2号,剧本丙,1,盒,全新,\n',
    ],
  ] as const)
    await engine.call('import.run', { fileId: give(name, text) })
  expect(
    (await engine.call('times.marks', {})).map(({ sort, at, count, text }) => [sort, at, count, text]),
  ).toEqual([
    ['seizure', '2022-09-12', 2, '剧本甲、剧本乙'],
    ['arrest', '2022-09-15', 2, '乙某、甲某'],
    ['arrest', '2022-09-16', 1, '丙某'],
  ])
})
