/** Bank statements and call records as they stand, and real transfers each once. */
import { recordKind, recordKinds } from '../../../shared/model/recordKinds/index.ts'
import { countValue, moneyValue } from '../../../shared/model/figureValue.ts'
import { possibleMirrorsKept } from '../records/doubts.ts'
import { foreignCondition, kindOf, standsCondition } from '../records/evidence.ts'
import {
  aggregate,
  counted,
  remark,
  rowCount,
  rowsOf,
  rowsWithin,
  settledScope,
  type MeasureDefinition,
} from './measure.ts'

/** Formats of wallets and chains; everything else in the transfer table is a bank's. */
const walletFormats = (recordKind('transfer')?.formats ?? [])
  .map((format) => format.id)
  .filter((id) => !id.startsWith('bank_'))
const isBank = `r."ownPayment" IS NULL AND r."hash" IS NULL AND r.sheet_id NOT IN (SELECT sheet_id FROM sheets WHERE format IN (${walletFormats.map((id) => `'${id}'`).join(', ')}))`
const rows = rowsOf('transfer', isBank, { repeats: true })
const transfer = kindOf(recordKinds, 'transfer')
const stands = standsCondition(transfer, 'r')
const distinct = rowsOf('transfer', `${isBank} AND r.mirror_of IS NULL AND ${stands}`)
const reversals = rowsOf('transfer', `${isBank} AND r.mirror_of IS NULL AND NOT ${stands}`)
/** Transfers; what takes one back is none of its own, and told. */
const transfersOnce: MeasureDefinition['figure'] = (db, within) => {
  const { value, why } = counted(distinct)(db, within)
  const scope = rowsWithin(db, reversals, within)
  const count = value === null ? 0 : rowCount(db, scope)
  if (count === 0) return { value, why }
  const inYuan = `CASE WHEN NOT ${foreignCondition(transfer, 'r') ?? '0'} THEN abs(r."amount") END`
  const sum = aggregate(db, scope, { sum: inYuan }) ?? 0n
  return {
    value,
    why: [...why, remark('reversals', { count, figures: [{ value: moneyValue(sum), unit: 'yuan' }] })],
  }
}
const failed = rowsOf('transfer', `${isBank} AND r.mirror_of IS NULL AND r."result" = 'failed'`)
const undecided = rowsOf('transfer', `${isBank} AND r.mirror_of IS NULL AND r."result" = 'unknown'`)
const mirrored = rowsOf('transfer', `${isBank} AND r.mirror_of IS NOT NULL`)
const repeated = rowsOf('transfer', `${isBank} AND r.duplicate_of IS NOT NULL`, { repeats: true })
const calls = rowsOf('call')
const repeatedCalls = rowsOf('call', 'r.duplicate_of IS NOT NULL', { repeats: true })
/** The figure, and how far it may be more by so many rows of which nobody has decided. */
function upTo(
  figure: MeasureDefinition['figure'],
  reason: 'undecided-results' | 'possible-mirrors',
  more: (...given: Parameters<MeasureDefinition['figure']>) => number,
): MeasureDefinition['figure'] {
  return (db, within) => {
    const { value, why } = figure(db, within)
    const count = value === null ? 0 : more(db, within)
    if (value === null || count === 0 || !('count' in value)) return { value, why }
    const figures = [0n, BigInt(count)].map((of) => ({
      value: countValue(BigInt(value.count) + of),
      unit: 'transfer' as const,
    }))
    return { value, why: [...why, remark(reason, { count, figures, kinds: ['transfer'] })] }
  }
}
/** Possible counter-entries among the rows of banks. */
const possiblyMirrored = rowsOf('transfer', isBank)
/** Calls, each once, and how many rows said them again. */
const callsOnce: MeasureDefinition['figure'] = (db, within) => {
  const { value, why } = counted(calls)(db, within)
  const repeats = rowCount(db, rowsWithin(db, repeatedCalls, within))
  return { value, why: repeats === 0 ? why : [...why, remark('repeated-rows', { count: repeats })] }
}

export const moneyMeasures: readonly MeasureDefinition[] = [
  {
    id: 'bank.rows',
    nameZh: '银行流水行数',
    nameEn: 'Bank statement rows',
    unit: 'row',
    scopes: [rows],
    figure: counted(rows),
    rule: {
      zh: '银行交易明细的全部行数，含重复行与双方各记一次的行。',
      en: 'All rows of the bank statements, duplicate rows and counter-entries included.',
    },
  },
  {
    id: 'bank.distinct_transfers',
    nameZh: '转账笔数',
    nameEn: 'Transfers',
    headline: { place: 120, beside: ['bank.rows', 'bank.mirrored', 'bank.failed_transfers'] },
    unit: 'transfer',
    scopes: [distinct],
    each: true,
    figure: transfersOnce,
    rule: {
      zh: '真实转账笔数：重复行只计一次，双方流水各记一次的同一笔（时间相差 0–3 秒）只计一次；冲正、退款已与原交易对应的不另计；含失败的。',
      en: 'Real transfers, each once: repeated rows once, both sides of one transfer (0–3 s apart) once; reversals and refunds tied to what they take back are none of their own; failed ones included.',
    },
  },
  {
    id: 'bank.failed_transfers',
    nameZh: '失败的转账',
    nameEn: 'Failed transfers',
    unit: 'transfer',
    scopes: [failed],
    each: true,
    figure: upTo(counted(failed), 'undecided-results', (db, within) =>
      rowCount(db, rowsWithin(db, undecided, within)),
    ),
    rule: {
      zh: '交易结果为失败的转账笔数，每笔只计一次；失败的不计入任何金额。',
      en: 'Transfers whose result is failure, each once; they are in no sum.',
    },
  },
  {
    id: 'bank.mirrored',
    nameZh: '双方流水重复',
    nameEn: 'Counter-entries',
    unit: 'transfer',
    scopes: [mirrored],
    each: true,
    figure: upTo(counted(mirrored), 'possible-mirrors', (db) => {
      const { where, params } = settledScope(db, possiblyMirrored)
      return rowCount(db, {
        kind: 'transfer',
        where: `r.record_id IN (SELECT value FROM json_each(@measure_mirrors)) AND (${where})`,
        params: { ...params, measure_mirrors: JSON.stringify(possibleMirrorsKept(db)) },
      })
    }),
    rule: {
      zh: '同时出现在双方流水中的转账笔数（收款方一侧的行）。',
      en: 'Transfers that stand in both parties’ statements (the payee’s row).',
    },
  },
  {
    id: 'bank.repeated_rows',
    nameZh: '重复的流水行',
    nameEn: 'Duplicate rows',
    unit: 'row',
    scopes: [repeated],
    figure: counted(repeated),
    rule: {
      zh: '与另一行为同一事实的重复行数（补充表、重叠时段）。',
      en: 'Rows that repeat another row’s fact (supplement sheets, overlapping periods).',
    },
  },
  {
    id: 'calls.rows',
    nameZh: '通话记录',
    nameEn: 'Call records',
    headline: { place: 130 },
    unit: 'row',
    scopes: [calls],
    each: true,
    figure: callsOnce,
    rule: {
      zh: '通话详单的通话条数；重复行只计一次。',
      en: 'Calls in the call records; a repeated row counts once.',
    },
  },
]
