/** Lists of official forms: what stands on them, what they lack before they are printed, and the papers as other programs read them. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, expect, test } from 'vitest'
import { officialTime } from '../../electron/engine/report/lists/formList.ts'
import type { Engine } from '../../electron/engine/index.ts'
import type { FormListCheck } from '../../shared/contract/index.ts'
import { formLists, type FormListId } from '../../shared/model/formLists.ts'
import { bytesOf, temporaryEngine, type TemporaryEngine } from '../helpers/engine.ts'
import { sampleEngine } from '../helpers/sampleEngine.ts'

const header =
  '编号,场所,物品名称,特征,数量,单位,重量(公斤),价值,持有人,扣押地点,扣押时间,扣押决定书文号,保管地点,处理情况,备注'
async function withThings(lines: readonly string[]): Promise<TemporaryEngine> {
  const made = await temporaryEngine()
  const path = join(made.folder, '扣押清单.csv')
  writeFileSync(path, [header, ...lines].join('\n'))
  await made.engine.call('import.run', { fileId: made.engine.files.grant(path) })
  return made
}
const gapsOf = (check: FormListCheck) =>
  check.parts.map(({ place, rows, gaps }) => [place, rows, gaps.map(({ gap, count }) => `${gap} ${count}`)])
async function page(engine: Engine, list: FormListId, redact: 'none' | 'all' = 'none'): Promise<string> {
  const { fileId } = await engine.call('lists.write', { list, format: 'html', redact })
  return bytesOf(engine, fileId).toString()
}
/** The cells of the list's own tables, row by row; those to sign in are left out. */
const cellsOf = (html: string): readonly (readonly string[])[] =>
  [...html.matchAll(/<tr>(.*?)<\/tr>/gs)]
    .map(([, row = '']) => [...row.matchAll(/<td>(.*?)<\/td>/gs)].map(([, cell = '']) => cell))
    .filter((row) => row.length > 4)

const whole = '1,仓库1号,手机,黑色,1,部,,,罗志华,上海市某路1号,2022-09-12,沪公扣字〔2022〕1号,物证室,,'

test('a list that has everything lacks nothing of its rows; each missing thing is told with its row', async () => {
  const { engine } = await withThings([whole])
  expect(gapsOf(await engine.call('lists.check', { list: 'seized' }))).toEqual([['仓库1号', 1, []]])
  const without: readonly (readonly [string, string, string])[] = [
    ['特征', whole.replace('黑色', ''), 'no-feature 1'],
    ['数量', whole.replace(',1,部', ',,部'), 'no-quantity 1'],
    ['单位', whole.replace(',部', ','), 'no-measure-unit 1'],
    ['持有人', whole.replace('罗志华', ''), 'no-holder 1'],
    ['扣押时间', whole.replace('2022-09-12', ''), 'no-time 1'],
    ['文号', whole.replace('沪公扣字〔2022〕1号', ''), 'no-document 1'],
    ['编号', whole.replace(/^1/, ''), 'numbered-anew 1'],
  ]
  for (const [what, line, gap] of without) {
    const other = await withThings([line])
    const check = await other.engine.call('lists.check', { list: 'seized' })
    expect([what, gapsOf(check)[0]?.[2]]).toEqual([what, [gap]])
    const ids = check.parts[0]?.gaps[0]?.recordIds ?? []
    if (!['文号', '编号'].includes(what)) {
      const { rows } = await other.engine.call('records.window', {
        scope: { kind: 'seizure', picked: [...ids] },
        offset: 0,
        limit: 9,
      })
      expect([what, rows.length]).toEqual([what, 1])
    }
  }
})

