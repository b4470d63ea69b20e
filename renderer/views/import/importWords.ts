/** Sentences of the import screen made of codes and figures. */
import type { ColumnMapping, InspectionReason } from '../../../shared/contract/index.ts'
import { recordKind } from '../../../shared/model/recordKinds/index.ts'
import { roundedText } from '../../../shared/model/numberText.ts'
import { countText, sizeText } from '../../format.ts'
import { errorWords } from '../../i18n/errorWords.ts'
import { currentLanguage, hasText, translate } from '../../i18n/index.ts'
import type { Language } from '../../i18n/language.ts'
import { fieldName, recordKindName } from '../../i18n/names.ts'
import { chosenPlans, isLocked, standingOf, sureness } from '../../stores/import/importFiles.ts'
import type { ImportProgress, QueuedFile, WholeProgress } from '../../stores/import/importFiles.ts'
import { isComplete, lookedAtMost, lookedOver } from '../../stores/import/importLooks.ts'
import type { Looks, SheetLook } from '../../stores/import/importLooks.ts'
import { missingFields } from '../../stores/import/importPlan.ts'
import type { SheetPlan } from '../../stores/import/importPlan.ts'
import { columnLetters } from '../../words/outcomes.ts'

export type ChipTone = 'neutral' | 'accent' | 'ok' | 'warn' | 'bad'
/** Where a file stands, for its chip. */
export function stateOf(file: QueuedFile): { readonly tone: ChipTone; readonly text: string } {
  if (isLocked(file)) return { tone: 'warn', text: translate('import.state.locked') }
  if (file.state === 'failed') return { tone: 'bad', text: errorWords(file.error, currentLanguage()).what }
  if (file.state === 'ready') {
    const percent = Math.round((sureness(file) ?? 0) * 100)
    return standingOf(file) === 'ready'
      ? { tone: 'accent', text: translate('import.state.ready', { percent }) }
      : { tone: 'warn', text: translate('import.state.attention') }
  }
  if (standingOf(file) === 'undone') return { tone: 'neutral', text: translate('import.state.undone') }
  return { tone: file.state === 'done' ? 'ok' : 'neutral', text: translate(`import.state.${file.state}`) }
}

