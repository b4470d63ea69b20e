/** The index finds what a scan of every row finds: the same rows, the same cells, for any piece of any text, in any script. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { random } from '../helpers/statements.ts'
import { caseOfSheets, type Cells, found, indexAll, scannedEach } from './searchCase.ts'

/** Alphabets of which cells are made; a cell mixes up to three. */
const scripts: readonly (readonly string[])[] = [
  [...'张伟曾单仇解罗志华李娜雾港来信转账货款工资王小明欧阳'],
  [...'張偉羅華後裏臺灣帳戶'],
  ['㙍', '𠮷', '𡞱', '𪚥', '䶮', '﨎'],
  [...'abcxyzWXIDqq'],
  [...'0123456789'],
  [...'0123456789'],
  [...'абвгдЖё'],
  [...'ＡＢｃｄ１２３４　－'],
  [..." -.,:/'’‐—\n\t"],
  [...'~!@#()（）【】、。"\\_+*·'],
  [
    '\u200b',
    '\u0000',
    '\u001e',
    '\u001f',
    'ß',
    'Σ',
    'ς',
    'İ',
    'ﬁ',
    'é',
    'e\u0301',
    '\u3099',
    '가',
    '한',
    'あ',
    '🙂',
  ],
]
function randomText(next: () => number, length: number): string {
  const chosen = Array.from(
    { length: 1 + Math.floor(next() * 3) },
    () => scripts[Math.floor(next() * scripts.length)] ?? [],
  )
  return Array.from({ length }, () => {
    const script = chosen[Math.floor(next() * chosen.length)] ?? ['x']
    return script[Math.floor(next() * script.length)] ?? 'x'
  }).join('')
}
const names = [
  '张伟',
  '张 伟',
  '張偉',
  '曾丽',
  '单雄信',
  '仇英',
  '欧阳娜娜',
  '解珍',
  '吕布',
  '阿卜杜·买买提',
  '万俟卨',
  '罗志华',
  '王小明',
]
const pick = <T>(next: () => number, list: readonly T[]): T => list[Math.floor(next() * list.length)] as T
const two = (value: number): string => String(value).padStart(2, '0')
/** Columns as cases have them: names, cards, moments, amounts, serials, memos, and anything. */
const columns: readonly ((next: () => number, row: number) => string)[] = [
  (next) => pick(next, names),
  (next) => `6222 ${two(next() * 20)}83-${1_000 + Math.floor(next() * 50)}`,
  (next) => `62220083${10_000_000 + Math.floor(next() * 1e7)}`,
  (next) =>
    `2021-${two(1 + next() * 12)}-${two(1 + next() * 28)} ${two(next() * 24)}:${two(next() * 60)}:${two(next() * 60)}`,
  (next) => `2021/3/${1 + Math.floor(next() * 28)} 8:0${Math.floor(next() * 10)}`,
  (next) => (next() * 20_000).toFixed(2),
  (next) => Math.floor(next() * 2_000_000).toLocaleString('en'),
  (next, row) => `20210315${String(row).padStart(9, '0')}${Math.floor(next() * 900)}`,
  (next) => pick(next, ['转账', '货款', '工资', '', '微信零钱提现', '备注：还款']),
  (next) => randomText(next, Math.floor(next() * 12)),
  (next) => (next() < 0.8 ? '' : randomText(next, 30)),
  (next) => (next() < 0.5 ? pick(next, names) : randomText(next, 4)),
  (next) => (next() < 0.02 ? randomText(next, 200) : pick(next, ['是', '否'])),
  (next) => `${pick(next, names)}${Math.floor(next() * 1e6)}`,
]
function randomSheet(next: () => number, rows: number): Cells[] {
  const kinds = Array.from({ length: 1 + Math.floor(next() * 6) }, () => pick(next, columns))
  return Array.from({ length: rows }, (_, row) => {
    const cells = kinds.map((make) => make(next, row))
    while (cells.length > 0 && cells.at(-1) === '') cells.pop()
    return cells
  })
}
/** Edits, notes and tags on some of the rows. */
function addToRows(db: WriteDb, next: () => number, sheets: readonly (readonly Cells[])[]): void {
  db.exec("INSERT INTO tags VALUES (1, '待查', 'red'), (2, '雾港 Ａ１', 'blue')")
  for (const [index, rows] of sheets.entries())
    for (const row of rows.keys()) {
      if (next() < 0.03)
        db.prepare("INSERT INTO row_edits VALUES (?, ?, 'title', ?, '', '', '')").run(
          index + 1,
          row + 2,
          next() < 0.5 ? pick(next, names) : randomText(next, 10),
        )
      if (next() < 0.03)
        db.prepare("INSERT INTO row_notes VALUES (?, ?, ?, '', '')").run(
          index + 1,
          row + 2,
          randomText(next, 12),
        )
      if (next() < 0.03)
        db.prepare("INSERT INTO row_tags VALUES (?, ?, ?, '', '')").run(
          index + 1,
          row + 2,
          1 + Math.floor(next() * 2),
        )
    }
}
const spelled = [
  'zhangwei',
  'zhangw',
  'zw',
  'cengl',
  'zengli',
  'zl',
  'shan',
  'dan',
  'qiuy',
  'xie',
  'jiez',
  'lvbu',
  'lub',
  'lyub',
  'moqi',
  'abdmmt',
  'ouyangnana',
  'oynn',
  'wei',
  'w',
  'wx',
  'luo zhi',
  'zhuangx',
  'zhuangxiongxin',
  "zhang'wei",
]
/** Pieces of what stands in the sheets, changed as people change them, and things that may stand nowhere. */
function queries(next: () => number, sheets: readonly (readonly Cells[])[]): string[] {
  const cells = sheets.flat(2).filter((cell) => cell !== '')
  const piece = (): string => {
    const characters = [...pick(next, cells.length > 0 ? cells : ['张伟'])]
    const from = Math.floor(next() * characters.length)
    return characters.slice(from, from + 1 + Math.floor(next() ** 2 * 12)).join('')
  }
  return [
    '待查',
    '雾港a1',
    ...Array.from({ length: 12 }, piece),
    ...Array.from({ length: 3 }, () => piece().toUpperCase()),
    ...Array.from({ length: 3 }, () => piece().normalize('NFKC')),
    ...Array.from({ length: 3 }, () => `${piece()} ${piece()}`),
    ...Array.from({ length: 3 }, () => piece().replace(/\D/g, '')),
    ...Array.from({ length: 3 }, () => piece().replace(/(\d{2})/g, '$1 ')),
    ...Array.from({ length: 3 }, () => randomText(next, 1 + Math.floor(next() * 4))),
    pick(next, spelled),
    pick(next, spelled),
    pick(next, names),
    String(Math.floor(next() * 100_000)),
    `+${Math.floor(next() * 1e6)}`,
  ]
}

/** Small parts and samples, so that short tables meet every way a column is kept and every border. */
const sizes = [
  undefined,
  { partRows: 300, partPlaces: 1_000_000, sampleRows: 40 },
  { partRows: 50, partPlaces: 400, sampleRows: 7 },
]
test.each([
  [1, 40],
  [2, 40],
  [3, 3],
])(
  'random tables, round %i: every piece of every text is found where it stands',
  (round, runs) =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 }), async (seed) => {
        const next = random(seed + round)
        const sheets = Array.from({ length: 1 + Math.floor(next() * 3) }, () =>
          randomSheet(next, round === 3 ? 200 + Math.floor(next() * 1_000) : Math.floor(next() * 60)),
        )
        const db = caseOfSheets(sheets, [2, 7, 8, 30])
        await indexAll(db, pick(next, sizes))
        addToRows(db, next, sheets)
        const asked = queries(next, sheets)
        for (const [at, places] of scannedEach(db, asked).entries())
          expect([asked[at], found(db, asked[at] ?? '')]).toEqual([asked[at], places])
        db.close()
      }),
      { numRuns: runs },
    ),
  300_000,
)
