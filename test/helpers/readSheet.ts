/** A table of texts as the import reads it, without an engine: recognised, and every row converted. */
import type { RawRow } from '../../electron/engine/import/formats/cells.ts'
import { RowConverter } from '../../electron/engine/import/convert/convertRows.ts'
import type { ConversionBasis } from '../../electron/engine/import/convert/conversionBasis.ts'
import { planOf } from '../../electron/engine/import/process/parse.ts'
import { recogniseSheet, type SheetAbout } from '../../electron/engine/import/recognise/recognise.ts'
import { recordKind, recordKinds } from '../../shared/model/recordKinds/index.ts'

export interface ReadRow {
  readonly row: number
  readonly outcome: string
  readonly reason: string | null
  readonly values: Readonly<Record<string, string | number>>
  /** Remarks as `code field «text»`. */
  readonly remarks: readonly string[]
}
export interface ReadSheet {
  readonly kind: string | null
  readonly rows: readonly ReadRow[]
  readonly basis: ConversionBasis
}
/** `lines`: rows of cells, or texts with commas between them. Throws when no kind is recognised. */
export function readSheet(
  lines: readonly (string | readonly string[])[],
  about: Partial<SheetAbout> = {},
  change: (basis: ConversionBasis) => ConversionBasis = (basis) => basis,
): ReadSheet {
  const rows: RawRow[] = lines.map((line, index) => ({
    row: index + 1,
    cells: typeof line === 'string' ? line.split(',') : line,
    marks: null,
  }))
  const whole: SheetAbout = {
    index: 0,
    name: 'Sheet1',
    hidden: false,
    named: true,
    fileName: 'x.xlsx',
    path: 'x.xlsx',
    date1904: false,
    complete: true,
    ...about,
  }
  const recognition = recogniseSheet(rows, whole, recordKinds)
  const plan = planOf(recognition)
  const kind = recordKind(plan?.kind ?? '')
  if (plan === null || kind === undefined) throw new Error('not recognised')
  const found = RowConverter.of(kind, plan, rows, whole, '2026-11-23 12:00:00')
  found.lookAtSigns(rows)
  const basis = change(found.basis())
  // From what is kept, as a row that was edited is read.
  const converter = new RowConverter(kind, plan.columns, basis, 'x.0')
  return {
    kind: kind.id,
    basis,
    rows: rows.flatMap((raw) => {
      const { outcome, reason, values, remarks } = converter.convert(raw)
      const direct = found.convert(raw)
      if (JSON.stringify(direct.values) !== JSON.stringify(values) && change(basis) === basis)
        throw new Error(`row ${raw.row} is read otherwise by what is kept with the sheet`)
      return outcome === 'header' || outcome === 'skipped'
        ? []
        : [
            {
              row: raw.row,
              outcome,
              reason,
              values: Object.fromEntries(
                Object.entries(values ?? {}).filter(
                  (entry): entry is [string, string | number] => entry[1] !== null,
                ),
              ),
              remarks: remarks.map(({ code, field, raw: text }) => `${code} ${field ?? ''} «${text}»`),
            },
          ]
    }),
  }
}
