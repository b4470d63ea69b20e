/** Lists, columns and case files collided through the real engine; the lists are typed the way people type them. */
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ListLine } from '../../shared/contract/index.ts'
import { ownersText } from '../../shared/words/collision.ts'
import { caught } from '../helpers/caught.ts'
import { filesWith, snapshot } from '../helpers/caseFiles.ts'
import { temporaryEngine } from '../helpers/engine.ts'
import { importCase, sample, type ImportCase } from './importCase.ts'

const register =
  '姓名,身份证号码,手机号码,银行卡号,微信号,现住址,备注\n' +
  '罗志华,110101199003070038,13800138017,6222021001116245702,wxid_LuoZH,上海市松江区人民路18号302室,和 老周 13911112222 有往来\n' +
  '张伟,110101199003070433,13700137000,6217000000000000003,,杭州市西湖区文三路2号,\n'
const calls =
  '本机号码,对方号码,通话开始时间,通话时长(秒),自编备注\n13800138017,13700137000,2022-01-01 10:00:00,30,车牌沪A12345\n13800138017,13600136000,2022-01-02 10:00:00,31,\n'

async function smallCase(): Promise<ImportCase> {
  const made = await importCase()
  for (const [name, text] of [
    ['登记表.csv', register],
    ['话单.csv', calls],
  ] as const)
    await made.engine.call('import.run', { fileId: made.give(name, text) })
  return made
}
async function lines(
  { engine }: ImportCase,
  text: string,
  more: { readonly everywhere?: boolean; readonly readAs?: 'phone' | 'name' } = {},
): Promise<readonly ListLine[]> {
  const { resultId } = await engine.call('collision.list', {
    input: { text },
    ...(more.readAs === undefined ? {} : { readAs: more.readAs }),
  })
  if (more.everywhere === true) await engine.call('collision.everywhere', { resultId })
  return (await engine.call('collision.lines', { resultId, offset: 0, limit: 1_000 })).rows
}

