import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { AnalysisId } from '../../shared/contract/analyses/index.ts'
import { figureOf, linesOf } from '../model/answerLines.ts'
import { type AskedWith, question } from './asking.ts'
import { onCaseChange } from './caseBound.ts'
import { useChanges } from './changes.ts'
import { useNotices } from './notices.ts'

export type TraceRule = 'fifo' | 'lifo' | 'proportional'
export type TraceWay = 'down' | 'up'
/** Where a tracing begins: payments from some to others, or (back to its sources) the balance of some. */
export interface TraceStart {
  readonly payers: readonly number[]
  readonly payees: readonly number[]
  readonly holding?: readonly number[]
  readonly from: string
  readonly to: string
  readonly way?: TraceWay
}
/** A question whose failure is told to the person. */
function toldQuestion() {
  const { ask, ...rest } = question()
  const told = async (analysis: AnalysisId, params: AskedWith): Promise<void> => {
    await useNotices().attempt(() => ask(analysis, params))
  }
  return { ...rest, ask: told }
}

/** The money desk: ranking, one person's money, flows, a traced sum, accounts that pass on; all of them analyses of the engine. */
export const useMoney = defineStore('money', () => {
  const tab = ref<'desk' | 'pass'>('desk')
  const currency = ref('CNY')
  const by = ref<'person' | 'account'>('person')
  const from = ref('')
  const to = ref('')
  const levels = ref(2)
  const levelsUp = ref(1)
  const gapHours = ref(0)
  const beyond = ref(false)
  const rule = ref<TraceRule>('fifo')
  const way = ref<TraceWay>('down')
  /** That of the answer, or of the one under way. */
  const tracedWay = ref<TraceWay>('down')
  /** Tracing stands alone on the desk, as high as the window. */
  const traceAlone = ref(false)
  const amount = ref<number | null>(null)
  const start = shallowRef<TraceStart | null>(null)
  const selected = ref<number | null>(null)
  /** Thresholds of the accounts that pass on that differ from their defaults. */
  const thresholds = shallowRef<Readonly<Record<string, number>>>({})
  const [ranking, one, held, flows, traced, pass] = [
    toldQuestion(),
    toldQuestion(),
    toldQuestion(),
    toldQuestion(),
    toldQuestion(),
    toldQuestion(),
  ]

  const base = () => ({
    currency: currency.value,
    span: { from: from.value === '' ? null : from.value, to: to.value === '' ? null : to.value },
  })
  const { revision } = useChanges()
  const moved = (): number => revision.records + revision.entities + revision.batches
  /** What each half of the desk is about, and how often the case had changed: another one for another answer. */
  const deskAbout = () => JSON.stringify([base(), by.value, beyond.value, moved()])
  const passAbout = () => JSON.stringify([base(), thresholds.value, moved()])
  let [deskRead, passRead, lastAsked] = ['', '', '']
  let readings = 0

  const lines = computed(() => linesOf(ranking.answer.value, 'ranking'))
  /** Currencies the material has, and the one asked about. */
  const currencies = computed(() => [
    ...new Set([
      'CNY',
      currency.value,
      ...linesOf(ranking.answer.value, 'currencies').flatMap((line) => line.text('currency') ?? []),
    ]),
  ])

  async function readRanking(): Promise<void> {
    deskRead = deskAbout()
    const mine = (readings += 1)
    const asked = JSON.stringify([base(), by.value, beyond.value])
    if (asked !== lastAsked) for (const each of [one, held, flows]) each.clear()
    lastAsked = asked
    const ranked = ranking.ask('money', { ...base(), by: by.value })
    // A tracing that was begun is of this currency and time too, and of the case as it is now.
    void readTrace()
    await ranked
    // Asked otherwise meanwhile: who is chosen is looked for in that answer.
    if (mine !== readings) return
    const known = lines.value.some((line) => line.entity('entity')?.entityId === selected.value)
    if (!known) selected.value = lines.value[0]?.entity('entity')?.entityId ?? null
    await readSelected()
  }
  async function readSelected(): Promise<void> {
    const about = selected.value
    if (about === null) {
      one.clear()
      held.clear()
      flows.clear()
      traced.clear()
      start.value = null
      return
    }
    await Promise.all([
      one.ask('moneyOf', { ...base(), by: by.value, of: about }),
      held.ask('reconcile', { currency: currency.value, of: [about] }),
      readFlows(),
    ])
    // Somebody else was chosen meanwhile: whom this one paid begins no tracing of theirs.
    if (selected.value !== about) return
    const begun = start.value
    if (begun === null || ![...begun.payers, ...begun.payees, ...(begun.holding ?? [])].includes(about))
      beginWithLargest()
  }
  async function readFlows(): Promise<void> {
    if (selected.value === null) return
    await flows.ask('flows', {
      ...base(),
      by: by.value,
      of: [selected.value],
      levels: levels.value,
      levelsUp: levelsUp.value,
      gapHours: gapHours.value,
      beyond: beyond.value,
    })
  }
  /** What the chosen one paid to whom it paid most: a beginning for a tracing. */
  function beginWithLargest(): void {
    const own = lines.value
      .find((line) => line.entity('entity')?.entityId === selected.value)
      ?.entity('entity')
    const largest = linesOf(one.answer.value, 'counterparts')
      .filter((line) => line.entity('entity') !== null && line.minor('out') !== null)
      .toSorted((first, second) => Number(second.minor('out')) - Number(first.minor('out')))[0]
      ?.entity('entity')
    if (own == null || largest == null) {
      start.value = null
      traced.clear()
      return
    }
    void begin({ payers: [own.entityId], payees: [largest.entityId], from: own.label, to: largest.label })
  }
  async function begin(next: TraceStart): Promise<void> {
    start.value = next
    amount.value = null
    if (next.way !== undefined) way.value = next.way
    await readTrace()
  }
  async function readTrace(): Promise<void> {
    if (start.value === null) return
    const direction = start.value.holding === undefined ? way.value : 'up'
    // An answer about where money went must not stand under words about where it came from.
    if (direction !== tracedWay.value) traced.clear()
    tracedWay.value = direction
    await traced.ask('trace', {
      ...base(),
      payers: [...start.value.payers],
      payees: [...start.value.payees],
      holding: [...(start.value.holding ?? [])],
      direction,
      amount: amount.value,
      rule: rule.value,
      beyond: beyond.value,
    })
  }
  async function readPass(): Promise<void> {
    passRead = passAbout()
    await pass.ask('passThrough', { ...base(), ...thresholds.value })
  }
  async function select(entityId: number): Promise<void> {
    if (selected.value === entityId) return
    selected.value = entityId
    await readSelected()
  }
  /** Everything in sight again. */
  async function refresh(): Promise<void> {
    if (tab.value === 'pass') await readPass()
    else await readRanking()
  }
  /** What is in sight again, where it is of another question or of the case before a change: as when the desk, or its other half, is come back to. */
  async function refreshIfOld(): Promise<void> {
    const isOld =
      tab.value === 'pass'
        ? passRead !== passAbout() || (pass.answer.value === null && !pass.busy.value)
        : deskRead !== deskAbout() || (ranking.answer.value === null && !ranking.busy.value)
    if (isOld) await refresh()
  }
  onCaseChange(() => {
    for (const each of [ranking, one, held, flows, traced, pass]) each.clear()
    tab.value = 'desk'
    by.value = 'person'
    levels.value = 2
    levelsUp.value = 1
    gapHours.value = 0
    beyond.value = false
    rule.value = 'fifo'
    way.value = 'down'
    tracedWay.value = 'down'
    traceAlone.value = false
    deskRead = ''
    passRead = ''
    lastAsked = ''
    selected.value = null
    start.value = null
    amount.value = null
    from.value = ''
    to.value = ''
    currency.value = 'CNY'
    thresholds.value = {}
  })
  return {
    tab,
    currency,
    currencies,
    by,
    from,
    to,
    levels,
    levelsUp,
    gapHours,
    beyond,
    rule,
    way,
    tracedWay,
    traceAlone,
    amount,
    start,
    selected,
    thresholds,
    lines,
    ranking: ranking.answer,
    rankingBusy: ranking.busy,
    one: one.answer,
    oneBusy: one.busy,
    held: held.answer,
    flows: flows.answer,
    flowsBusy: flows.busy,
    traced: traced.answer,
    tracedBusy: traced.busy,
    pass: pass.answer,
    passBusy: pass.busy,
    readRanking,
    readFlows,
    readTrace,
    readPass,
    begin,
    select,
    refresh,
    refreshIfOld,
    figure: (id: string) => figureOf(one.answer.value, id),
  }
})
