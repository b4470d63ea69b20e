/** What a person is about to put on a chart: which of those who could come, and how many; and what is left out of it. */
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { ChartCandidates, ChartChoice, ChartDelta, ChartSource } from '../../../shared/contract/index.ts'
import { plainScope } from '../../model/conditions.ts'
import { caseApi, onCaseChange } from '../caseBound.ts'
import { useCharts } from '../charts.ts'
import type { ChartTarget } from './putOnChart.ts'

export interface Adding {
  readonly target: ChartTarget
  readonly source: ChartSource
  /** Whose neighbours, or which table. */
  readonly about: string
}
export interface AddingChoice extends ChartChoice {
  readonly limit: number
}
export interface Added {
  readonly chartId: number
  readonly added: number
  readonly omitted: number
}
/** Most neighbours that come without being asked about, and what the dialog proposes where there are more. */
export const expandedAtOnce = 60
/** What the dialog proposes of the rows of a table. */
export const addedAtOnce = 100

/** The same without the page's proxies, which cross no port. */
function plainSource({ entityId, linkKinds, scope, recordIds }: ChartSource) {
  return {
    ...(entityId === undefined ? {} : { entityId }),
    ...(linkKinds === undefined ? {} : { linkKinds: [...linkKinds] }),
    ...(scope === undefined ? {} : { scope: plainScope({ ...scope, filter: scope.filter ?? [] }) }),
    ...(recordIds === undefined ? {} : { recordIds: [...recordIds] }),
  }
}
const plainChoice = ({ by, kinds, from, to, limit }: AddingChoice) => ({
  limit,
  ...(by === undefined ? {} : { by }),
  ...(kinds === undefined ? {} : { kinds: [...kinds] }),
  ...(from == null ? {} : { from }),
  ...(to == null ? {} : { to }),
})

/** Adding to a chart with a choice; the dialog of App shows it. */
export const useAdding = defineStore('adding', () => {
  const charts = useCharts()
  /** What is asked about; null while nothing is. */
  const asked = shallowRef<Adding | null>(null)
  const candidates = shallowRef<ChartCandidates | null>(null)
  const firstChoice: AddingChoice = { limit: addedAtOnce }
  const choice = ref(firstChoice)
  let turn = 0
  let answer: ((added: Added | null) => void) | null = null

  function close(added: Added | null = null): void {
    asked.value = null
    candidates.value = null
    turn += 1
    answer?.(added)
    answer = null
  }
  onCaseChange(() => {
    close()
    choice.value = firstChoice
  })

  const chartIdOf = (target: ChartTarget): number | null => ('chartId' in target ? target.chartId : null)
  function foresee({ target, source }: Adding, wanted: AddingChoice): Promise<ChartCandidates> {
    return caseApi.call('chart.foresee', {
      chartId: chartIdOf(target),
      source: plainSource(source),
      ...plainChoice(wanted),
    })
  }
  /** Looks at what another choice would bring. */
  async function look(wanted: AddingChoice): Promise<void> {
    choice.value = wanted
    const [mine, what] = [++turn, asked.value]
    if (what === null) return
    const found = await foresee(what, wanted)
    if (mine === turn) candidates.value = found
  }
  /** Asks which and how many; answers what was put on the chart, null when nothing was. */
  async function ask(what: Adding): Promise<Added | null> {
    close()
    asked.value = what
    const isNeighbours = what.source.entityId !== undefined
    const answered = new Promise<Added | null>((resolve) => {
      answer = resolve
    })
    await look({ by: isNeighbours ? 'amount' : 'links', limit: isNeighbours ? expandedAtOnce : addedAtOnce })
    return answered
  }
  /** Puts what was chosen on the chart, a new one if it is to be. What is left out is kept with the chart before, so that it is told at once. */
  async function put({ target, source }: Adding, wanted: AddingChoice, isWhole: boolean): Promise<Added> {
    const plain = plainSource(source)
    const chartId =
      'chartId' in target
        ? target.chartId
        : (await caseApi.call('charts.create', { name: target.name })).chartId
    if (!isWhole) await caseApi.call('chart.cut', { chartId, source: plain })
    const { entityId, scope, linkKinds, recordIds } = plain
    const run = (): Promise<ChartDelta> =>
      entityId === undefined
        ? caseApi.call('chart.addFromRecords', {
            chartId,
            scope: scope ?? { kind: '' },
            ...(recordIds === undefined ? {} : { recordIds }),
            ...plainChoice(wanted),
          })
        : caseApi.call('chart.expand', {
            chartId,
            entityId,
            ...(linkKinds === undefined ? {} : { linkKinds }),
            ...plainChoice(wanted),
          })
    const before = charts.chartId === chartId ? charts.nodes.size : null
    const delta = before === null ? await run() : await charts.change(run)
    return {
      chartId,
      added: before === null ? (delta?.nodes.length ?? 0) : charts.nodes.size - before,
      omitted: delta?.omitted ?? 0,
    }
  }
  /** Puts on the chart what is shown as chosen. */
  async function accept(): Promise<void> {
    const [what, found] = [asked.value, candidates.value]
    if (what === null || found === null) return
    close(await put(what, choice.value, found.chosen === found.found))
  }
  /** Puts the neighbours of an entity on the open chart: all of them at once where they are few, else after asking. */
  async function expand(
    entityId: number,
    about: string,
    linkKinds?: readonly string[],
    always = false,
  ): Promise<Added | null> {
    const open = charts.chartId
    if (open === null) return null
    const what: Adding = {
      target: { chartId: open },
      source: { entityId, ...(linkKinds === undefined ? {} : { linkKinds: [...linkKinds] }) },
      about,
    }
    const { found } = await foresee(what, { limit: 0 })
    if (always || found > expandedAtOnce) return ask(what)
    return put(what, { by: 'amount', limit: expandedAtOnce }, true)
  }
  return { asked, candidates, choice, ask, look, accept, close, expand }
})