describe('a list against the case', () => {
  let small: ImportCase
  beforeAll(async () => {
    small = await smallCase()
  })

  test('numbers and names are found however they are written', async () => {
    const found = await lines(
      small,
      [
        '+86 138 0013 8017',
        '１３８００１３８０１７',
        '86-13800138017',
        '110101900307003',
        '6222 0210 0111 6245 702',
        'WXID_luozh',
        '羅志華',
        '罗 志 华',
        '13600136000',
      ].join('\n'),
    )
    expect(found.map(({ state, reading, value }) => [state, reading, value])).toEqual([
      ['found', 'phone', '13800138017'],
      ['found', 'phone', '13800138017'],
      ['found', 'phone', '13800138017'],
      ['found', 'idNumber', '110101199003070038'],
      ['found', 'card', '6222021001116245702'],
      ['found', 'word', 'wxid_luozh'],
      ['found', 'text', '羅志華'],
      ['found', 'text', '罗志华'],
      ['found', 'phone', '13600136000'],
    ])
    expect(found[3]?.top.map(({ kind, label }) => `${kind} ${label}`)).toEqual(['person 罗志华'])
  })
  test('what is given again, cannot be read or is not there is told apart, and the lines add up', async () => {
    const text = ['13800138017', '138-0013-8017', '6.22202E+18', '1380013****', '13012345678', '无'].join(
      '\n',
    )
    const { engine } = small
    const told = await engine.call('collision.list', { input: { text } })
    expect(told.counts).toEqual({
      given: 6,
      distinct: 2,
      found: 2,
      cells: 0,
      absent: 1,
      unread: 3,
      repeated: 1,
      entities: 2,
    })
    const { rows } = await engine.call('collision.lines', { resultId: told.resultId, offset: 0, limit: 10 })
    expect(rows.map(({ state, flaw, times, first }) => [state, flaw, times, first])).toEqual([
      ['found', null, 2, 1],
      ['found', null, 2, 1],
      ['unread', 'damaged-number', 1, 3],
      ['unread', 'masked', 1, 4],
      ['absent', null, 1, 5],
      ['unread', 'empty', 1, 6],
    ])
    const filtered = await engine.call('collision.lines', {
      resultId: told.resultId,
      filter: { repeated: true },
      sort: 'records',
      descending: true,
      offset: 0,
      limit: 10,
    })
    expect(filtered.rows.map(({ line }) => line)).toEqual([2, 1])
    expect(
      (
        await engine.call('collision.lines', {
          resultId: told.resultId,
          filter: { states: ['unread'], text: '1380013' },
          offset: 0,
          limit: 10,
        })
      ).rows.map(({ line }) => line),
    ).toEqual([4])
  })
  test('a hit tells whose it is, in how many rows of which field, and the rows open', async () => {
    const { engine } = small
    const { resultId } = await engine.call('collision.list', { input: { text: '13800138017' } })
    const detail = await engine.call('collision.line', { resultId, line: 1 })
    expect(
      detail.entities.map(({ entity, as, records, tables }) => ({
        who: `${entity.kind} ${entity.label}`,
        as,
        records,
        tables,
      })),
    ).toEqual([
      {
        who: 'phone 13800138017',
        as: 'phone',
        records: 3,
        tables: [
          { kind: 'personRegister', field: 'phone', rows: 1 },
          { kind: 'call', field: 'ownNumber', rows: 2 },
        ],
      },
      {
        who: 'person 罗志华',
        as: 'phone',
        records: 1,
        tables: [{ kind: 'personRegister', field: 'phone', rows: 1 }],
      },
    ])
    const [phone] = detail.entities
    const rows = await engine.call('records.window', {
      scope: {
        kind: 'call',
        entity: phone?.entity.entityId ?? 0,
        filter: [{ field: 'ownNumber', op: 'oneOf', values: [...detail.stored] }],
      },
      offset: 0,
      limit: 10,
    })
    expect(rows.total).toBe(2)
  })
  test('remarks and unmapped columns are looked through cell by cell', async () => {
    const text = '13911112222\n沪A·12345\n老周\n13012345678'
    expect((await lines(small, text)).map(({ state }) => state)).toEqual([
      'absent',
      'absent',
      'absent',
      'absent',
    ])
    const { engine } = small
    const { resultId } = await engine.call('collision.list', { input: { text } })
    expect((await engine.call('collision.everywhere', { resultId })).counts).toMatchObject({
      found: 0,
      cells: 3,
      absent: 1,
    })
    const places = await Promise.all(
      [1, 2, 3].map(async (line) =>
        (await engine.call('collision.line', { resultId, line })).places.map(
          ({ kind, field, header, rows, samples }) => [
            kind,
            field,
            header,
            rows,
            samples.map(({ row }) => row),
          ],
        ),
      ),
    )
    expect(places).toEqual([
      [['personRegister', 'remark', '备注', 1, [2]]],
      [['call', null, '自编备注', 1, [2]]],
      [['personRegister', 'remark', '备注', 1, [2]]],
    ])
  })
  test('a number that only a statement names is in no file; that statements were not searched is told with their number', async () => {
    const made = await smallCase()
    const { engine } = made
    const ask = async () => {
      const told = await engine.call('collision.list', { input: { text: '13900139000' } })
      const all = await engine.call('collision.everywhere', { resultId: told.resultId })
      return [told.counts.absent, told.statements, all.counts.absent, all.statements]
    }
    expect(await ask()).toEqual([1, 0, 1, 0])
    for (const number of ['13900139000', '13800138017'])
      await engine.call('statements.save', {
        from: { kind: 'phone', sort: 'phone', number },
        to: { kind: 'person', name: '老王' },
        says: '使用',
        strength: 'probable',
      })
    expect(await ask()).toEqual([1, 2, 1, 2])
  })
  test('the entities of what was found go on a chart', async () => {
    const { engine } = small
    const { resultId } = await engine.call('collision.list', { input: { text: '罗志华\n13012345678\n张伟' } })
    const { total, entityIds } = await engine.call('collision.entities', {
      resultId,
      filter: { states: ['found'] },
      limit: 100,
    })
    expect(total).toBe(2)
    const chart = await engine.call('charts.create', { name: '碰撞命中', entityIds: [...entityIds] })
    expect(
      (await engine.call('chart.read', { chartId: chart.chartId })).nodes.map(({ label }) => label).sort(),
    ).toEqual(['张伟', '罗志华'].sort())
  })
  test('whose a value is stands beside it: people with their number, holders, the name rows give, and that nobody is known', async () => {
    const own = await smallCase()
    const { engine } = own
    const flows =
      '交易卡号,交易户名,交易时间,收付标志,交易金额,交易余额,交易对手账卡号,对手户名\n' +
      '6222021001116245702,罗志华,2022-01-05 10:00:00,出,100.00,900.00,6217000000000000011,钱六\n' +
      '6222021001116245702,罗志华,2022-01-06 10:00:00,出,200.00,700.00,6217000000000000029,\n'
    await engine.call('import.run', { fileId: own.give('流水.csv', flows) })
    const told = (
      await lines(
        own,
        '6222021001116245702\n6217000000000000011\n6217000000000000029\n13600136000\n110101199003070433\n罗志华\n19999999999',
      )
    ).map(({ owners }) => ownersText(owners, 'zh-CN'))
    expect(told).toEqual([
      '罗志华（110101199003070038）',
      '钱六（仅知姓名）',
      '户名未知',
      '户名未知',
      '张伟（110101199003070433）',
      '罗志华（110101199003070038）',
      '',
    ])
    // The box over the result finds them too, and what is done to all lines under it is done to those.
    const { resultId } = await engine.call('collision.list', {
      input: { text: '6222021001116245702\n6217000000000000011\n6217000000000000029\n罗志华\n张伟' },
    })
    const found = async (text: string) => {
      const { rows } = await engine.call('collision.lines', {
        resultId,
        filter: { text },
        offset: 0,
        limit: 10,
      })
      const { total } = await engine.call('collision.entities', { resultId, filter: { text }, limit: 10 })
      return [rows.map(({ line }) => line), total]
    }
    expect(await found('罗志华')).toEqual([[1, 4], 2])
    expect(await found('199003070433')).toEqual([[5], 1])
    expect(await found('钱六')).toEqual([[2], 1])
    expect(await found('户名未知')).toEqual([[], 0])
  })
  test('the rows behind what was found are tagged, each once, and the tag is taken off by undo', async () => {
    const { engine } = small
    const { tagId } = await engine.call('tags.save', { name: '命中', colour: 'red' })
    const { resultId } = await engine.call('collision.list', {
      input: { text: '13800138017\n罗志华\n13012345678' },
    })
    expect(await engine.call('collision.tag', { resultId, tagId, on: true })).toEqual({ rows: 3 })
    expect((await engine.call('collision.tag', { resultId, lines: [3], tagId, on: true })).rows).toBe(0)
    expect((await engine.call('tags.list', {})).map(({ name, rows }) => [name, rows])).toEqual([['命中', 3]])
    await engine.call('history.undo', {})
    expect((await engine.call('tags.list', {})).map(({ rows }) => rows)).toEqual([0])
  })
  test('who is merged is one, with the rows of all', async () => {
    const own = await smallCase()
    const { engine } = own
    const people = (await engine.call('entities.list', { kind: 'person', offset: 0, limit: 10 })).rows
    await engine.call('identity.merge', { entityIds: people.map(({ entityId }) => entityId) })
    const [line] = await lines(own, '13700137000\n13800138017')
    expect([line?.entities, line?.top.map(({ kind, members }) => [kind, members])]).toEqual([
      2,
      [
        ['phone', undefined],
        ['person', 2],
      ],
    ])
    const { resultId } = await engine.call('collision.list', { input: { text: '张伟\n罗志华' } })
    expect((await engine.call('collision.entities', { resultId, limit: 10 })).total).toBe(1)
    const detail = await engine.call('collision.line', { resultId, line: 1 })
    expect(detail.entities.map(({ records, tables }) => [records, tables])).toEqual([
      [1, [{ kind: 'personRegister', field: 'name', rows: 1 }]],
    ])
  })
  test('a column of a spreadsheet is read by the parser, numbers that lost their digits are not used', async () => {
    const { engine } = small
    const fileId = small.give(
      '名单.csv',
      Buffer.from('\ufeff序号,号码\r\n1,13800138017\r\n2,\r\n3,13012345678\r\n', 'utf16le'),
    )
    const told = await engine.call('collision.list', { input: { fileId, sheet: 0, column: 1, fromRow: 2 } })
    expect([told.source, told.counts.given, told.counts.found]).toEqual([
      { fileName: '名单.csv', sheet: '名单', column: 1 },
      2,
      1,
    ])
    expect(
      (await caught(engine.call('collision.list', { input: { fileId, sheet: 3, column: 0 } }))).code,
    ).toBe('sheet-not-found')
    const workbook = sample('piracy/01_涉案人员登记表.xlsx')
    const people = await engine.call('collision.list', {
      input: { fileId: engine.files.grant(workbook), sheet: 0, column: 1, fromRow: 3 },
    })
    expect([people.counts.given, people.counts.found]).toEqual([39, 1])
  })
  test('an empty list and one line too many are refused, the longest is taken', async () => {
    const { engine } = small
    const longest = Array.from({ length: 100_000 }, (_, index) => String(13_000_000_000 + index)).join('\n')
    expect((await engine.call('collision.list', { input: { text: longest } })).counts.given).toBe(100_000)
    expect((await caught(engine.call('collision.list', { input: { text: `${longest}\n1` } }))).code).toBe(
      'list-too-long',
    )
    expect((await caught(engine.call('collision.list', { input: { text: ' \n、，\n' } }))).code).toBe(
      'list-empty',
    )
    expect(
      (await caught(engine.call('collision.lines', { resultId: 'a'.repeat(32), offset: 0, limit: 1 }))).code,
    ).toBe('collision-not-found')
  })
  test('every number of the case is found under any disguise, none that is not in it', async () => {
    const known = [
      '13800138017',
      '13700137000',
      '13600136000',
      '6222021001116245702',
      '6217000000000000003',
      '110101199003070038',
    ]
    const disguise = fc.constantFrom<((value: string) => string)[]>(
      (value) => value,
      (value) => value.replace(/(\d{4})(?=\d)/g, '$1 '),
      (value) => `'${value}`,
      (value) => `="${value}"`,
      (value) => value.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
      (value) => ` ${value}\u200b`,
      (value) => (value.length === 11 ? `+86-${value}` : value),
    )
    const strange = fc.integer({ min: 15_000_000_000, max: 15_999_999_999 }).map(String)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.oneof(fc.constantFrom(...known), strange), disguise), {
          minLength: 1,
          maxLength: 30,
        }),
        async (given) => {
          const found = await lines(small, given.map(([value, hide]) => hide(value)).join('\n'))
          expect(found.map(({ state, value }) => [value, state])).toEqual(
            given.map(([value]) => [value, known.includes(value) ? 'found' : 'absent']),
          )
        },
      ),
      { numRuns: 25 },
    )
  })
})

