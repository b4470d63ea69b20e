/** The cells of an original sheet: what stands in them, what is said beside, how wide they are. */
import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { GridColumn } from '../../components/grid/columns.ts'
import { toTabbed } from '../../components/grid/columns.ts'
import type { Language } from '../../i18n/language.ts'
import { fieldName } from '../../i18n/names.ts'
import { type OriginalRow, type OriginalAbout, useOriginal } from '../../stores/original.ts'
import { translate } from '../../i18n/index.ts'
import { columnLetters, outcomeText, reasonText } from '../../words/outcomes.ts'

/** The column of what became of each row. */
export const outcomeColumn = '·outcome'
function textWidth(written: string): number {
  return [...written].reduce((sum, character) => sum + (/[\u2e80-\uffef]/.test(character) ? 13.5 : 7.6), 26)
}
/** `place` is the cell that is marked, `widths` what a person has drawn columns to. */
export function useOriginalCells(
  place: Readonly<Ref<{ readonly row: number; readonly column: number | null }>>,
  widths: Readonly<Ref<Readonly<Record<string, number>>>>,
) {
  const { t, locale } = useI18n()
  const original = useOriginal()
  const language = computed(() => locale.value as Language)

  /** Wide enough for the header and nine in ten of the cells around; merged titles make no column wide. */
  function widthOf(at: number, header: string): number {
    const cells = original.near
      .filter((entry) => entry.outcome !== 'skipped' && entry.outcome !== 'header')
      .map((entry) => textWidth(entry.cells[at] ?? ''))
      .toSorted((one, other) => one - other)
    return Math.round(
      Math.min(300, Math.max(56, textWidth(header) + 8, cells[Math.floor(cells.length * 0.9)] ?? 0)),
    )
  }
  const columns = computed<readonly GridColumn[]>(() => {
    const about = original.about
    if (about === null) return []
    return [
      { id: outcomeColumn, label: t('original.outcome'), width: widths.value[outcomeColumn] ?? 104 },
      ...Array.from({ length: about.columns }, (_, at): GridColumn => {
        const header = (original.headers[at] ?? '').trim()
        return {
          id: String(at),
          label: header === '' ? columnLetters(at) : header,
          hint: t('original.column', { letter: columnLetters(at) }),
          width: widths.value[String(at)] ?? widthOf(at, header),
        }
      }),
    ]
  })
  const text = (entry: OriginalRow, id: string) =>
    id === outcomeColumn ? outcomeText(entry.outcome, entry.reason) : (entry.cells[Number(id)] ?? '')
  const rowClass = (entry: OriginalRow) =>
    `outcome-${entry.outcome}${entry.row === place.value.row ? ' is-target' : ''}`
  const remarksOf = (entry: OriginalRow, id: string) =>
    entry.remarks.filter((remark) => String(remark.column) === id)
  const editsOf = (entry: OriginalRow, id: string) => entry.edits.filter((edit) => String(edit.column) === id)
  /** Titles and notes run on over empty cells, as they do in a spreadsheet. */
  function cellClass(entry: OriginalRow, id: string): string {
    if (id === outcomeColumn) return ''
    const spills =
      entry.outcome === 'skipped' &&
      (entry.cells[Number(id)] ?? '') !== '' &&
      (entry.cells[Number(id) + 1] ?? '').trim() === ''
    return [
      spills ? 'spills' : '',
      entry.row === place.value.row && String(place.value.column) === id ? 'is-cell' : '',
      remarksOf(entry, id).length > 0 ? 'is-remarked' : '',
    ]
      .filter((name) => name !== '')
      .join(' ')
  }
  /** What is said of a cell beside its text: remarks of the import, and what people wrote over it. */
  function about(entry: OriginalRow, id: string): string {
    const said = [
      ...remarksOf(entry, id).map((remark) => t(`kinds.issue.${remark.code}`)),
      ...editsOf(entry, id).map((edit) =>
        t('original.editedTo', {
          field:
            original.about?.kind === null || original.about === null
              ? edit.field
              : fieldName(original.about.kind, edit.field, language.value),
          text: edit.text,
        }),
      ),
    ]
    return [text(entry, id), ...said].join('\n')
  }
  /** Remarks that belong to no column stand with the row's outcome. */
  function outcomeTitle(entry: OriginalRow): string {
    return [
      reasonText(entry.reason),
      ...entry.remarks.map(
        (remark) =>
          `${remark.field === null || original.about === null || original.about.kind === null ? '' : `${fieldName(original.about.kind, remark.field, language.value)}${t('common.colon')}`}${t(`kinds.issue.${remark.code}`)}`,
      ),
    ]
      .filter((part) => part !== '')
      .join('\n')
  }
  return { columns, text, rowClass, cellClass, about, outcomeTitle, remarksOf, editsOf }
}

/** Rows as they stand in the file, with a header line, each with file, sheet, row and hash. */
export function rowsAsText(
  { provenance: { fileName, sheet, sha256 }, columns: width }: OriginalAbout,
  headers: readonly string[],
  rows: readonly OriginalRow[],
): string {
  const head = [
    ...Array.from({ length: width }, (_, at) => (headers[at] ?? '').trim() || columnLetters(at)),
    translate('original.file'),
    translate('original.sheet'),
    translate('original.row'),
    'SHA-256',
  ]
  return toTabbed([
    head,
    ...rows.map((entry) => [
      ...Array.from({ length: width }, (_, at) => entry.cells[at] ?? ''),
      fileName,
      sheet,
      String(entry.row),
      sha256,
    ]),
  ])
}