test('a measure stands for a feature; two holders, two documents and numbers that stand twice are told; places are lists of their own', async () => {
  const { engine } = await withThings([
    whole.replace('黑色,1,部,,', ',30,盒,12.500,'),
    whole.replace('手机', '电脑').replace('罗志华', '闫秀玉').replace('〔2022〕1号', '〔2022〕2号'),
    whole.replace('仓库1号', '门店').replace('手机', '账本'),
  ])
  expect(gapsOf(await engine.call('lists.check', { list: 'seized' }))).toEqual([
    ['仓库1号', 2, ['several-documents 2', 'several-holders 2', 'numbered-anew 1']],
    ['门店', 1, []],
  ])
  expect(cellsOf(await page(engine, 'seized'))).toEqual([
    ['1', '手机', '30盒', '重量12.500公斤', '原编号1；来源：上海市某路1号'],
    ['2', '电脑', '1部', '黑色', '原编号1；来源：上海市某路1号'],
    ['1', '账本', '1部', '黑色', '来源：上海市某路1号'],
  ])
  const only = await engine.call('lists.check', {
    list: 'seized',
    scope: { kind: 'seizure', filter: [{ field: 'site', op: 'oneOf', values: ['门店'] }] },
  })
  expect(only.parts.map(({ place }) => place)).toEqual(['门店'])
})

test('what is odd in rows is told with their number: no decision beside others that have one, no quantity that can be, more holders than cells, what was handed out', async () => {
  const wide = `${header},领取人,领取时间,持有人身份证号`
  const of = async (...lines: readonly string[]) => {
    const made = await temporaryEngine()
    const path = join(made.folder, '扣押清单.csv')
    writeFileSync(path, [wide, ...lines].join('\n'))
    await made.engine.call('import.run', { fileId: made.engine.files.grant(path) })
    return gapsOf(await made.engine.call('lists.check', { list: 'seized' }))
  }
  const base = `${whole},,,`
  const second = base.replace(/^1/, '2').replace('手机', '硬盘')
  const third = base.replace(/^1/, '3').replace('手机', '账本')
  const odd: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['nothing', [base, second, third], []],
    [
      'one without a decision',
      [base, second.replace('沪公扣字〔2022〕1号', ''), third],
      ['rows-without-document 1'],
    ],
    [
      'two without a decision',
      [base, second.replace('沪公扣字〔2022〕1号', ''), third.replace('沪公扣字〔2022〕1号', '')],
      ['rows-without-document 2'],
    ],
    ['a quantity of nothing', [base.replace(',1,部', ',0,部'), second, third], ['odd-quantity 1']],
    ['below nothing', [base.replace(',1,部', ',-2,部'), second, third], ['odd-quantity 1']],
    ['two names in a cell', [base.replace('罗志华', '罗志华、闫秀玉'), second, third], ['several-holders 2']],
    [
      'two numbers of one name',
      [
        `${whole},,,11010519491231002X`,
        `${whole.replace(/^1/, '2').replace('手机', '硬盘')},,,310101199003071230`,
      ],
      ['several-holders 2'],
    ],
    ['a number beside none', [`${whole},,,11010519491231002X`, second], []],
    ['handed to somebody', [`${whole},闫秀玉,,`, second], ['handed-out 1']],
    [
      'handed out on a day',
      [`${whole},,2022-10-01,`, `${whole.replace(/^1/, '2').replace('手机', '硬盘')},闫秀玉,2022-10-01,`],
      ['handed-out 2'],
    ],
  ]
  for (const [what, lines, gaps] of odd) expect([what, (await of(...lines))[0]?.[2]]).toEqual([what, gaps])
})

test('the time of a list is as fine as the material has it', () => {
  expect(
    [
      '2022',
      '2022-09',
      '2022-09-01',
      '2022-09-01 08:05',
      '2022-09-01 08:05:59',
      '2022-09-01T08:05:59',
      '不详',
    ].map(officialTime),
  ).toEqual([
    '2022年',
    '2022年9月',
    '2022年9月1日',
    '2022年9月1日 08:05',
    '2022年9月1日 08:05',
    '2022年9月1日 08:05',
    '不详',
  ])
})

