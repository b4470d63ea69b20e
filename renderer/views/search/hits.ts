import type { SearchHit } from '../../../shared/contract/index.ts'
import { recordLineText } from '../../../shared/words/recordLine.ts'
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
  /** What the heading is of: a field, a note. */
  readonly lead: string
  readonly heading: string
  /** What the row says beside what was found in it: when, who with whom, how much. */
  readonly line: string
  readonly detail: string
  /** Whether what was found may stand in the detail too. */
  readonly markDetail: boolean
}

export function hitLine(hit: SearchHit, language: Language, t: Translate): HitLine {
  const colon = language === 'en' ? ': ' : '：'
  const plain = { hit, entityKind: null, nameOnly: false, markDetail: false, lead: '', line: '' }
  const added = (part: 'cell' | 'edit' | 'note' | 'tag', named: string): string => {
    const lead =
      part === 'note' || part === 'tag'
        ? t(`search.part.${part}`, {})
        : part === 'edit'
          ? [named, t('search.part.edit', {})].filter((word) => word !== '').join(' · ')
          : named
    return lead === '' ? '' : `${lead}${colon}`
  }
  switch (hit.type) {
    case 'entity': {
      const facts = [
        entityKindName(hit.kind, language),
        hit.nameOnly ? t('search.nameOnly', {}) : '',
        hit.matched !== hit.label ? hit.matched : '',
        t('search.records', { count: countText(hit.records) }),
      ]
      return {
        key: `entity:${hit.entityId}`,
        hit,
        icon: 'circle',
        entityKind: hit.kind,
        nameOnly: hit.nameOnly,
        lead: '',
        line: '',
        heading: hit.label,
        detail: facts.filter((part) => part !== '').join(' · '),
        markDetail: true,
      }
    }
    case 'chart':
      return {
        ...plain,
        key: `chart:${hit.chartId}${hit.excerpt === undefined ? '' : `:${hit.excerpt}`}`,
        icon: 'waypoints',
        heading: hit.label,
        detail: hit.excerpt === undefined ? t('search.chart', {}) : hit.excerpt,
        markDetail: hit.excerpt !== undefined,
      }
    case 'sheet':
      return {
        ...plain,
        key: `sheet:${hit.sheetId}`,
        icon: 'file-spreadsheet',
        heading: hit.label,
        markDetail: true,
        detail: [
          hit.label === hit.sheet ? hit.file : hit.sheet,
          hit.kind === null ? t('search.notTaken', {}) : recordKindName(hit.kind, language),
          t('search.records', { count: countText(hit.rows) }),
        ].join(' · '),
      }
    case 'note':
      return {
        ...plain,
        key: `note:${hit.entityId}:${hit.chartId ?? ''}`,
        icon: 'file-text',
        heading: hit.excerpt,
        detail: [t('search.note', {}), entityKindName(hit.kind, language), hit.label].join(' · '),
      }
    case 'record':
      return {
        ...plain,
        key: `record:${hit.kind}:${hit.recordId}`,
        icon: 'table-2',
        lead: added(hit.part, hit.field === null ? hit.header : fieldName(hit.kind, hit.field, language)),
        heading: hit.excerpt,
        line: recordLineText(hit.kind, hit.line, language),
        detail: [
          recordKindName(hit.kind, language),
          hit.file,
          hit.sheet,
          t('search.row', { row: hit.row }),
        ].join(' · '),
      }
    case 'original':
      return {
        ...plain,
        key: `original:${hit.sheetId}:${hit.row}`,
        icon: 'file-x',
        lead: added(hit.part, ''),
        heading: hit.excerpt,
        detail: [
          t(`search.outcome.${hit.outcome}`, {}),
          hit.file,
          hit.sheet,
          t('search.row', { row: hit.row }),
        ].join(' · '),
      }
  }
}
