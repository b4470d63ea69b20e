/** What leaves is opened by a program that is not ours and compared with the case. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, expect, test } from 'vitest'
import { copyOut, type Engine } from '../../electron/engine/index.ts'
import { figureText, moneyText } from '../../shared/model/numberText.ts'
import { numberOf } from '../helpers/figures.ts'
import { sampleEngine } from '../helpers/sampleEngine.ts'
import { converted, office, sheetsOf, withoutOffice } from '../helpers/libreOffice.ts'
import type { OfficeCell } from '../helpers/libreOffice.ts'
import { bytesOf, temporaryFolder } from '../helpers/engine.ts'

const samples = new URL('../../resources/samples/piracy/', import.meta.url).pathname
const truth = JSON.parse(readFileSync(new URL('../fixtures/truth/piracy.json', import.meta.url), 'utf8')) as {
  readonly bank: { readonly totals: Readonly<Record<string, { readonly in: number; readonly out: number }>> }
  readonly people: { readonly list: readonly { readonly name: string; readonly id: string }[] }
}
let engine: Engine
beforeAll(async () => {
  engine = (await sampleEngine('piracy')).engine
})

/** The file as a person has it. */
async function onDisk({
  fileId,
  fileName,
}: {
  readonly fileId: string
  readonly fileName: string
}): Promise<string> {
  const path = join(temporaryFolder(), fileName)
  await copyOut(engine.files.get(fileId), path)
  return path
}
type Cells = readonly (readonly OfficeCell[])[]
const column = (sheet: Cells, header: string): readonly OfficeCell[] => {
  const headerRow = sheet.findIndex((row) => row.some(({ text }) => text === header))
  const at = sheet[headerRow]?.findIndex(({ text }) => text === header) ?? -1
  return sheet.slice(headerRow + 1).map((row) => row[at] ?? { text: '', isText: false })
}
const sheet = (sheets: ReadonlyMap<string, Cells>, name: string): Cells =>
  sheets.get(name) ?? expect.fail(`no sheet ${name} among ${[...sheets.keys()].join(', ')}`)

test.skipIf(office === null)(
  `LibreOffice reads the workbook with the case’s values: numbers as numbers, identifiers as text${office === null ? ` (${withoutOffice})` : ''}`,
  async () => {
    const file = await engine.call('report.workbook', {})
    const sheets = sheetsOf(await onDisk(file))
    expect(createHash('sha256').update(bytesOf(engine, file.fileId)).digest('hex')).toBe(file.sha256)

    // Every row of the largest table, in the order of the table.
    const transfers = sheet(sheets, '资金往来')
    const { rows, total } = await engine.call('records.window', {
      scope: { kind: 'transfer' },
      offset: 0,
      limit: 100_000,
    })
    const fields =
      (await import('../../shared/model/recordKinds/index.ts'))
        .recordKind('transfer')
        ?.fields.map(({ id }) => id) ?? []
    const of = (field: string) => rows.map(({ values }) => values[fields.indexOf(field)] ?? null)
    expect(transfers.length).toBe(total + 2)
    const amounts = column(transfers, '交易金额')
    expect(
      amounts.slice(0, total).map(({ text, isText }) => (isText ? text : Math.round(Number(text) * 100))),
    ).toEqual(of('amount'))
    expect(column(transfers, '本方卡号').slice(0, total)).toEqual(
      of('ownCard').map((card) => ({ text: card, isText: true })),
    )
    expect(column(transfers, '交易时间').slice(0, total)).toEqual(
      of('time').map((time) => ({ text: time, isText: true })),
    )
    expect(
      column(transfers, '行号')
        .slice(0, total)
        .map(({ text }) => Number(text)),
    ).toEqual(rows.map(({ source }) => source.row))
    const { sums } = await engine.call('records.totals', { scope: { kind: 'transfer' } })
    expect(Number(amounts[total]?.text)).toBe(
      Number(sums.find(({ field }) => field === 'amount')?.sum ?? 0) / 100,
    )

    // Measures, accounts and hashes.
    const measures = await engine.call('measures.list', {})
    const measured = sheet(sheets, '认定指标')
    expect(
      column(measured, '编号').map(({ text }, index) => [text, column(measured, '数值')[index]?.text]),
    ).toEqual(measures.map(({ id, value }) => [id, value === null ? '' : String(numberOf(value))]))
    const accounts = sheet(sheets, '账户合计')
    const inSums = new Map(
      column(accounts, '账户').map(({ text }, index) => [
        text,
        Number(column(accounts, '转入金额')[index]?.text),
      ]),
    )
    expect(Object.keys(truth.bank.totals).map((account) => inSums.get(account))).toEqual(
      Object.values(truth.bank.totals).map((totals) => totals.in),
    )
    const hashes = new Set(
      readdirSync(samples)
        .filter((name) => /^\d\d_/.test(name))
        .map((name) =>
          createHash('sha256')
            .update(readFileSync(join(samples, name)))
            .digest('hex'),
        ),
    )
    expect(
      new Set(
        column(sheet(sheets, '来源文件'), 'SHA-256')
          .map(({ text }) => text)
          .filter((text) => text !== ''),
      ),
    ).toEqual(hashes)
  },
)

