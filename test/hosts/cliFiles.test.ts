/** What the command line writes as files: persons, collisions, charts; what is in each afterwards, and that nothing masked stands in it anywhere. */
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Input } from '../../shared/contract/index.ts'
import { redactions } from '../../shared/model/redactions.ts'
import { temporaryEngine, temporaryFolder } from '../helpers/engine.ts'
import { jsonHere, lianzhengHere } from './commandLine.ts'

const members = [
  '会员账号,真实姓名,手机号,银行卡号,上级代理,会员层级,备注',
  'vip8,罗志华,13912345678,6217008375367000751,abc9,二,13912345678转告夜猫子',
  'abc9,夜猫子,13912345679,6225886058167522063,,一,',
]
const register = [
  '姓名,身份证号码,手机号码',
  '罗志华,110101199001010015,13912345678',
  '王小明,110101198003078032,13700001111',
]
const secrets = {
  numbers: [
    'vip8',
    'abc9',
    '13912345678',
    '13912345679',
    '13700001111',
    '6217008375367000751',
    '6225886058167522063',
    '110101199001010015',
    '110101198003078032',
  ],
  names: ['罗志华', '夜猫子', '王小明'],
}
type Redaction = (typeof redactions)[number]

let [path, other] = ['', '']
beforeAll(async () => {
  const { engine, folder, casesFolder } = await temporaryEngine()
  for (const [name, lines] of [
    ['会员.csv', members],
    ['登记表.csv', register],
  ] as const) {
    writeFileSync(join(folder, name), lines.join('\r\n'))
    await engine.call('import.run', { fileId: engine.files.grant(join(folder, name)) })
  }
  const { rows } = await engine.call('entities.list', { offset: 0, limit: 50 })
  const entityIds: Input<'charts.create'>['entityIds'] = rows.map(({ entityId }) => entityId)
  await engine.call('charts.create', { name: '罗志华 13912345678', entityIds })
  await engine.call('charts.create', { name: '空图' })
  await engine.call('workspace.close', {})
  const to = temporaryFolder()
  const file = readdirSync(casesFolder).find((name) => name.endsWith('.lzcase')) ?? ''
  ;[path, other] = [join(to, 'a.lzcase'), join(to, 'b.lzcase')]
  for (const copy of [path, other]) copyFileSync(join(casesFolder, file), copy)
}, 60_000)

/** Name and everything written in a file, what is packed in it unpacked. */
function textOf(file: string): string {
  const bytes = readFileSync(file)
  const parts =
    bytes.subarray(0, 2).toString() === 'PK'
      ? Object.values(unzipSync(bytes)).map((part) => strFromU8(part))
      : [bytes.toString('utf8')]
  return [basename(file), ...parts].join('\n')
}
/** Runs a command that writes one file, and reads it. */
async function written(
  args: readonly string[],
): Promise<{ readonly text: string; readonly folder: readonly string[] }> {
  const out = join(temporaryFolder(), '新文件夹')
  const ran = await lianzhengHere([...args, '--out', out, '--json'])
  expect(ran, ran.stderr).toMatchObject({ code: 0 })
  const { path: file } = JSON.parse(ran.stdout) as { path: string }
  expect(file.startsWith(out)).toBe(true)
  return { text: textOf(file), folder: readdirSync(out) }
}
const standing = (text: string, list: readonly string[]) => list.filter((each) => text.includes(each))

interface Asked {
  readonly name: string
  readonly args: () => readonly string[]
  /** What of the secrets the file must show when nothing is masked. */
  readonly shows: readonly string[]
}
const lists: readonly Asked[] = [
  { name: 'persons', args: () => ['persons', path], shows: ['vip8', 'abc9', '罗志华'] },
  {
    name: 'collide with values',
    args: () => [
      'collide',
      path,
      '13912345678',
      '罗志华',
      '6225886058167522063',
      'vip8',
      '110101198003078032',
    ],
    shows: ['13912345678', '罗志华', '6225886058167522063', 'vip8', '110101198003078032'],
  },
  {
    name: 'collide everywhere',
    args: () => ['collide', path, '13912345678', '夜猫子', '--everywhere'],
    shows: ['13912345678', '夜猫子'],
  },
  {
    name: 'collide of two columns',
    args: () => ['collide', path, '--left', 'memberAccount.phone', '--right', 'personRegister.phone'],
    shows: ['13912345678', '13700001111'],
  },
  {
    name: 'collide of two cases',
    args: () => ['collide', path, '--with', other],
    shows: ['13912345678', '6217008375367000751', '110101199001010015'],
  },
]
describe.each(['xlsx', 'csv'])('as %s', (format) => {
  test.each(lists)('$name', async ({ args, shows }) => {
    for (const redact of redactions) {
      const { text, folder } = await written([...args(), '--format', format, '--redact', redact])
      expect(folder).toHaveLength(1)
      expect(folder[0]?.endsWith(`.${format}`)).toBe(true)
      const left: Readonly<Record<Redaction, readonly string[]>> = {
        none: shows,
        numbers: shows.filter((each) => secrets.names.includes(each)),
        all: [],
      }
      expect(standing(text, shows), redact).toEqual(left[redact])
      if (redact !== 'none') expect(standing(text, secrets.numbers), redact).toEqual([])
      if (redact === 'all') expect(standing(text, secrets.names), redact).toEqual([])
    }
  })
})
test('nothing is masked, and nothing written, unless it is asked for', async () => {
  const { text } = await written(['persons', path])
  expect(standing(text, ['vip8', '罗志华'])).toEqual(['vip8', '罗志华'])
  const folder = temporaryFolder()
  for (const args of [
    ['persons', path, '--out', folder, '--redact', 'some'],
    ['persons', path, '--out', folder, '--format', 'pdf'],
    ['collide', path, '--out', folder],
    ['chart', path, '没有这张图', '--out', folder],
    ['chart', path, '空图'],
    ['chart', path, '--out', folder],
  ])
    expect((await lianzhengHere(args)).code, args.join(' ')).toBe(2)
  expect(readdirSync(folder)).toEqual([])
})

describe('chart', () => {
  test('lists the charts of a case with how many stand on each', async () => {
    const charts = await jsonHere<readonly { name: string; nodes: number }[]>(['chart', path])
    expect(charts.map(({ name }) => name)).toEqual(['罗志华 13912345678', '空图'])
    expect(charts[0]?.nodes).toBeGreaterThan(6)
    expect(charts[1]?.nodes).toBe(0)
    const { stdout } = await lianzhengHere(['chart', path])
    for (const { name, nodes } of charts) expect(stdout).toMatch(new RegExp(`${name}\\s+${nodes}`))
  })
  test.each(redactions)('one of a name as SVG, masked: %s', async (redact) => {
    const { text, folder } = await written(['chart', path, '罗志华 13912345678', '--redact', redact])
    expect(folder).toHaveLength(1)
    expect(folder[0]?.endsWith('.svg')).toBe(true)
    expect(text).toContain('<svg')
    // As drawn: long numbers by head and tail.
    const drawn = ['罗志华', '夜猫子', '王小明', 'vip8', '139…5678', '6217…0751']
    const left = { none: drawn, numbers: drawn.slice(0, 3), all: [] }[redact]
    expect(standing(text, drawn)).toEqual(left)
    if (redact !== 'none') expect(standing(text, secrets.numbers)).toEqual([])
    if (redact === 'all') expect(standing(text, secrets.names)).toEqual([])
  })
  test('an empty one is a picture too', async () => {
    expect((await written(['chart', path, '空图'])).text).toContain('<svg')
  })
})