describe('two columns', () => {
  test('both, left only and right only are told with rows, in normal form', async () => {
    const { engine } = await smallCase()
    const told = await engine.call('collision.tables', {
      left: { scope: { kind: 'personRegister' }, field: 'phone' },
      right: { scope: { kind: 'call' }, field: 'counterNumber' },
    })
    expect([told.counts, told.left.rows, told.right.rows]).toEqual([{ both: 1, left: 1, right: 1 }, 2, 2])
    const { rows } = await engine.call('collision.values', { resultId: told.resultId, offset: 0, limit: 10 })
    expect(rows).toEqual([
      {
        value: '13600136000',
        state: 'right',
        leftRows: 0,
        rightRows: 1,
        leftStored: [],
        rightStored: ['13600136000'],
      },
      {
        value: '13700137000',
        state: 'both',
        leftRows: 1,
        rightRows: 1,
        leftStored: ['13700137000'],
        rightStored: ['13700137000'],
      },
      {
        value: '13800138017',
        state: 'left',
        leftRows: 1,
        rightRows: 0,
        leftStored: ['13800138017'],
        rightStored: [],
      },
    ])
  })
  test('a side may be a part of a table or a pasted list, numbers are compared as numbers', async () => {
    const { engine } = await smallCase()
    const narrowed = await engine.call('collision.tables', {
      left: { list: { text: '+86 136 0013 6000\n137 0013 7000\nxyz' } },
      right: {
        scope: { kind: 'call', filter: [{ field: 'time', op: 'between', values: ['2022-01-02', null] }] },
        field: 'counterNumber',
      },
    })
    expect(narrowed.counts).toEqual({ both: 1, left: 2, right: 0 })
    const numbers = await engine.call('collision.tables', {
      left: { list: { text: '30.0\n31\n032\n', signs: false } },
      right: { scope: { kind: 'call' }, field: 'duration' },
    })
    expect(numbers.counts).toEqual({ both: 2, left: 1, right: 0 })
    expect(
      (
        await caught(
          engine.call('collision.tables', {
            left: { list: { text: '1' } },
            right: { scope: { kind: 'call' }, field: 'nothing' },
          }),
        )
      ).code,
    ).toBe('field-not-found')
  })
})

