/** The columns of an evidence table in the grid: the kind's fields as chosen, then marks and provenance. */
import type { RecordRow } from '../../../shared/contract/index.ts'
import type { Field, RecordKind } from '../../../shared/model/define.ts'
import type { GridColumn } from '../../components/grid/columns.ts'
import { translate } from '../../i18n/index.ts'
import type { Language } from '../../i18n/language.ts'
import { copyText, fieldHeader, fieldText, isFigure } from '../../words/cellText.ts'

export const marksColumn = '·marks'
export const sourceColumn = '·source'

const widths: Readonly<Partial<Record<Field['type'], number>>> = {
  name: 92,
  title: 150,
  text: 140,
  idNumber: 156,
  creditCode: 168,
  card: 178,
  account: 178,
  phone: 108,
  wechat: 130,
  qq: 96,
  alipay: 150,
  email: 160,
  siteAccount: 110,
  domain: 150,
  ip: 118,
  mac: 136,
  imei: 132,
  imsi: 132,
  plate: 84,
  wallet: 180,
  serial: 130,
  money: 112,
  decimal: 84,
  integer: 76,
  percent: 72,
  time: 150,
  date: 96,
  clock: 76,
  direction: 60,
  result: 64,
  choice: 84,
}
/** Wide enough for the header itself: Chinese characters are about 12 pixels, others 7. */
function headerWidth(label: string): number {
  return [...label].reduce((sum, character) => sum + (/[\u2e80-\uffef]/.test(character) ? 12.5 : 7), 34)
}
export function tableColumns(
  kind: RecordKind,
  shown: readonly string[],
  chosenWidths: Readonly<Record<string, number>>,
  language: Language,
  textScale: number,
): readonly GridColumn[] {
  const fields = shown.flatMap((id) => kind.fields.find((field) => field.id === id) ?? [])
  return [
    ...fields.map((field): GridColumn => {
      const label = fieldHeader(field, language)
      return {
        id: field.id,
        label,
        width:
          chosenWidths[field.id] ??
          Math.round(
            Math.max((widths[field.type] ?? 120) * (field.multi === true ? 1.7 : 1), headerWidth(label)) *
              textScale,
          ),
        figure: isFigure(field),
        sortable: true,
        movable: true,
      }
    }),
    { id: marksColumn, label: translate('tables.marks'), width: chosenWidths[marksColumn] ?? 92 },
    {
      id: sourceColumn,
      label: translate('tables.source'),
      width: chosenWidths[sourceColumn] ?? 250,
      quiet: true,
    },
  ]
}
/** The file without its ending. */
export function sourceFile(source: RecordRow['source']): string {
  return source.file.replace(/\.[A-Za-z0-9]{2,5}$/, '')
}
function marksText(kind: RecordKind, row: RecordRow): string {
  return [
    ...(row.duplicateOf === null ? [] : [translate('tables.mark.duplicate')]),
    ...(row.mirrorOf === null ? [] : [translate('tables.mark.mirror')]),
    ...(row.reversalOf === null ? [] : [translate('tables.mark.reversal')]),
    ...(row.takenBack === null || row.reversalOf !== null ? [] : [translate('tables.mark.takenBack')]),
    ...(kind.resultField !== undefined && valueOf(kind, row, kind.resultField)?.value === 'failed'
      ? [translate('kinds.result.failed')]
      : []),
    ...row.flags.map((flag) => translate(`kinds.issueShort.${flag}`)),
  ].join('、')
}
function valueOf(
  kind: RecordKind,
  row: RecordRow,
  column: string,
): { readonly field: Field; readonly value: RecordRow['values'][number] } | null {
  const index = kind.fields.findIndex((field) => field.id === column)
  const field = kind.fields[index]
  return field === undefined ? null : { field, value: row.values[index] ?? null }
}
export function cellText(kind: RecordKind, row: RecordRow, column: string, language: Language): string {
  if (column === sourceColumn) return `${sourceFile(row.source)} · ${row.source.sheet} · ${row.source.row}`
  if (column === marksColumn) return marksText(kind, row)
  const found = valueOf(kind, row, column)
  return found === null ? '' : fieldText(found.field, found.value, language)
}
export function cellCopy(kind: RecordKind, row: RecordRow, column: string, language: Language): string {
  const found = valueOf(kind, row, column)
  return found === null ? cellText(kind, row, column, language) : copyText(found.field, found.value, language)
}
export { valueOf as cellValue }
