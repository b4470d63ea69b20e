import type { AuditEntry, HistoryEntry } from '../../shared/contract/index.ts'
import { entityKindName, fieldName, recordKindName } from '../i18n/names.ts'
import { currentLanguage, hasText, placesOf } from '../i18n/index.ts'
import { countText } from '../format.ts'
import { textIn } from '../../shared/language.ts'
import type { CaseDetailField } from '../../shared/model/caseDetails.ts'
import { caseDetailNames, caseDetailText } from '../../shared/words/caseDetails.ts'
import { settingText } from '../../shared/words/settings.ts'

type Translate = (key: string, values: Record<string, unknown>) => string

/** One step in words of the running language: the action with what it was done to. An action this version does not know keeps its name. */
export function stepWords(
  entry: Pick<HistoryEntry, 'action' | 'params'> | Pick<AuditEntry, 'action' | 'params'>,
  t: Translate,
): string {
  const values: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(entry.params)) {
    if (value === null || value === undefined) continue
    values[name] =
      typeof value === 'number' ? countText(value) : typeof value === 'object' ? JSON.stringify(value) : value
  }
  const { kind } = entry.params
  if (typeof kind === 'string')
    values['kind'] =
      recordKindName(kind, currentLanguage()) === kind
        ? entityKindName(kind, currentLanguage())
        : recordKindName(kind, currentLanguage())
  if (typeof kind === 'string' && typeof entry.params['field'] === 'string')
    values['field'] = fieldName(kind, entry.params['field'], currentLanguage())
  if (entry.action === 'case.describe' && typeof entry.params['details'] === 'string')
    values['details'] = detailsOf(entry.params['details'], t)
  const settled = settingOf(entry)
  if (settled !== null) values['setting'] = settled
  // The undo of a step tells the step it undid.
  if (typeof values['action'] === 'string') values['action'] = undoneWords(values['action'], values['of'], t)
  for (const name of ['decision', 'says'])
    if (hasText(`history.decisions.${String(values[name])}`))
      values[name] = t(`history.decisions.${String(values[name])}`, {})
  if (typeof values['colour'] === 'string')
    values['colour'] = t(`tables.tags.colours.${values['colour']}`, {})
  if (typeof values['finding'] === 'string' && hasText(`overview.findings.${values['finding']}`))
    values['finding'] = t(`overview.findings.${values['finding']}`, {})
  if (entry.action === 'identity.decideAll')
    values['reason'] =
      typeof values['reason'] === 'string' ? ` · ${t(`identity.reason.${values['reason']}`, {})}` : ''
  const base = `history.steps.${opposite(entry) ?? entry.action}`
  const { way } = entry.params
  if (entry.action === 'chart.place' && typeof way === 'string' && hasText(`chart.ways.${way}`))
    return t(`${base}.by`, { ...values, way: t(`chart.ways.${way}`, {}) })
  // The fullest text of which every value is known: of one thing, of many, or none at all. Steps of older programs say less.
  const forms = [...(entry.params['cleared'] === 1 ? ['cleared'] : []), 'full', 'one', 'many', 'plain']
  for (const key of forms.map((form) => `${base}.${form}`))
    if (hasText(key) && placesOf(key).every((place) => values[place] !== undefined)) return t(key, values)
  return hasText(`${base}.plain`) ? t(`${base}.plain`, values) : entry.action
}

function undoneWords(action: string, of: unknown, t: Translate): string {
  const params = typeof of === 'string' ? (JSON.parse(of) as HistoryEntry['params']) : {}
  return hasText(`history.steps.${action}.plain`) ? stepWords({ action, params }, t) : action
}

/** What a command is called where it was said the other way round: shown again, released. */
function opposite({ action, params }: Pick<AuditEntry, 'action' | 'params'>): string | null {
  if (action === 'attachments.icon' && params['on'] === 0) return 'attachments.iconOff'
  if (action === 'entities.tag' && params['on'] === 0) return 'entities.untag'
  if (action === 'chart.hide' && params['hidden'] === 0) return 'chart.show'
  const { sort } = params
  if (action.startsWith('annotations.') && typeof sort === 'string')
    return `${params['moved'] === 1 ? 'annotations.move' : action}.${sort}`
  if (action === 'statements.save' && params['change'] === 1) return 'statements.change'
  if (action === 'records.tag' && params['on'] === 0) return 'records.untag'
  if (action === 'collision.tag' && params['on'] === 0) return 'collision.untag'
  if (action === 'tags.save' && typeof params['before'] === 'string') return 'tags.change'
  return action === 'chart.pin' && params['pinned'] === 0 ? 'chart.unpin' : null
}

/** What a step said of the case; a field that was emptied says so. */
function detailsOf(written: string, t: Translate): string {
  const said = JSON.parse(written) as readonly { readonly field: CaseDetailField; readonly value: string }[]
  const language = currentLanguage()
  return said
    .map(({ field, value }) => {
      const text = value === '' ? t('common.none', {}) : caseDetailText(field, value, language)
      return `${textIn(caseDetailNames[field], language)} ${text}`
    })
    .join(language === 'en' ? '; ' : '；')
}

/** What a step settled about a sheet; null for every other step. */
function settingOf({ action, params }: Pick<AuditEntry, 'action' | 'params'>): string | null {
  if (action !== 'sheets.settle' || typeof params['said'] !== 'string') return null
  // Written by the command.
  const said = JSON.parse(params['said']) as readonly Parameters<typeof settingText>[1][]
  const kind = typeof params['kind'] === 'string' ? params['kind'] : ''
  return said.map((setting) => settingText(kind, setting, currentLanguage())).join('；')
}
