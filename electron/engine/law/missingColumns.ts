/** Sheets of a measure's kinds that lack a column it needs, or have one under a name that nobody matched: their rows are counted as if the column were empty. */
import type { ColumnMapping } from '../../../shared/contract/imports.ts'
import type { MeasureRemark } from '../../../shared/contract/measures.ts'
import { recordKind } from '../../../shared/model/recordKinds/index.ts'
import { factsState } from '../records/factsVersion.ts'
import { keptValues } from '../records/keptPerState.ts'
import type { Db } from '../store/db.ts'
import { remark, type MeasureDefinition } from './measure.ts'

/** One need: a column (or what stands around the table) for one of these fields. */
interface Need {
  readonly kind: string
  readonly fields: readonly string[]
}
const need = (kind: string, ...fields: readonly string[]): Need => ({ kind, fields })
const slipState = need('betSlip', 'status')
const slipPoints = need('betSlip', 'valid', 'validAmount', 'stake')
const above = [need('agentAccount', 'parent', 'path'), need('memberAccount', 'parent')]
const depositResult = need('deposit', 'result')
const seizedUnit = need('seizure', 'unit')
const stockWay = need('stockMove', 'direction', 'quantityIn', 'quantityOut')
/** What figures rest on beyond the field they add up. A kind's own needs are there in every sheet of it. */
const needs: Readonly<Record<string, readonly Need[]>> = {
  'bets.settled': [slipState],
  'bets.valid_points': [slipState, slipPoints],
  'bets.stakes': [slipState, slipPoints],
  'bets.cancelled_or_void': [slipState],
  'bets.accounts': [slipState],
  'bets.participants': [slipState],
  'agents.with_subordinates': above,
  'agents.levels': above,
  'receiving.deposits': [depositResult],
  'receiving.withdrawals': [depositResult],
  'receiving.accounts': [need('deposit', 'payeeAccount'), depositResult],
  'receiving.counterparts': [need('deposit', 'payerAccount', 'memberCard'), depositResult],
  'bank.failed_transfers': [need('transfer', 'result', 'status')],
  'bank.mirrored': [need('transfer', 'counterAccount', 'counterInfo')],
  'ips.count': [need('website', 'ip')],
  'sites.count': [need('seizure', 'site', 'address')],
  'seizure.boxes': [seizedUnit],
  'seizure.sets': [seizedUnit],
  'seizure.booklets': [seizedUnit],
  'seizure.phones': [seizedUnit],
  'seizure.volume_m3': [need('seizure', 'volume')],
  'seizure.weight_kg': [need('seizure', 'weight')],
  'stock.copies_in': [stockWay],
  'stock.copies_out': [stockWay],
  'online.copies': [need('saleOrder', 'status')],
  'online.amount': [need('saleOrder', 'status')],
  'wholesale.copies': [stockWay, need('stockMove', 'party')],
  'wholesale.amount': [stockWay, need('stockMove', 'party'), need('stockMove', 'amount', 'price')],
  'business.unsold_amount': [seizedUnit, need('saleOrder', 'paid', 'net', 'received')],
  'business.unsold_amount_all_sales': [seizedUnit, need('saleOrder', 'paid', 'net', 'received')],
  'business.amount': [
    seizedUnit,
    need('saleOrder', 'paid', 'net', 'received'),
    need('stockMove', 'amount', 'price'),
  ],
  'business.copies': [seizedUnit, need('saleOrder', 'quantity')],
}
/** Fields a field's value may come from. */
function sourcesOf(kind: string, field: string): readonly string[] {
  const rules = recordKind(kind)?.derive ?? []
  return [
    field,
    ...rules.flatMap((rule) =>
      rule.how === 'fallback' && rule.into === field
        ? rule.from.flatMap((from) => (from === field ? [] : sourcesOf(kind, from)))
        : rule.how === 'pair' && rule.amount === field
          ? [...rule.in, ...rule.out]
          : rule.how === 'difference' && rule.into === field
            ? [rule.from]
            : [],
    ),
  ]
}

interface ReadSheet {
  readonly name: string
  /** A layout of a wallet or a chain; false for banks and free layouts. */
  readonly wallet: boolean
  readonly fields: ReadonlySet<string>
  readonly unused: readonly ColumnMapping[]
}
const kept = keptValues<readonly ReadSheet[]>(40)
/** Sheets that gave rows of a kind. A field that people filled in by hand counts as there. */
function sheetsOf(db: Db, kind: string): readonly ReadSheet[] {
  return kept.of(db, kind, factsState(db), () =>
    db
      .prepare<
        [string],
        { name: string; file: string; format: string | null; columns: string; edited: string | null }
      >(
        `SELECT s.name, o.file_name AS file, s.format, s.columns,
          (SELECT json_group_array(DISTINCT replace(field, 'sheet:own:', '')) FROM row_edits e WHERE e.sheet_id = s.sheet_id) AS edited
        FROM sheets s JOIN batches b USING (batch_id) JOIN originals o USING (original_id)
        WHERE s.kind = ? AND s.skip IS NULL AND b.status = 'active' AND s.accepted + s.duplicate > 0 ORDER BY s.sheet_id`,
      )
      .all(kind)
      .map(({ name, file, format, columns, edited }) => {
        // Written by the import.
        const mapping = JSON.parse(columns) as readonly ColumnMapping[]
        const stem = file.replace(/\.[^.]+$/, '')
        return {
          name: name === stem ? file : `${file} · ${name}`,
          wallet: format !== null && !format.startsWith('bank_'),
          fields: new Set([
            ...mapping.flatMap(({ field }) => field ?? []),
            ...(JSON.parse(edited ?? '[]') as readonly string[]),
          ]),
          unused: mapping.filter(
            ({ column, field, evidence }) => column !== null && field === null && evidence !== '',
          ),
        }
      }),
  )
}

/** The remark that sheets lack what a measure needs; null when none does. */
export function missingColumns(
  db: Db,
  { id, scopes, adds }: Pick<MeasureDefinition, 'id' | 'scopes' | 'adds'>,
): MeasureRemark | null {
  const kind = scopes[0]?.kind
  const wanted = [
    ...(kind === undefined || adds === undefined ? [] : [need(kind, ...sourcesOf(kind, adds))]),
    ...(needs[id] ?? []),
  ]
  const lacking = wanted.flatMap(({ kind: of, fields }) =>
    sheetsOf(db, of)
      .filter(
        (sheet) =>
          !(sheet.wallet && id.startsWith('bank.')) && !fields.some((field) => sheet.fields.has(field)),
      )
      .map((sheet) => ({ of, fields, sheet })),
  )
  if (lacking.length === 0) return null
  const names = lacking.map(({ fields, sheet }) => {
    const guess = sheet.unused.find(({ suggests }) => suggests != null && fields.includes(suggests))
    return guess === undefined ? sheet.name : `${sheet.name}（${guess.header}？）`
  })
  return remark('incomplete', {
    count: new Set(lacking.map(({ sheet }) => sheet.name)).size,
    names: [...new Set(names)],
    kinds: [...new Set(lacking.map(({ of, fields }) => `${of}.${fields[0] ?? ''}`))],
  })
}
