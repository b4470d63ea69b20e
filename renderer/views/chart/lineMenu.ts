/** Several kinds of relations between the same two are drawn as one line: a press on it asks which of them is meant. */
import { computed, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { edgeCaption } from '../../../shared/model/chart/captions.ts'
import type { MenuItem } from '../../components/menu.ts'
import type { Language } from '../../i18n/language.ts'
import { linkKindName } from '../../i18n/names.ts'
import { useCharts } from '../../stores/charts.ts'

/** What a drawn line says in words: who, which way, the relation and its sums. */
export function useLineCaption() {
  const { locale } = useI18n()
  const charts = useCharts()
  return (linkId: number): string => {
    const language = locale.value as Language
    const line = charts.visible.edges.find((edge) => edge.linkId === linkId)
    if (line === undefined) return ''
    const [from, to] = [line.fromId, line.toId].map((entityId) => charts.nodes.get(entityId)?.label ?? '')
    return `${from} ${line.directed ? '→' : '–'} ${to} · ${edgeCaption(line, 'amount', language, true)}`
  }
}

/** Opens the page of a line; of one that stands for several kinds a list of them first. */
export function useLineMenu(openLine: (linkId: number) => void) {
  const { t, locale } = useI18n()
  const charts = useCharts()
  const captionOf = useLineCaption()
  const at = shallowRef<{ readonly x: number; readonly y: number } | null>(null)
  const linkIds = shallowRef<readonly number[]>([])
  const kindOf = (linkId: number) => charts.visible.edges.find((edge) => edge.linkId === linkId)?.linkKind
  const items = computed<readonly MenuItem[]>(() =>
    linkIds.value.map((linkId) => ({ id: String(linkId), label: captionOf(linkId) })),
  )
  const label = computed(() =>
    t('chart.kindsBetween', {
      kinds: [...new Set(linkIds.value.map((linkId) => kindOf(linkId) ?? ''))]
        .map((kind) => linkKindName(kind, locale.value as Language))
        .join(locale.value === 'en' ? ', ' : '、'),
    }),
  )
  function openAt(where: {
    readonly linkIds: readonly number[]
    readonly x: number
    readonly y: number
  }): Promise<void> {
    const [first] = where.linkIds
    const kinds = new Set(where.linkIds.map(kindOf))
    // Both directions of one kind stand on one page.
    if (kinds.size <= 1) {
      if (first !== undefined) openLine(first)
      return Promise.resolve()
    }
    linkIds.value = where.linkIds
    at.value = { x: where.x, y: where.y }
    return Promise.resolve()
  }
  return { at, items, label, openAt, choose: (id: string) => openLine(Number(id)) }
}
