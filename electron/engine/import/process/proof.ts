/**
 * A parser proves that what it has read left no trace: it tells what it says of two files of our own, a text and a workbook, which must be
 * what it said before it read any other, and looks whether everything that is built in is as it was when the process began. What goes
 * through here before the first file is also what the first file need not wait for: tables made when first asked for, code compiled.
 */
import { createHash } from 'node:crypto'
import { crc32, deflateRawSync } from 'node:zlib'
import type { ByteSource } from '../formats/byteSource.ts'
import { parse } from './parse.ts'
import type { FromParser } from './parserProtocol.ts'

/** SHA-256 over everything said of the two files; ends with a word when something built in has changed. */
export async function proof(): Promise<string> {
  // First of all, before any file was read: what stands then is what must stay.
  begun ??= lookAt((builtIns ??= builtInObjects()))
  const hash = createHash('sha256')
  for (const { fileName, bytes } of ownFiles())
    for (const message of await saidOf(fileName, bytes)) hash.update(textOf(message))
  return hash.digest('hex') + (sameBuiltIns() ? '' : ' changed')
}

async function saidOf(fileName: string, bytes: Buffer): Promise<readonly FromParser[]> {
  const said: FromParser[] = []
  let given = false
  // Those who read may change what they are given.
  const source: ByteSource = {
    size: bytes.length,
    next: () => {
      if (given) return Promise.resolve(null)
      given = true
      return Promise.resolve(Buffer.from(bytes))
    },
  }
  await parse(
    {
      what: 'convert',
      file: {
        fileName,
        path: '',
        size: bytes.length,
        encoding: null,
        separator: null,
        password: null,
        fileKey: null,
        now: '2026-01-01 00:00:00',
        sha256: fileName,
        mappings: [],
      },
      sheets: null,
      accept: true,
    },
    source,
    { post: (message) => said.push(message), room: () => Promise.resolve() },
  )
  return said
}
/** By content: V8 may write equal texts in two ways. */
function textOf(message: FromParser): string {
  return JSON.stringify(message, (_, value: unknown) =>
    ArrayBuffer.isView(value)
      ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')
      : value,
  )
}

let made: readonly { readonly fileName: string; readonly bytes: Buffer }[] | null = null
function ownFiles(): NonNullable<typeof made> {
  return (made ??= [
    { fileName: '流水.csv', bytes: Buffer.from(statement.map((row) => row.join(',')).join('\r\n')) },
    { fileName: '登记表.xlsx', bytes: workbookOf(register) },
  ])
}
/** What is read in most files: names, cards with and without their check digit, ID numbers, phones, times, amounts, directions, currencies, remarks. */
const statement: readonly (readonly string[])[] = [
  [
    '本方账号',
    '本方户名',
    '交易时间',
    '收付标志',
    '交易金额',
    '余额',
    '对方账号',
    '对方户名',
    '摘要',
    '币种',
  ],
  [
    '6217008375367000751',
    '张伟',
    '2022-03-01 10:00:00',
    '付',
    '1234.50',
    '8765.50',
    '6217003700161071325',
    '欧阳·娜娜',
    '转账',
    'CNY',
  ],
  [
    '6217008375367000751',
    '张伟',
    '2022/3/2 9:05',
    '收',
    '"1,000.00"',
    '9765.50',
    '6217003700161071326',
    '李 丽',
    '工资',
    '人民币',
  ],
  ['6217008375367000751', '张伟', '20220303', '借', '5千元', '', '不详', '单于明', '退款', 'USD'],
  ['', '', '', '', '', '', '', '', '', ''],
  ['合计', '', '', '', '7234.50', '', '', '', '', ''],
]
const register: readonly (readonly string[])[] = [
  ['涉案人员登记表'],
  ['姓名', '身份证号码', '手机号码', '住址', '备注'],
  ['曾国强', '110101199003078515', '13800138000', '北京市东城区', 'ＡＢｃ　123'],
  ['Zhang Wei', '11010119900307851X', '+86 139-0013-9000', '—', ''],
]