describe('the rows of a compared value', () => {
  test('are those the side was made of, no others that say the same', async () => {
    const { engine } = await smallCase()
    const { resultId } = await engine.call('collision.tables', {
      left: { list: { text: '13800138017' } },
      right: {
        scope: { kind: 'call', filter: [{ field: 'time', op: 'between', values: ['2022-01-02', null] }] },
        field: 'ownNumber',
      },
    })
    const { rows: values } = await engine.call('collision.values', { resultId, offset: 0, limit: 9 })
    expect(values.map(({ value, rightRows }) => [value, rightRows])).toEqual([['13800138017', 1]])
    const scopeOf = (side: 'left' | 'right', asked = resultId) => ({
      kind: 'call',
      filter: [{ field: 'duration', op: 'between' as const, values: [0, null] }],
      collision: { resultId: asked, side, value: '13800138017' },
    })
    const opened = async (scope: ReturnType<typeof scopeOf>) =>
      (await engine.call('records.window', { scope, offset: 0, limit: 9 })).rows.map(
        ({ source }) => source.row,
      )
    // The table has two calls of that number; the side was asked for one of them.
    expect([await opened(scopeOf('right')), await opened(scopeOf('left'))]).toEqual([[3], []])
    expect(await engine.call('records.scopePhrases', { scope: scopeOf('right') })).toMatchObject([
      { id: 'collision', text: { zh: '碰撞：13800138017', en: 'Compared: 13800138017' } },
    ])
    expect((await caught(opened(scopeOf('right', '0'.repeat(32))))).code).toBe('collision-not-found')
  })
})