test('a repeat stands on the list once and is told; an edit changes the list', async () => {
  const { engine, folder } = await withThings([whole])
  const again = join(folder, '扣押清单又一份.csv')
  writeFileSync(again, [header, whole, whole.replace(/^1/, '2').replace('手机', '硬盘')].join('\n'))
  await engine.call('import.run', { fileId: engine.files.grant(again) })
  const check = await engine.call('lists.check', { list: 'seized' })
  expect([check.leftOut, check.parts.map(({ rows }) => rows)]).toEqual([1, [2]])
  const { rows } = await engine.call('records.window', { scope: { kind: 'seizure' }, offset: 0, limit: 9 })
  const { sheetId, row } = rows[0]?.source ?? { sheetId: 0, row: 0 }
  await engine.call('records.edit', {
    sheetId,
    row,
    field: 'feature',
    text: '黑色，屏幕碎裂',
    reason: '勘验',
  })
  expect((await page(engine, 'seized')).includes('黑色，屏幕碎裂')).toBe(true)
})

test('rows that may be one thing with a row of another file stand on lines of their own, and are told until somebody decides', async () => {
  const { engine, folder } = await temporaryEngine()
  const plain = '物品名称,数量,单位,特征'
  for (const [name, lines] of [
    ['一.csv', ['手机,1,部,黑色', '电脑,1,台,', '现金,5000,元,', '账本,3,本,', '印章,2,枚,']],
    ['二.csv', ['手机,1,部,', '电脑,1,台,旧', '车,1,辆,', '房产证,1,本,', '手表,1,块,']],
  ] as const) {
    writeFileSync(join(folder, name), [plain, ...lines].join('\n'))
    await engine.call('import.run', { fileId: engine.files.grant(join(folder, name)) })
  }
  const told = async () => {
    const { parts } = await engine.call('lists.check', { list: 'seized' })
    const undecided = parts.flatMap(({ gaps }) => gaps.filter(({ gap }) => gap === 'possible-repeats'))
    return [
      parts.reduce((sum, { rows }) => sum + rows, 0),
      undecided.reduce((sum, { count }) => sum + count, 0),
    ]
  }
  expect(await told()).toEqual([10, 2])
  await engine.call('facts.decideAll', { kind: 'seizure', finding: 'possible-repeat' })
  expect(await told()).toEqual([8, 0])
})

test('what is sent with a case has its place of keeping, and no proposal that nobody wrote', async () => {
  const { engine } = await withThings([
    whole.replace('物证室,,', '物证室,已返还,'),
    whole.replace(/^1/, '2').replace('手机', '硬盘').replace('物证室', ''),
  ])
  const check = await engine.call('lists.check', { list: 'transferred' })
  expect(check.gaps.map(({ gap }) => gap)).toContain('handling-by-hand')
  expect(gapsOf(check)).toEqual([['仓库1号', 2, ['no-keeper 1']]])
  expect(cellsOf(await page(engine, 'transferred')).map((row) => row.slice(4))).toEqual([
    ['物证室', '', '来源：上海市某路1号；材料所载处理情况：已返还'],
    ['', '', '来源：上海市某路1号'],
  ])
})

test('head of the paper: what the case is filed under, or that it is not said', async () => {
  const { engine } = await withThings([whole])
  const gaps = async () =>
    (await engine.call('lists.check', { list: 'registered' })).gaps.map(({ gap }) => gap)
  expect(await gaps()).toEqual([
    'no-unit',
    'no-case-number',
    'one-officer',
    'signatures-by-hand',
    'witness-by-hand',
  ])
  await engine.call('case.describe', {
    unit: '某某市公安局',
    number: '沪公立字〔2022〕9号',
    officer: '王',
    secondOfficer: '李',
  })
  expect(await gaps()).toEqual(['signatures-by-hand', 'witness-by-hand'])
  const html = await page(engine, 'registered')
  for (const words of [
    '某某市公安局',
    '登记保存清单',
    '沪公立字〔2022〕9号',
    '沪公扣字〔2022〕1号',
    '2022年9月12日',
    '罗志华',
    '一式两份',
    '（以下空白）',
  ])
    expect(html).toContain(words)
  // Nobody signs by machine.
  expect(html).not.toContain('王')
})