/** Folder, kinds, sheets, rows and encoding of a file, in one line. */
export function fileSummary(file: QueuedFile, lookAt: (place: number) => SheetLook | null): string {
  const language = currentLanguage()
  const chosen = chosenPlans(file)
  const kinds = [...new Set(chosen.flatMap((plan) => plan.kind ?? []))]
  // Rows that are data, as far as they were looked at; a batch knows all of them.
  const previews = chosen.map((plan) => lookAt(plan.place)?.preview ?? null)
  const known = previews.every((preview) => preview !== null)
  const rows =
    file.batch === null
      ? previews.reduce(
          (sum, preview) =>
            sum +
            (preview === null
              ? 0
              : preview.counts.accepted + preview.counts.duplicate + preview.counts.rejected),
          0,
        )
      : file.batch.reconciliation.read - file.batch.reconciliation.skipped
  const cut =
    file.batch === null &&
    previews.some(
      (preview, index) =>
        preview !== null &&
        preview.lookedAt <
          (file.inspection?.sheets[chosen[index]?.place ?? -1]?.rowCount ?? Number.POSITIVE_INFINITY) &&
        preview.lookedAt >= lookedAtMost,
    )
  const parts = [
    file.path,
    kinds.length === 0
      ? file.inspection === null
        ? file.state === 'waiting' || file.state === 'failed'
          ? sizeText(file.size)
          : ''
        : translate('import.unknownKind')
      : kinds
          .slice(0, 2)
          .map((kind) => recordKindName(kind, language))
          .join('、'),
    chosen.length > 1 ? translate('import.sheets', { count: chosen.length, n: chosen.length }) : '',
    (known && chosen.length > 0) || file.batch !== null
      ? translate(cut ? 'import.rowsAtLeast' : 'import.rows', { count: countText(rows), n: rows })
      : '',
    // Last: a narrow line cuts what counts least.
    file.inspection?.encoding === null || file.inspection?.encoding === undefined
      ? ''
      : file.inspection.encoding.toUpperCase(),
  ]
  return parts.filter((part) => part !== '').join(' · ')
}
/** What the list of problems says of itself: how much was looked at, and what was not. */
export function problemsSaid(file: QueuedFile, lookOf: Looks['lookOf'], found: number): string {
  const over = lookedOver(file, lookOf)
  if (over.sheets === 0) return translate('import.problemsNone')
  const said = [
    found > 0
      ? ''
      : over.rows === 0
        ? over.looking > 0
          ? ''
          : translate('import.noProblemsYet')
        : translate('import.noProblems', { count: countText(over.rows) }, over.rows),
    over.looking > 0 ? translate('import.problemsLooking') : '',
    over.unseen > 0 ? translate('import.problemsUnseen', { count: countText(over.unseen) }, over.unseen) : '',
    over.failed > 0 ? translate('import.problemsFailed', { count: countText(over.failed) }, over.failed) : '',
    over.further ? translate('import.problemsFurther') : '',
  ].filter((text) => text !== '')
  return said.join(currentLanguage() === 'zh-CN' ? '；' : '. ')
}
/** The number of problems for a tab: “…” or “+” as long as not every row was looked at. */
export function problemsCount(file: QueuedFile, lookOf: Looks['lookOf'], found: number): string {
  const over = lookedOver(file, lookOf)
  if (over.sheets === 0) return '–'
  if (isComplete(over)) return countText(found)
  return found === 0 && !over.further ? '…' : `${countText(found)}+`
}
/** How far an import is, how fast, how long it takes yet. */
export function progressText(progress: ImportProgress): string {
  const language = currentLanguage()
  const parts: string[] = []
  if (progress.stage === 'rows' || progress.stage === 'remove') {
    if (progress.done > 0)
      parts.push(
        progress.total === null
          ? translate('import.rows', { count: countText(progress.done), n: progress.done })
          : translate(progress.about ? 'import.rowsAbout' : 'import.rowsOf', {
              done: countText(progress.done),
              all: countText(progress.total),
            }),
      )
    if (progress.rate !== null) parts.push(rateText(progress.rate, language))
    if (progress.rate !== null && progress.total !== null && progress.total > progress.done)
      parts.push(leftText(Math.max(1, Math.ceil((progress.total - progress.done) / progress.rate))))
  }
  return parts.length === 0 ? translate(`import.stage.${progress.stage}`) : parts.join(' · ')
}
/** How far the whole run is. */
export function wholeText(whole: WholeProgress, seconds: number | null): string {
  const parts = [
    translate('import.wholeFiles', { done: Math.min(whole.files, whole.finished + 1), all: whole.files }),
    `${sizeText(whole.doneBytes)} / ${sizeText(whole.bytes)}`,
  ]
  if (seconds !== null) parts.push(leftText(seconds))
  return parts.join(' · ')
}
function leftText(seconds: number): string {
  if (seconds < 100) return translate('import.left', { seconds: countText(seconds) })
  return translate('import.leftMinutes', { minutes: countText(Math.round(seconds / 60)) })
}
function rateText(rate: number, language: Language): string {
  const places = language === 'zh-CN' ? 4 : 3
  return rate < 10 ** places
    ? translate('import.rate', { rate: countText(rate) })
    : translate('import.rateWan', { rate: roundedText(Math.round(rate), places, 1) })
}
/** Why a sheet was taken for its kind. */
export function reasonsText(reasons: readonly InspectionReason[]): string {
  if (reasons.length === 0) return translate('import.noReasons')
  const said = reasons.map((reason) =>
    translate(`import.reasons.${reason.code}`, {
      ...Object.fromEntries(reason.values.map((value, index) => [index === 0 ? 'a' : 'b', value])),
    }),
  )
  return translate('import.reasonsLead', { list: said.join(currentLanguage() === 'zh-CN' ? '，' : ', ') })
}
/** Which fields a sheet still needs; empty when none. */
export function missingText(plan: SheetPlan): string {
  const missing = missingFields(plan)
  if (missing.length === 0 || plan.kind === null) return ''
  const { kind } = plan
  const language = currentLanguage()
  return translate('import.missing', {
    fields: missing
      .map((group) =>
        group.map((field) => fieldName(kind, field, language)).join(translate('import.missingOr')),
      )
      .join(translate('import.missingAnd')),
  })
}
/** Where a context value comes from. */
export function fromText(from: string): string {
  return hasText(`import.from.${from}`) ? translate(`import.from.${from}`) : from
}
/** What a column is called: its header, its letter where it has none, the field for what stands around the table. */
export function columnName(column: ColumnMapping, kind: string | null): string {
  if (column.column === null) {
    const known =
      kind !== null && recordKind(kind)?.fields.some((field) => field.id === column.field) === true
    return translate('import.contextOf', {
      from: fromText(column.header),
      field: known && column.field !== null ? fieldName(kind, column.field, currentLanguage()) : '',
    })
  }
  return column.header.trim() === ''
    ? translate('import.noHeaderText', { letter: columnLetters(column.column) })
    : column.header
}
/** A cell's text short enough for a sentence. */
export function shortened(text: string, length = 20): string {
  return [...text].length > length ? `${[...text].slice(0, length).join('')}…` : text
}
