/** Texts as other systems leave them: quotes marked by a backslash, two encodings in one file, zero bytes, end marks. */
import { describe, expect, test } from 'vitest'
import { gb18030, utf16, utf8 } from '../engine/importFiles.ts'
import { cellsOf, readTable } from './importRead.ts'

const pieces = [1, 7, 1_000]
const joined = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts)

describe('a backslash before a sign of the file', () => {
  test('quotes, at the end of a cell too, are text (MySQL INTO OUTFILE)', async () => {
    const lines = [
      'a,b,c',
      '"1","小\\"明","x"',
      '"2","a\\",b","y"',
      '"3","尾\\\\","z"',
      '"4","末\\"","w"',
      '"5","完","v"',
    ]
    for (const piece of pieces)
      expect(await cellsOf(utf8(lines.join('\r\n')), { piece, separator: ',' })).toEqual([
        ['a', 'b', 'c'],
        ['1', '小"明', 'x'],
        ['2', 'a",b', 'y'],
        ['3', '尾\\', 'z'],
        ['4', '末"', 'w'],
        ['5', '完', 'v'],
      ])
  })
  test('separators and line breaks without quotes; \\N is nothing', async () => {
    const lines = ['号\t名\t注', '1\t甲\\\t乙\t\\N', '2\t\\N\t一行\\', '又一行', '3\t丙\t路径\\\\']
    for (const piece of pieces)
      expect(await cellsOf(utf8(lines.join('\n')), { piece, separator: '\t' })).toEqual([
        ['号', '名', '注'],
        ['1', '甲\t乙', ''],
        ['2', '', '一行\n又一行'],
        ['3', '丙', '路径\\'],
      ])
  })
  test('a path keeps its backslashes, quoted and at the end of a cell too', async () => {
    const lines = ['a,b,c', '"C:\\dir\\","x","D:\\"', 'C:\\new\\,y,z', '"E:\\t",w,"1"']
    for (const piece of pieces)
      expect(await cellsOf(utf8(lines.join('\n')), { piece, separator: ',' })).toEqual([
        ['a', 'b', 'c'],
        ['C:\\dir\\', 'x', 'D:\\'],
        ['C:\\new\\', 'y', 'z'],
        ['E:\\t', 'w', '1'],
      ])
  })
  test('a table without them costs no more for lines that do not fit', async () => {
    const rows = await cellsOf(utf8('a,b,c\n' + '1,2\n1,2,3,4\n'.repeat(40_000)), { separator: ',' })
    expect(rows.length).toBe(80_001)
  })
})

describe('two encodings in one file', () => {
  const head = '卡号,户名,摘要\r\n'
  const first = '6222021234567890123,欧阳甲,转账\r\n6222021234567890123,女,存入\r\n'
  const second = '6222021234567890124,测试乙,取款\r\n6222021234567890124,丙,女\r\n'
  const rows = `${head}${first}${second}`
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','))
  test('each line is read by its own bytes, whichever comes first', async () => {
    for (const piece of pieces) {
      expect(await cellsOf(joined(gb18030(head + first), utf8(second)), { piece })).toEqual(rows)
      expect(await cellsOf(joined(utf8(head + first), gb18030(second)), { piece })).toEqual(rows)
    }
  })
  test('far down in a large file too', async () => {
    const many = '6222021234567890123,欧阳甲,转账\r\n'.repeat(280_000)
    const later = '6222021234567890124,测试乙,取款\r\n'.repeat(600)
    for (const [one, other] of [
      [gb18030, utf8],
      [utf8, gb18030],
    ] as const) {
      const read = await cellsOf(joined(one(head + many), other(later), one(first)))
      expect(read.length).toBe(280_603)
      expect(new Set(read.map(([, name]) => name))).toEqual(new Set(['户名', '欧阳甲', '测试乙', '女']))
    }
  })
  test('a stray byte leaves its line as it is; a chosen encoding holds for all', async () => {
    const stray = joined(utf8('名,注\n甲乙丙,丁'), new Uint8Array([0xff]), utf8('\n戊,己\n'))
    expect((await cellsOf(stray))[1]).toEqual(['甲乙丙', '丁\ufffd'])
    const chosen = await cellsOf(joined(utf8('名,注\n甲,乙\n'), gb18030('丙,丁\n')), { encoding: 'utf-8' })
    expect(chosen[1]).toEqual(['甲', '乙'])
    expect(chosen[2]?.[0]).not.toBe('丙')
  })
})

describe('leftovers of other systems', () => {
  test('zero bytes within fields and behind the last row are no text', async () => {
    const text = '卡号,户名,摘要\r\n622202,测试甲\0\0\0\0,转\0账\r\n622203,乙\0\0,存\r\n'
    const rows = [
      ['卡号', '户名', '摘要'],
      ['622202', '测试甲', '转账'],
      ['622203', '乙', '存'],
    ]
    for (const piece of pieces)
      for (const bytes of [utf8(text), gb18030(text), joined(gb18030(text), new Uint8Array(4_096))])
        expect(await cellsOf(bytes, { piece })).toEqual(rows)
  })
  test('fields padded to one width are not taken for a text of 16 bits; such a text keeps its signs', async () => {
    const padded = [
      'id\0\0\0\0,name\0\0\0\0',
      'a1\0\0\0\0,x\0\0\0\0\0\0\0',
      'a2\0\0\0\0,y\0\0\0\0\0\0\0',
    ].join('\n')
    expect(await cellsOf(utf8(padded))).toEqual([
      ['id', 'name'],
      ['a1', 'x'],
      ['a2', 'y'],
    ])
    const wide = '上级,代理\r\n总公司,一级代理\r\n张三,李四上海\r\n'
    for (const order of ['le', 'be'] as const)
      expect((await readTable(utf16(wide, order, false))).sheets[0]?.rows[1]?.cells).toEqual([
        '总公司',
        '一级代理',
      ])
  })
  test('the end mark 1A of copy /a stands nowhere', async () => {
    const rows = [
      ['名', '注'],
      ['甲', '乙'],
      ['名', '注'],
      ['丙', '丁'],
    ]
    for (const piece of pieces)
      for (const text of [
        '名,注\r\n甲,乙\r\n\u001a名,注\r\n丙,丁\r\n\u001a',
        '名,注\r\n甲,乙\u001a\r\n名,注\r\n丙,丁\u001a',
        '\u001a名,注\n甲,乙\n\u001a\u001a名,注\n丙,丁',
      ])
        expect(await cellsOf(gb18030(text), { piece })).toEqual(rows)
  })
})
