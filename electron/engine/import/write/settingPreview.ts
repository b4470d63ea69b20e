/** What settings of a sheet would change: its rows converted under them beside what they are now. Nothing is written. */
import type { RowOutcome } from '../../../../shared/contract/imports.ts'
import type { SettingPreview, SheetFigures } from '../../../../shared/contract/sheets.ts'
import type { RowValues } from '../../../../shared/model/complete.ts'
import { yuan } from '../../../../shared/model/currency.ts'
import type { RecordKind } from '../../../../shared/model/define.ts'
import { minorOf } from '../../../../shared/model/minor.ts'
import type { Db } from '../../store/db.ts'
import type { Steps } from '../../store/steps.ts'
import { basisUnder, checkedSettings, type GivenSetting, settleableSheet } from './settleable.ts'
import { compareRows, conversionBy } from './settleSheet.ts'
import { RowKeys, sheetCopies } from './sheetCopies.ts'
import { differingFields } from './storedResults.ts'

/** So many changed rows are shown. */
const shown = 12

/** Figures of rows as they come: counts by outcome, sums of what took effect. */
class Figures {
  private readonly kind: RecordKind
  private readonly summed: readonly string[]
  private readonly outcomes: Record<RowOutcome, number> = {
    accepted: 0,
    duplicate: 0,
    rejected: 0,
    skipped: 0,
  }
  private readonly sums = new Map<string, bigint>()
  private from: string | null = null
  private to: string | null = null
  constructor(kind: RecordKind) {
    this.kind = kind
    this.summed = kind.fields
      .filter(({ id, summed }) => summed === true || id === kind.amountField)
      .map(({ id }) => id)
  }
  add(outcome: RowOutcome, values: RowValues | null): void {
    this.outcomes[outcome] += 1
    if (outcome !== 'accepted' || values === null) return
    const { timeField, resultField, directionField, currency } = this.kind
    const time = values[timeField ?? '']
    if (typeof time === 'string') {
      if (this.from === null || time < this.from) this.from = time
      if (this.to === null || time > this.to) this.to = time
    }
    const result = values[resultField ?? '']
    if (
      this.kind.onlySuccess === true
        ? result !== undefined && result !== null && result !== 'success'
        : result === 'failed'
    )
      return
    const side = String(values[directionField ?? ''] ?? '')
    for (const field of this.summed) {
      const value = values[field]
      if (typeof value !== 'number') continue
      const money = this.kind.fields.find(({ id }) => id === field)?.type === 'money'
      const key = JSON.stringify([field, side, money ? String(values[currency?.field ?? ''] ?? yuan) : yuan])
      this.sums.set(key, (this.sums.get(key) ?? 0n) + BigInt(value))
    }
  }
  get told(): SheetFigures {
    return {
      outcomes: this.outcomes,
      sums: [...this.sums]
        .map(([key, sum]) => {
          const [field = '', side = '', currency = ''] = JSON.parse(key) as string[]
          return { field, side, currency, sum: minorOf(sum) }
        })
        .toSorted((one, other) => {
          const order = ({ field, side, currency }: typeof one): string =>
            `${this.summed.indexOf(field)} ${side} ${currency}`
          return order(one) < order(other) ? -1 : 1
        }),
      from: this.from,
      to: this.to,
    }
  }
}

/** What the settings would change. Each step tells how many rows were looked at. Errors: those of `sheets.preview`. */
export function* previewSettings(
  db: Db,
  sheetId: number,
  given: readonly GivenSetting[],
): Steps<SettingPreview, number> {
  const conversion = settleableSheet(db, sheetId)
  const checked = checkedSettings(db, conversion, given)
  const under = conversionBy(conversion, basisUnder(db, conversion, checked))
  const { kind } = conversion
  const [before, after] = [new Figures(kind), new Figures(kind)]
  const examples: SettingPreview['examples'][number][] = []
  const keys = new RowKeys(kind)
  let changed = 0
  let open = 0
  yield* compareRows(db, under, ({ stored, result }, changes) => {
    const was = stored.outcome === 'header' ? 'skipped' : stored.outcome
    const becomes = result.outcome === 'header' ? 'skipped' : result.outcome
    const differs = changes ? differingFields(stored.values ?? {}, result.values ?? {}) : []
    // Whether a row that says another fact repeats one is known only when it is done.
    const another = differs.some((field) => kind.sameFact?.includes(field) === true)
    const then = was === 'duplicate' && becomes === 'accepted' && !another ? 'duplicate' : becomes
    keys.add(result.values)
    before.add(was, stored.values)
    after.add(then, result.values)
    if (!changes) return
    changed += 1
    if (then === 'accepted' && (another || was !== 'accepted')) open += 1
    if (examples.length < shown) {
      const [one, other] = [stored.values ?? {}, becomes === 'accepted' ? (result.values ?? {}) : {}]
      examples.push({
        row: stored.row,
        outcome: was,
        becomes,
        fields: differingFields(one, other).map((field) => ({
          field,
          before: one[field] ?? null,
          after: other[field] ?? null,
        })),
      })
    }
  })
  const copies = yield* sheetCopies(db, under, keys)
  return { sheetId, kind: kind.id, changed, open, before: before.told, after: after.told, examples, copies }
}
