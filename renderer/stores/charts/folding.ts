/** Folding of the open chart: who holds what that does not stand on it, sums of lines whose parts may share rows, what is open. */
import { shallowRef } from 'vue'
import type { ChartDelta, ChartHoldings, Result } from '../../../shared/contract/index.ts'
import type { NodePlace } from '../../../shared/model/chart/content.ts'
import type { Placing } from '../../../shared/model/chart/settings.ts'
import { placesWhenUnfolded } from '../../../shared/model/chart/unfolding.ts'
import { type JoinedEdge, partsKey } from '../../../shared/model/chart/joinedLines.ts'
import { caseApi as api } from '../caseBound.ts'
import { type OpenChart, plainSpan } from './openChart.ts'

export function createFolding(
  { chartId, content, during, visible, lineSums, settings, saveSettings }: OpenChart,
  add: (entityIds: readonly number[]) => Promise<ChartDelta | null>,
  place: (places: readonly NodePlace[], by: 'hand' | 'layout', way?: Placing) => Promise<void>,
) {
  /** What folding would need and does not stand on the open chart; null until it is known. */
  const holdings = shallowRef<ChartHoldings | null>(null)

  /** Asks what folding would need and does not stand on the chart. */
  async function readHoldings(): Promise<void> {
    const open = chartId.value
    holdings.value = null
    if (open === null) return
    const found = await api.call('chart.holdings', { chartId: open })
    if (chartId.value === open) holdings.value = found
  }
  /** Counts the rows of folded lines whose parts may rest on the same ones; until then such a line says "at most". */
  async function readLineSums(shown: readonly JoinedEdge[] = visible.value.edges): Promise<void> {
    const [before, span] = [content.value, during.value]
    const lines = shown.filter(({ atMost }) => atMost === true)
    if (lines.length === 0) return
    const sums = await api.call('links.sums', {
      lines: lines.map(({ parts }) => [...parts]),
      ...(span === null ? {} : { span: plainSpan(span.span) }),
    })
    if (content.value !== before || during.value !== span) return
    lineSums.value = new Map([
      ...lineSums.value,
      ...lines.flatMap((line, index) => {
        const sum = sums[index]
        return sum === undefined ? [] : [[partsKey(line), sum] as const]
      }),
    ])
  }
  /** What lists of links add up to within the time that is shown, each row once. */
  function sumsTogether(lines: readonly (readonly number[])[]): Promise<Result<'links.sums'>> {
    return api.call('links.sums', {
      lines: lines.map((parts) => [...parts]),
      ...(during.value === null ? {} : { span: plainSpan(during.value.span) }),
    })
  }
  /** Draws what somebody holds inside of them; who holds what stands on the chart is put there first. Returns how many were. */
  async function foldIntoPeople(): Promise<number> {
    await readHoldings()
    const missing = holdings.value?.holders ?? []
    if (missing.length > 0) await add(missing)
    saveSettings({ foldBy: 'people', unfolded: [] })
    return missing.length
  }
  function unfoldAll(): void {
    saveSettings({ foldBy: 'none', unfolded: [] })
  }
  /** Opens a holder or a thing, or draws it folded again. What comes out stands around its holder: a step of its own where something had to be moved. */
  async function openFold(entityId: number, isOpen: boolean): Promise<void> {
    if (isOpen) await place(placesWhenUnfolded(content.value, visible.value, entityId), 'layout', 'unfold')
    const others = (settings.value?.unfolded ?? []).filter((id) => id !== entityId)
    saveSettings({ unfolded: isOpen ? [...others, entityId] : others })
  }
  return { holdings, readHoldings, readLineSums, sumsTogether, foldIntoPeople, unfoldAll, openFold }
}
