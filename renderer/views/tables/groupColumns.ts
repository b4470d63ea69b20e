/** A grouped table's figures as columns: what each column is called, by what it sorts, and how wide all its texts are. */
import { type InjectionKey, inject, provide, reactive } from 'vue'
import type { RecordKind } from '../../../shared/model/define.ts'
import { groupCount } from '../../model/conditions.ts'
import { translate } from '../../i18n/index.ts'
import type { Language } from '../../i18n/language.ts'
import { fieldLabel } from '../../words/cellText.ts'

export interface GroupColumn {
  readonly id: string
  readonly label: string
  /** The key of the order that a press on its name makes; none where groups have no such order. */
  readonly sort?: string
}
/** Columns that groups of a kind can have, in their order; those that no group fills are not shown. */
function groupColumns(kind: RecordKind, language: Language): readonly GroupColumn[] {
  const summed = kind.fields.filter((field) => field.summed === true)
  const flows = kind.directionField !== undefined && kind.amountField !== undefined
  return [
    { id: 'count', label: translate('tables.group.rows'), sort: groupCount },
    { id: 'counted', label: translate('tables.group.countedRows') },
    ...(flows
      ? (['in', 'out'] as const).map((side) => ({
          id: side,
          label: translate(`kinds.directionLong.${side}`),
        }))
      : []),
    ...summed.map((field, place) => ({
      id: `sum:${field.id}`,
      label:
        flows && field.id === kind.amountField ? translate('tables.turnover') : fieldLabel(field, language),
      // Groups are ordered by their first sum.
      ...(place === 0 ? { sort: field.id } : {}),
    })),
    { id: 'span', label: translate('tables.group.span') },
  ]
}

/** About how many pixels a text takes: Chinese characters are twice as wide as others. */
function textWidth(text: string): number {
  return [...text].reduce((sum, character) => sum + (/[\u2e80-\uffef]/.test(character) ? 13 : 7.4), 0)
}
/** The columns that groups in sight fill, with their widths. */
export function filledColumns(
  kind: RecordKind | undefined,
  language: Language,
  { of }: Pick<GroupWidths, 'of'>,
): readonly (GroupColumn & { readonly width: number })[] {
  if (kind === undefined) return []
  return groupColumns(kind, language).flatMap((column) => {
    const filled = of[column.id] ?? 0
    return filled === 0 ? [] : [{ ...column, width: Math.max(filled, textWidth(column.label) + 16) + 8 }]
  })
}
interface GroupWidths {
  /** By column id: as wide as the widest text that was in sight; zero as long as no group fills it. */
  readonly of: Readonly<Record<string, number>>
  fill(column: string, text: string): void
  forget(): void
}
const key: InjectionKey<GroupWidths> = Symbol('widths of group columns')
/** The widths that all headings of a table share. */
export function provideGroupWidths(): GroupWidths {
  const of = reactive<Record<string, number>>({})
  const widths: GroupWidths = {
    of,
    fill(column, text) {
      const width = Math.ceil(textWidth(text))
      if (text !== '' && width > (of[column] ?? 0)) of[column] = width
    },
    forget() {
      for (const column of Object.keys(of)) delete of[column]
    },
  }
  provide(key, widths)
  return widths
}
export function useGroupWidths(): GroupWidths {
  const widths = inject(key)
  if (widths === undefined) throw new Error('a heading of a group stands outside of a table')
  return widths
}
/** Pixels of the first column, which names the group, before the step of its level. */
export const nameWidth = 150
export const levelStep = 20