test.skipIf(office === null)(
  `LibreOffice reads the Word report with the case’s values, and makes pages of it${office === null ? ` (${withoutOffice})` : ''}`,
  async () => {
    const people = await engine.call('entities.list', { kind: 'person', offset: 0, limit: 5 })
    const chart = await engine.call('charts.create', {
      name: '核心 <人员> & 账户',
      entityIds: people.rows.map(({ entityId }) => entityId),
    })
    await engine.call('chart.expand', {
      chartId: chart.chartId,
      entityId: people.rows[0]?.entityId ?? 0,
      limit: 6,
    })
    const file = await engine.call('report.document', {})
    const path = await onDisk(file)
    const text = [...converted(path, 'txt:Text (encoded):UTF8').values()].join('').replaceAll(/\s+/g, ' ')
    const measures = await engine.call('measures.list', {})
    const missing = measures
      .filter(({ why }) => why.every(({ reason }) => reason !== 'no-material'))
      .filter(
        ({ id, value, rule }) =>
          !text.includes(`${id} ${figureText(value)}`) || !text.includes(rule.zh.replaceAll(/\s+/g, ' ')),
      )
    expect(missing.map(({ id }) => id)).toEqual([])
    expect(truth.people.list.filter(({ name, id }) => !text.includes(name) || !text.includes(id))).toEqual([])
    expect(
      Object.values(truth.bank.totals).filter((totals) =>
        [totals.in, totals.out].some((yuan) => !text.includes(moneyText(Math.round(yuan * 100)))),
      ),
    ).toEqual([])
    const hashes = readdirSync(samples)
      .filter((name) => /^\d\d_/.test(name))
      .map((name) =>
        createHash('sha256')
          .update(readFileSync(join(samples, name)))
          .digest('hex'),
      )
    expect(hashes.filter((hash) => !text.includes(hash))).toEqual([])
    expect(text).toContain('供参考，以办案单位与法制部门认定为准')
    expect(text).toContain('核心 <人员> & 账户')
    const pictures = Object.entries(unzipSync(readFileSync(path))).filter(([name]) =>
      /^word\/media\/.*\.png$/.test(name),
    )
    expect(
      pictures.map(([, bytes]) =>
        [...bytes.subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join(''),
      ),
    ).toEqual((await engine.call('charts.list', {})).map(() => 'PNG'))
    const pdf = [...converted(path, 'pdf').values()][0] ?? Buffer.alloc(0)
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  },
)

test('a redacted report holds no whole ID number, phone or card of anyone, and says so', async () => {
  const file = await engine.call('report.document', { redact: 'numbers', language: 'en' })
  const parts = unzipSync(bytesOf(engine, file.fileId))
  const text = Object.entries(parts)
    .filter(([name]) => name.endsWith('.xml'))
    .map(([, bytes]) => strFromU8(bytes))
    .join('\n')
  const secrets = (
    JSON.parse(readFileSync(new URL('../fixtures/truth/piracy.json', import.meta.url), 'utf8')) as {
      people: { list: { id: string; phone: string; cards: string[] }[] }
    }
  ).people.list.flatMap(({ id, phone, cards }) => [id, phone, ...cards])
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
  expect(text).toContain('partly masked')
})

test('each export stands in the list of reports with its hash, and a report of an empty selection is refused', async () => {
  const file = await engine.call('records.export', { scope: { kind: 'personRegister' }, format: 'csv' })
  const [latest] = await engine.call('report.list', {})
  expect(latest).toMatchObject({
    sha256: file.fileName === latest?.fileName ? latest.sha256 : '',
    fileName: file.fileName,
  })
  expect(createHash('sha256').update(bytesOf(engine, file.fileId)).digest('hex')).toBe(latest?.sha256)
  await expect(engine.call('report.workbook', { kinds: ['betSlip'] })).rejects.toMatchObject({
    code: 'report-empty',
  })
  await expect(engine.call('report.document', { charts: [9_999] })).rejects.toMatchObject({
    code: 'chart-not-found',
  })
})
