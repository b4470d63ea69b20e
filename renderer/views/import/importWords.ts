/** Sentences of the import screen made of codes and figures. */
import type { InspectionReason } from '../../../shared/contract/index.ts'
import { countText, plainNumberText } from '../../format.ts'
import { currentLanguage, translate } from '../../i18n/index.ts'
import type { Language } from '../../i18n/language.ts'
import { fieldName, recordKindName } from '../../i18n/names.ts'
import { lookedAtMost } from '../../stores/imports.ts'
import type { ImportProgress, QueuedFile, SheetLook } from '../../stores/imports.ts'
import { missingFields } from '../../stores/importPlan.ts'
import type { SheetPlan } from '../../stores/importPlan.ts'

/** Kinds, sheets, rows and encoding of a file, in one line. */
export function fileSummary(file: QueuedFile, lookAt: (index: number) => SheetLook | null): string {
  const language = currentLanguage()
  const chosen = file.plans.filter((plan) => plan.chosen)
  const kinds = [...new Set(chosen.flatMap((plan) => plan.kind ?? []))]
  // Rows that are data, as far as they were looked at; a batch knows all of them.
  const previews = chosen.map((plan) => lookAt(plan.index)?.preview ?? null)
  const known = previews.every((preview) => preview !== null)
  const rows = file.batch === null ? previews.reduce((sum, preview) => sum + (preview === null ? 0 : preview.counts.accepted + preview.counts.duplicate + preview.counts.rejected), 0) : file.batch.reconciliation.read - file.batch.reconciliation.skipped
  const cut = file.batch === null && previews.some((preview, index) => preview !== null && preview.lookedAt < (file.inspection?.sheets.find((sheet) => sheet.index === chosen[index]?.index)?.rowCount ?? Number.POSITIVE_INFINITY) && preview.lookedAt >= lookedAtMost)
  const parts = [
    kinds.length === 0 ? (file.inspection === null ? '' : translate('import.unknownKind')) : kinds.slice(0, 2).map((kind) => recordKindName(kind, language)).join('、'),
    file.inspection?.encoding === null || file.inspection?.encoding === undefined ? '' : file.inspection.encoding.toUpperCase(),
    chosen.length > 1 ? translate('import.sheets', { count: chosen.length, n: chosen.length }) : '',
    (known && chosen.length > 0) || file.batch !== null ? translate(cut ? 'import.rowsAtLeast' : 'import.rows', { count: countText(rows) }) : '',
  ]
  return parts.filter((part) => part !== '').join(' · ')
}
/** How far an import is, how fast, how long it takes yet. */
export function progressText(progress: ImportProgress): string {
  const language = currentLanguage()
  const parts: string[] = []
  if (progress.stage === 'rows' || progress.stage === 'remove') {
    if (progress.done > 0) parts.push(progress.total === null ? translate('import.rows', { count: countText(progress.done) }) : translate('import.rows', { count: `${countText(progress.done)} / ${countText(progress.total)}` }))
    if (progress.rate !== null) parts.push(rateText(progress.rate, language))
    if (progress.rate !== null && progress.total !== null && progress.total > progress.done) parts.push(translate('import.left', { seconds: countText(Math.max(1, Math.ceil((progress.total - progress.done) / progress.rate))) }))
  }
  return parts.length === 0 ? translate(`import.stage.${progress.stage}`) : parts.join(' · ')
}
function rateText(rate: number, language: Language): string {
  const unit = language === 'zh-CN' ? 10_000 : 1_000
  return rate < unit ? translate('import.rate', { rate: countText(rate) }) : translate('import.rateWan', { rate: plainNumberText(rate / unit, 1) })
}
/** Why a sheet was taken for its kind. */
export function reasonsText(reasons: readonly InspectionReason[]): string {
  if (reasons.length === 0) return translate('import.noReasons')
  const said = reasons.map((reason) => translate(`import.reasons.${reason.code}`, { ...Object.fromEntries(reason.values.map((value, index) => [index === 0 ? 'a' : 'b', value])) }))
  return translate('import.reasonsLead', { list: said.join(currentLanguage() === 'zh-CN' ? '，' : ', ') })
}
/** Which fields a sheet still needs; empty when none. */
export function missingText(plan: SheetPlan): string {
  const missing = missingFields(plan)
  if (missing.length === 0 || plan.kind === null) return ''
  const { kind } = plan
  const language = currentLanguage()
  return translate('import.missing', { fields: missing.map((group) => group.map((field) => fieldName(kind, field, language)).join(translate('import.missingOr'))).join(translate('import.missingAnd')) })
}