describe('several case files', () => {
  const secret = 'correct horse battery'
  /** Another case in a folder of its own, closed. */
  async function otherCase(
    rows: string,
    passphrase: string | null,
    email: string | null = null,
  ): Promise<string> {
    const { engine, folder } = await temporaryEngine({ withoutCase: true })
    await engine.call('workspace.create', { name: '另案“8·1”', passphrase })
    const file = join(folder, '登记.csv')
    writeFileSync(file, rows)
    await engine.call('import.run', { fileId: engine.files.grant(file) })
    if (email !== null)
      await engine.call('records.edit', { sheetId: 1, row: 2, field: 'email', text: email, reason: '' })
    await engine.call('workspace.close', {})
    return join(folder, 'cases', '另案“8·1”.lzcase')
  }
  const other =
    '姓名,身份证号码,手机号码,银行卡号,微信号,现住址\n李四,,13800138017,6217000000000000003,WXID_luozh,上海市松江区人民路18号 302 室\n王五,110101199003070038,13100131000,,,\n'

  test('what they share is told with whose it is in each; the other file stays as it was and nothing of it enters the case', async () => {
    const { engine, folder } = await smallCase()
    const path = await otherCase(other, secret)
    const before = snapshot(dirname(path))
    const place = engine.files.grant(path)
    expect(await engine.call('collision.lookAtCase', { place })).toMatchObject({ encrypted: true })
    expect(await caught(engine.call('collision.cases', { cases: [{ place }] }))).toMatchObject({
      code: 'passphrase-needed',
      details: { place: 0 },
    })
    expect(
      await caught(engine.call('collision.cases', { cases: [{ place, passphrase: 'another one' }] })),
    ).toMatchObject({ code: 'wrong-passphrase', details: { place: 0 } })
    const told = await engine.call('collision.cases', { cases: [{ place, passphrase: secret }] })
    expect(told.counts.byFamily).toEqual([
      { family: 'phone', count: 1 },
      { family: 'account', count: 1 },
      { family: 'idNumber', count: 1 },
      { family: 'address', count: 1 },
      { family: 'wechat', count: 1 },
    ])
    const { rows } = await engine.call('collision.overlaps', {
      resultId: told.resultId,
      sort: 'cases',
      offset: 0,
      limit: 10,
    })
    expect(
      rows.map(({ family, in: of }) => [family, ...of.map(({ owners }) => ownersText(owners, 'en'))]),
    ).toEqual([
      ['phone', '罗志华 (110101199003070038)', '李四'],
      ['account', '张伟 (110101199003070433)', '李四'],
      ['idNumber', '罗志华 (110101199003070038)', '王五 (110101199003070038)'],
      ['address', '', ''],
      ['wechat', '罗志华 (110101199003070038)', '李四'],
    ])
    const named = await engine.call('collision.overlaps', {
      resultId: told.resultId,
      filter: { text: '王五' },
      offset: 0,
      limit: 10,
    })
    expect(named.rows.map(({ family }) => family)).toEqual(['idNumber'])
    expect(rows.flatMap(({ in: of }) => of[1]?.owners.people.map(({ entityId }) => entityId))).toEqual([
      null,
      null,
      null,
      null,
    ])
    expect(
      rows.map(({ family, value, in: of }) => [
        family,
        value,
        of.map(({ index, records, entities }) => [
          index,
          records,
          entities.map(({ label, entityId }) => [label, entityId !== null]),
        ]),
      ]),
    ).toEqual([
      [
        'phone',
        '13800138017',
        [
          [
            0,
            3,
            [
              ['13800138017', true],
              ['罗志华', true],
            ],
          ],
          [
            1,
            1,
            [
              ['李四', false],
              ['13800138017', false],
            ],
          ],
        ],
      ],
      [
        'account',
        '6217000000000000003',
        [
          [
            0,
            1,
            [
              ['张伟', true],
              ['6217000000000000003', true],
            ],
          ],
          [
            1,
            1,
            [
              ['李四', false],
              ['6217000000000000003', false],
            ],
          ],
        ],
      ],
      [
        'idNumber',
        '110101199003070038',
        [
          [0, 1, [['罗志华', true]]],
          [1, 1, [['王五', false]]],
        ],
      ],
      [
        'address',
        '上海市松江区人民路18号302室',
        [
          [0, 1, []],
          [1, 1, []],
        ],
      ],
      [
        'wechat',
        'wxid_luozh',
        [
          [
            0,
            1,
            [
              ['wxid_luozh', true],
              ['罗志华', true],
            ],
          ],
          [
            1,
            1,
            [
              ['李四', false],
              ['wxid_luozh', false],
            ],
          ],
        ],
      ],
    ])
    const graph = await engine.call('collision.graph', { resultId: told.resultId, limit: 3 })
    expect([graph.nodes.length, graph.edges.length, graph.omitted]).toEqual([5, 6, 2])
    expect(snapshot(dirname(path))).toEqual(before)
    // The audit log names the file and its hash, and nothing of what it holds.
    const [entry] = (await engine.call('audit.list', { offset: 0, limit: 5 })).entries
    expect(entry).toMatchObject({ action: 'collision.cases', params: { cases: 1, overlaps: 5 } })
    expect(String(entry?.params['files'])).toContain(told.cases[1]?.sha256)
    await engine.call('workspace.close', {})
    expect(filesWith(join(folder, 'cases'), ['李四', '王五', '13100131000'])).toEqual([])
  })
  test('what a person wrote into a field that no column holds is shared too', async () => {
    const { engine } = await smallCase()
    const place = engine.files.grant(await otherCase(other, null, 'Luo.Zh@luogroup.cn'))
    await engine.call('records.edit', {
      sheetId: 1,
      row: 3,
      field: 'email',
      text: 'luo.zh@luogroup.cn',
      reason: '',
    })
    const told = await engine.call('collision.cases', { cases: [{ place }], families: ['email'] })
    expect(told.counts).toEqual({ overlaps: 1, byFamily: [{ family: 'email', count: 1 }] })
  })
  test('the open case and a file that is not there are refused by name', async () => {
    const { engine } = await smallCase()
    const [listed] = (await engine.call('workspace.read', {})).cases
    expect(
      await caught(engine.call('collision.cases', { cases: [{ caseRef: listed?.caseRef ?? '' }] })),
    ).toMatchObject({ code: 'case-locked', details: { place: 0 } })
    expect((await caught(engine.call('collision.lookAtCase', { caseRef: listed?.caseRef ?? '' }))).code).toBe(
      'case-locked',
    )
    expect(
      (
        await caught(
          engine.call('collision.cases', { cases: [{ place: engine.files.grant('/nowhere/none.lzcase') }] }),
        )
      ).code,
    ).toBe('case-not-found')
  })
})

