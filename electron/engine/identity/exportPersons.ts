/** The persons behind accounts as a file: one row an account, the person's number before it, so that accounts of one person stand together. */
import type { Args, Result } from '../../../shared/contract/index.ts'
import type { JobContext } from '../core/context.ts'
import { caseNameFor } from '../report/buildReport.ts'
import { redactionText } from '../report/documentWords.ts'
import { maskerFor } from '../report/model/redact.ts'
import { createCsvFile, csvText } from '../report/csvFile.ts'
import { outputName, recordReport } from '../report/outputFile.ts'
import { yieldToOthers } from '../core/stepByStep.ts'
import { type Column, type Value, valueDigits } from '../report/xlsx/sheet.ts'
import { createWorkbook } from '../report/xlsx/workbook.ts'
import { accountLines, personsBehindAccounts } from './persons.ts'

const words = {
  'zh-CN': {
    title: '账号背后的人员',
    headers: [
      '人员',
      '账号数',
      '账号',
      '姓名',
      '手机号',
      '银行卡号',
      '微信',
      '共有的标识',
      '注单数',
      '有效投注(点)',
      '赌资(元)',
    ],
    before: (accounts: number, persons: number, bet: number, behind: number) =>
      `账号 ${accounts} 个，人员 ${persons} 人；有注单的账号 ${bet} 个，其背后 ${behind} 人。已认定为同一人的账号合计一人，其余各计一人。`,
  },
  en: {
    title: 'Persons behind accounts',
    headers: [
      'Person',
      'Accounts',
      'Account',
      'Name',
      'Phone',
      'Bank card',
      'WeChat',
      'Shared identifiers',
      'Slips',
      'Valid points',
      'Stakes (yuan)',
    ],
    before: (accounts: number, persons: number, bet: number, behind: number) =>
      `${accounts} accounts, ${persons} persons; ${bet} accounts that bet, ${behind} persons behind them. Accounts claimed to be one person’s count once, every other account counts as one.`,
  },
} as const
const widths = [8, 8, 18, 10, 14, 22, 22, 40, 10, 14, 16]

/** Errors: `cancelled`, and those of writing a file. */
export async function exportPersons(
  context: JobContext,
  { format, redact, language }: Args<'identity.exportPersons'>,
): Promise<Result<'identity.exportPersons'>> {
  const db = context.db()
  const { title, headers, before } = words[language]
  const list = personsBehindAccounts(db, {
    sort: 'accounts',
    several: 'all',
    offset: 0,
    limit: Number.MAX_SAFE_INTEGER,
  })
  const file = context.files.createOutput(outputName(caseNameFor(context, redact), title, context.at, format))
  const mask = maskerFor(db, redact)
  const notes = [
    before(list.accounts, list.persons, list.accountsThatBet, list.personsThatBet),
    ...(redact === 'none' ? [] : [redactionText(redact, language)]),
  ]
  const columns = headers.map((header, index): Column => ({
    header,
    width: widths[index] ?? 12,
    look: index >= 9 ? 'decimal2' : index === 1 || index === 8 ? 'integer' : 'text',
  }))
  const order = new Map(list.rows.map((person, index) => [person.entityId, index + 1]))
  let rows = 0
  try {
    const write = async (row: (cells: readonly Value[]) => void): Promise<void> => {
      for (const line of accountLines(db, list.rows)) {
        rows += 1
        row([
          String(order.get(line.person.entityId) ?? ''),
          line.person.accounts.length,
          mask('account', line.account),
          mask('name', line.name),
          mask('phone', line.phone),
          mask('account', line.card),
          mask('account', line.wechat),
          mask('account', line.person.shared.map(({ value }) => value).join('、')),
          line.slips,
          line.points === null ? null : { scaled: line.points, scale: 2 },
          line.stakes === null ? null : { scaled: line.stakes, scale: 2 },
        ])
        if (rows % 2_000 === 0) {
          context.progress('write', rows, list.accounts)
          await yieldToOthers(context)
        }
      }
    }
    if (format === 'csv') {
      const csv = createCsvFile(file.open())
      try {
        for (const note of notes) csv.row([csvText(note)])
        csv.row(headers.map(csvText))
        await write((cells) => {
          csv.row(
            cells.map((value) =>
              value === null ? '' : typeof value === 'string' ? csvText(value) : valueDigits(value),
            ),
          )
        })
        csv.finish()
      } catch (error) {
        csv.abandon()
        throw error
      }
    } else {
      const workbook = createWorkbook(file.open(), { title, at: context.at })
      try {
        const sheet = workbook.sheet({
          name: title,
          columns,
          preface: notes.map((value) => [{ value, look: 'note' as const }]),
        })
        await write((cells) => {
          sheet.row(cells)
        })
        sheet.end()
        workbook.finish()
      } catch (error) {
        workbook.abandon()
        throw error
      }
    }
    await recordReport(context, file, 'identity.exportPersons', { rows, format, redacted: redact })
    return { fileId: file.fileId, fileName: file.fileName, rows }
  } catch (error) {
    context.files.revoke(file.fileId)
    throw error
  }
}
