/** Made-up bank statements of any size, the same for the same seed: 20 columns as in a police fund-query return. */
import { closeSync, openSync, writeSync } from 'node:fs'
import { Zip, ZipDeflate } from 'fflate'

export const statementHeader = [
  '交易卡号',
  '交易账号',
  '交易户名',
  '交易证件号码',
  '交易时间',
  '交易金额',
  '交易余额',
  '收付标志',
  '交易对手账卡号',
  '对手户名',
  '对手身份证号',
  '对手开户银行',
  '摘要说明',
  '交易币种',
  '交易网点名称',
  '交易是否成功',
  '交易流水号',
  'IP地址',
  'MAC地址',
  '备注',
] as const

/** A small fast generator (mulberry32); the seed makes the file. */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
const surnames = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜']
const givenNames = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英华玉萍红建国文志海']
const memos = ['货款', '上货款', '网购转账', '还款', '仓库租金', '运费', '印刷费', '工资', '微信充值', '']
const banks = ['中国工商银行', '中国建设银行', '中国农业银行', '招商银行', '中国民生银行', '中国邮政储蓄银行']

/** The digits with the check digit that bank cards end with (ISO/IEC 7812). */
function withCheckDigit(digits: string): string {
  let sum = 0
  for (let place = 1; place <= digits.length; place++) {
    const value = Number(digits.at(-place)) * (place % 2 === 1 ? 2 : 1)
    sum += value > 9 ? value - 9 : value
  }
  return `${digits}${(10 - (sum % 10)) % 10}`
}

export interface StatementRow {
  readonly cells: readonly string[]
  readonly amount: number
  readonly balance: number
}

/** Rows one after another in time; `accounts` own accounts, a hundred times as many counterparties. Amounts in minor units. */
export function* statementRows(count: number, seed = 7, accounts = 60): Generator<StatementRow> {
  const next = random(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T
  const person = (index: number) => {
    const own = random(index + 1_000)
    return `${surnames[Math.floor(own() * surnames.length)]}${givenNames[Math.floor(own() * givenNames.length)]}${own() < 0.6 ? givenNames[Math.floor(own() * givenNames.length)] : ''}`
  }
  // Each number is written thousands of times, its check digit worked out once.
  const cards = new Map<number, string>()
  const card = (index: number): string => {
    const known =
      cards.get(index) ??
      withCheckDigit(
        `6222${String(1_000_000_000 + index * 7_919).slice(-10)}${String(1_000 + (index % 8_999)).slice(-4)}`,
      )
    cards.set(index, known)
    return known
  }
  const start = Date.UTC(2021, 2, 1)
  for (let row = 0; row < count; row++) {
    const own = Math.floor(next() * accounts)
    const other = accounts + Math.floor(next() ** 2 * accounts * 100)
    const time = new Date(start + row * 45_000 + Math.floor(next() * 40_000))
      .toISOString()
      .slice(0, 19)
      .replace('T', ' ')
    const amount = Math.floor(10 ** (2 + next() * 5)) + Math.floor(next() * 100)
    const balance = Math.floor(next() * 90_000_000)
    yield {
      amount,
      balance,
      cells: [
        card(own),
        `6222${own}`,
        person(own),
        '',
        time,
        (amount / 100).toFixed(2),
        (balance / 100).toFixed(2),
        next() < 0.5 ? '进' : '出',
        card(other),
        person(other),
        '-',
        pick(banks),
        pick(memos),
        'CNY',
        `${pick(banks)}上海分行`,
        next() < 0.985 ? '成功' : '失败',
        `${time.slice(0, 10).replaceAll('-', '')}${String(row).padStart(9, '0')}`,
        '',
        '',
        '',
      ],
    }
  }
}

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const columnName = (index: number): string =>
  index < 26
    ? String.fromCharCode(65 + index)
    : columnName(Math.floor(index / 26) - 1) + String.fromCharCode(65 + (index % 26))

/** Writes the statement as a workbook, row by row; amounts and balances are number cells, everything else text. */
export function writeStatementXlsx(
  path: string,
  rows: number,
  options: { readonly strings?: 'shared' | 'inline'; readonly seed?: number } = {},
): void {
  const shared = options.strings !== 'inline'
  const file = openSync(path, 'w')
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    writeSync(file, chunk)
  })
  const encoder = new TextEncoder()
  const entry = (name: string) => {
    const part = new ZipDeflate(name, { level: 3 })
    zip.add(part)
    return part
  }
  const whole = (name: string, text: string) => entry(name).push(encoder.encode(text), true)
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
  whole(
    '[Content_Types].xml',
    `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>${shared ? '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>' : ''}</Types>`,
  )
  whole(
    '_rels/.rels',
    `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  )
  whole(
    'xl/workbook.xml',
    `${head}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="交易明细" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  )
  whole(
    'xl/_rels/workbook.xml.rels',
    `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>${shared ? '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>' : ''}</Relationships>`,
  )
  const sheet = entry('xl/worksheets/sheet1.xml')
  const strings = new Map<string, number>()
  const textCell = (reference: string, text: string): string => {
    if (text === '') return ''
    if (!shared) return `<c r="${reference}" t="inlineStr"><is><t>${escape(text)}</t></is></c>`
    let index = strings.get(text)
    if (index === undefined) strings.set(text, (index = strings.size))
    return `<c r="${reference}" t="s"><v>${index}</v></c>`
  }
  let buffer = `${head}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">${statementHeader.map((name, column) => textCell(`${columnName(column)}1`, name)).join('')}</row>`
  let number = 1
  for (const { cells } of statementRows(rows, options.seed)) {
    number++
    buffer += `<row r="${number}">`
    for (let column = 0; column < cells.length; column++) {
      const text = cells[column] as string
      buffer +=
        column === 5 || column === 6
          ? `<c r="${columnName(column)}${number}"><v>${text}</v></c>`
          : textCell(`${columnName(column)}${number}`, text)
    }
    buffer += '</row>'
    if (buffer.length > 1 << 20) {
      sheet.push(encoder.encode(buffer))
      buffer = ''
    }
  }
  sheet.push(encoder.encode(`${buffer}</sheetData></worksheet>`), true)
  if (shared) {
    const part = entry('xl/sharedStrings.xml')
    let text = `${head}<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="${strings.size}">`
    for (const value of strings.keys()) {
      text += `<si><t>${escape(value)}</t></si>`
      if (text.length > 1 << 20) {
        part.push(encoder.encode(text))
        text = ''
      }
    }
    part.push(encoder.encode(`${text}</sst>`), true)
  }
  zip.end()
  closeSync(file)
}
