import type { SearchHit } from '../../../shared/contract/index.ts'
import type { IconName } from '../../components/icons.ts'
import { countText } from '../../format.ts'
import { fieldName, recordKindName, entityKindName } from '../../i18n/names.ts'
import type { Language } from '../../i18n/language.ts'

type Translate = (key: string, values: Record<string, unknown>) => string

/** One hit as a line: what it is, what was found in it, where it stands. */
export interface HitLine {
  readonly key: string
  readonly hit: SearchHit
  readonly icon: IconName
  readonly entityKind: string | null
  readonly nameOnly: boolean
  readonly heading: string
  readonly detail: string
}

export function hitLine(hit: SearchHit, language: Language, t: Translate): HitLine {
  if (hit.type === 'entity') {
    const facts = [entityKindName(hit.kind, language), hit.nameOnly ? t('search.nameOnly', {}) : '', hit.matched !== hit.label ? hit.matched : '', t('search.records', { count: countText(hit.records) })]
    return { key: `entity:${hit.entityId}`, hit, icon: 'circle', entityKind: hit.kind, nameOnly: hit.nameOnly, heading: hit.label, detail: facts.filter((part) => part !== '').join(' · ') }
  }
  if (hit.type === 'chart') return { key: `chart:${hit.chartId}`, hit, icon: 'waypoints', entityKind: null, nameOnly: false, heading: hit.label, detail: t('search.chart', {}) }
  const field = hit.field === null ? '' : `${fieldName(hit.kind, hit.field, language)}${language === 'en' ? ': ' : '：'}`
  return {
    key: `record:${hit.kind}:${hit.recordId}`, hit, icon: 'table-2', entityKind: null, nameOnly: false, heading: `${field}${hit.excerpt}`,
    detail: [recordKindName(hit.kind, language), hit.file, hit.sheet, t('search.row', { row: hit.row })].join(' · '),
  }
}