test('masked, no name of a holder leaves, in the head neither', async () => {
  const { engine } = await withThings([whole.replace(/,$/, ',罗志华自述')])
  const html = await page(engine, 'seized', 'all')
  expect([html.includes('罗志华'), html.includes('罗某'), html.includes('人名只留姓氏')]).toEqual([
    false,
    true,
    true,
  ])
})

test.each(['名单.罗志华', '名单.csv.罗志华', '罗志华.csv'])(
  'masked, no name leaves with the name of a file or what stands behind its dot: %s',
  async (name) => {
    const { engine, folder } = await withThings([whole])
    const path = join(folder, name)
    writeFileSync(path, [header, whole.replace('手机', '硬盘')].join('\n'))
    await engine.call('import.run', { fileId: engine.files.grant(path) })
    const [open, masked] = [await page(engine, 'electronic'), await page(engine, 'electronic', 'all')]
    expect([open.includes('罗志华'), masked.includes('罗志华')]).toEqual([true, false])
  },
)

test('a scope of another table and an empty list are refused by name; what is written stands in the list of exports', async () => {
  const { engine } = await temporaryEngine()
  await expect(
    engine.call('lists.check', { list: 'seized', scope: { kind: 'transfer' } }),
  ).rejects.toMatchObject({ code: 'invalid-arguments' })
  for (const list of formLists)
    await expect(engine.call('lists.write', { list })).rejects.toMatchObject({ code: 'report-empty' })
  expect(await engine.call('report.list', {})).toEqual([])
})

let sample: TemporaryEngine
beforeAll(async () => {
  sample = await sampleEngine('piracy')
}, 240_000)
test('the sample: 扣押清单 holds every seized thing once, by place, with the quantities of the table', async () => {
  const { engine } = sample
  const { total } = await engine.call('records.window', { scope: { kind: 'seizure' }, offset: 0, limit: 1 })
  const check = await engine.call('lists.check', { list: 'seized' })
  expect(check.parts).toHaveLength(15)
  expect(check.parts.reduce((sum, { rows }) => sum + rows, 0) + check.leftOut).toBe(total)
  const rows = cellsOf(await page(engine, 'seized'))
  const boxes = rows.flatMap(([, , quantity = '']) => /^([\d,]+)盒$/.exec(quantity)?.[1] ?? [])
  const sum = boxes.reduce((all, text) => all + Number(text.replaceAll(',', '')), 0)
  const measure = (await engine.call('measures.list', {})).find(({ id }) => id === 'seizure.boxes')
  expect({ count: sum, scale: 0 }).toEqual(measure?.value)
})
test('the sample: 电子数据清单 has every file with its hash; an import that was undone is not on it and is told', async () => {
  const { engine } = sample
  const batches = await engine.call('import.batches', {})
  const html = await page(engine, 'electronic')
  for (const { fileName, sha256 } of batches)
    expect([html.includes(fileName), html.includes(sha256)]).toEqual([true, true])
  await engine.call('import.undo', { batchId: batches[0]?.batchId ?? 0 })
  const check = await engine.call('lists.check', { list: 'electronic' })
  expect([check.leftOut, check.parts[0]?.rows]).toEqual([1, batches.length - 1])
  await engine.call('history.undo', {})
})
test('the Word file says the same as the web page', async () => {
  const { engine } = sample
  const { fileId } = await engine.call('lists.write', { list: 'seized', format: 'docx' })
  const xml = strFromU8(unzipSync(bytesOf(engine, fileId))['word/document.xml'] ?? new Uint8Array())
  const texts = [...xml.matchAll(/<w:tc>(.*?)<\/w:tc>/gs)].map(([, cell = '']) =>
    [...cell.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text = '']) => text).join(''),
  )
  for (const cell of cellsOf(await page(engine, 'seized')).flat())
    if (cell !== '') expect(texts).toContain(cell)
})