describe('what is kept', () => {
  test('a kept collision runs again and tells what has changed since; keeping is undone and redone', async () => {
    const made = await smallCase()
    const { engine } = made
    const first = await engine.call('collision.list', { input: { text: '13800138017\n13012345678' } })
    const kept = await engine.call('collision.keep', { resultId: first.resultId, name: '嫌疑号码' })
    expect([kept.digest, kept.counts['found'], kept.program]).toEqual([first.digest, 1, '0.0.0-test'])
    const same = await engine.call('collision.again', { keptId: kept.keptId })
    expect([same.differs, same.result.digest, same.result.keptId]).toEqual([[], first.digest, kept.keptId])
    await engine.call('import.run', {
      fileId: made.give('话单二.csv', calls.replaceAll('13600136000', '13012345678')),
    })
    expect((await engine.call('collision.read', { resultId: first.resultId })).stale).toBe(true)
    expect((await engine.call('collision.again', { keptId: kept.keptId })).differs).toEqual([
      { count: 'found', was: 1, is: 2 },
      { count: 'absent', was: 1, is: 0 },
      { count: 'entities', was: 2, is: 3 },
    ])
    await engine.call('collision.forget', { keptId: kept.keptId })
    await engine.call('history.undo', {})
    expect((await engine.call('collision.kept', {})).map(({ name }) => name)).toEqual(['嫌疑号码'])
  })
  test('a result goes out as Excel and CSV with its input, and leaves a row in the audit log', async () => {
    const { engine } = await smallCase()
    const { resultId, digest } = await engine.call('collision.list', {
      input: { text: '13800138017\n13012345678' },
    })
    for (const format of ['xlsx', 'csv'] as const) {
      const file = await engine.call('collision.export', { resultId, format, lines: { states: ['absent'] } })
      expect(file.rows).toBe(1)
    }
    expect((await engine.call('audit.list', { offset: 0, limit: 1 })).entries[0]).toMatchObject({
      action: 'collision.export',
      params: { digest, rows: 1 },
    })
  })
})