/** The least that is a workbook. */
function workbookOf(rows: readonly (readonly string[])[]): Buffer {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const linked = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const cells = (row: readonly string[]): string =>
    row.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')
  return zipOf([
    [
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${linked}"><sheets><sheet name="登记" sheetId="1" r:id="r1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${linked}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ],
    [
      'xl/worksheets/sheet1.xml',
      `<worksheet xmlns="${main}"><sheetData>${rows.map((row, at) => `<row r="${at + 1}">${cells(row)}</row>`).join('')}</sheetData></worksheet>`,
    ],
  ])
}
function zipOf(files: readonly (readonly [name: string, text: string])[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, text] of files) {
    const content = Buffer.from(text)
    const packed = deflateRawSync(content)
    // Version, flags, deflate, time and date, sum, sizes, lengths of name and extra: the same in both places.
    const about = Buffer.alloc(26)
    about.writeUInt16LE(20, 0)
    about.writeUInt16LE(8, 4)
    about.writeUInt32LE(crc32(content), 10)
    about.writeUInt32LE(packed.length, 14)
    about.writeUInt32LE(content.length, 18)
    about.writeUInt16LE(name.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(at, 10)
    parts.push(Buffer.from('PK\x03\x04'), about, Buffer.from(name), packed)
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), about, place, Buffer.from(name))
    at += 4 + about.length + name.length + packed.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.length, 4)
  end.writeUInt16LE(files.length, 6)
  end.writeUInt32LE(listed.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...parts, listed, Buffer.from('PK\x05\x06'), end])
}

/** What code reaches without importing it: classes with what they hand down, and the names of the global object itself. */
let builtIns: readonly object[] | null = null
let begun: readonly Own[] | null = null
function builtInObjects(): readonly object[] {
  const found = new Set<object>([globalThis])
  const take = (value: unknown): void => {
    if ((typeof value === 'object' && value !== null) || typeof value === 'function') found.add(value)
  }
  const names =
    'Object Function Array String Number Boolean Symbol BigInt RegExp Date Math JSON Reflect Promise Proxy Map Set WeakMap WeakSet WeakRef Error TypeError RangeError SyntaxError ArrayBuffer DataView Uint8Array Uint16Array Uint32Array Int8Array Int16Array Int32Array Float64Array BigInt64Array Intl Iterator Buffer TextDecoder TextEncoder'
  for (const name of names.split(' ')) {
    const value: unknown = Reflect.get(globalThis, name)
    take(value)
    if (typeof value === 'function') take(Reflect.get(value, 'prototype'))
  }
  for (const value of [
    [].values(),
    new Map().values(),
    new Set().values(),
    ''.matchAll(/x/g),
    new Uint8Array(),
  ])
    take(Object.getPrototypeOf(Object.getPrototypeOf(value)))
  for (const value of [
    [].values(),
    new Map().values(),
    new Set().values(),
    ''[Symbol.iterator](),
    ''.matchAll(/x/g),
  ])
    take(Object.getPrototypeOf(value))
  const given = function* (): Generator<undefined> {
    yield undefined
  }
  const awaited = async function* (): AsyncGenerator<undefined> {
    yield await Promise.resolve(undefined)
  }
  for (const value of [given, awaited])
    for (
      let step: unknown = Object.getPrototypeOf(value);
      step !== null;
      step = Object.getPrototypeOf(step)
    ) {
      take(step)
      take(Reflect.get(step as object, 'prototype'))
    }
  return [...found]
}
type Own = ReadonlyMap<PropertyKey, readonly unknown[]>
function lookAt(objects: readonly object[]): readonly Own[] {
  return objects.map((object) => {
    // The global object's own getters make what they give when first asked, and Node keeps what it makes there under symbols.
    const global = object === globalThis
    const keys = global ? Object.getOwnPropertyNames(object) : Reflect.ownKeys(object)
    return new Map(
      keys.map((key) => {
        const { value, get, set, writable } = Reflect.getOwnPropertyDescriptor(object, key) ?? {}
        return [key, global ? [] : [value, get, set, writable]]
      }),
    )
  })
}
function sameBuiltIns(): boolean {
  return lookAt(builtIns ?? []).every((now, at) => {
    const before = begun?.[at]
    return (
      before !== undefined &&
      now.size === before.size &&
      [...now].every(([key, own]) => {
        const known = before.get(key)
        return known !== undefined && own.every((value, part) => Object.is(value, known[part]))
      })
    )
  })
}
