/** Planted cycles, fan-ins and accounts that pass on in a ledger of AMLSim's shape: all are found at the default thresholds, and how many others are is told. */
import { expect, test } from 'vitest'
import { eachAlone } from '../../electron/engine/money/holders.ts'
import { judge } from '../../electron/engine/money/passRules.ts'
import { cyclesOf } from '../../electron/engine/patterns/cycles.ts'
import { cycleBounds } from '../../electron/engine/patterns/cyclesRun.ts'
import { fansOf } from '../../electron/engine/patterns/fans.ts'
import { stepsOf } from '../../electron/engine/patterns/moneySteps.ts'
import { completeParams } from '../../electron/engine/analyses/runAnalysis.ts'
import type { AnalysisParamsOf } from '../../shared/contract/analyses/index.ts'
import { amlLedger } from '../helpers/amlLedger.ts'

const hour = 3_600_000
const [background, days] = process.env['LZ_LONG'] === '1' ? [1_000_000, 130] : [300_000, 40]

test(
  `20,000 accounts, ${background} transfers over ${days} days, 200 of each planted`,
  { timeout: 120_000 },
  () => {
    const { ledger, cycles, fanIns, passers } = amlLedger({
      seed: 7,
      accounts: 20_000,
      background,
      days,
      planted: 200,
    })
    const groups = eachAlone(ledger)
    const told: string[] = []
    const clock = <T>(what: string, run: () => T): T => {
      // The processor's time: what else the machine does is no part of it.
      const began = process.cpuUsage()
      const result = run()
      told.push(`${what} ${Math.round(process.cpuUsage(began).user / 1_000)} ms`)
      return result
    }
    const cycleParams = completeParams('cycles', {}) as AnalysisParamsOf<'cycles'>
    const steps = clock('steps', () =>
      stepsOf(ledger, groups, { currency: 0, least: cycleParams.amount ?? 0 }),
    )
    const found = clock('cycles', () =>
      cyclesOf(steps, {
        least: cycleParams.least,
        most: cycleParams.most,
        length: cycleParams.hours * hour,
        share: cycleParams.share,
        pairLength: cycleParams.pairHours * hour,
        pairShare: cycleParams.pairShare,
        of: null,
        ...cycleBounds,
      }),
    )
    expect([found.cutStarts, found.skippedStarts]).toEqual([0, 0])
    const recordsOf = (those: readonly number[]): string =>
      those.map((step) => ledger.records[steps.places[step] as number]).join()
    const keys = new Set(found.hits.map((hit) => recordsOf(hit.steps)))
    expect(cycles.filter(({ records }) => !keys.has(records.join()))).toEqual([])
    told.push(`cycles: 200 of 200, ${keys.size - 200} others`)

    const fanParams = completeParams('fans', {}) as AnalysisParamsOf<'fans'>
    const all = stepsOf(ledger, groups, { currency: 0 })
    const fans = clock('fans', () =>
      fansOf(all, { least: fanParams.least, length: fanParams.hours * hour, sum: 0 }),
    )
    const payees = new Set(fans.filter(({ way }) => way === 'in').map(({ group }) => group))
    expect(fanIns.filter(({ accounts: [payee] }) => !payees.has(payee as number))).toEqual([])
    const planted = new Set(fanIns.map(({ accounts: [payee] }) => payee))
    told.push(`fan-ins: 200 of 200, ${payees.size - planted.size} others`)

    const passParams = completeParams('passThrough', {}) as AnalysisParamsOf<'passThrough'>
    const judged = clock('pass-through', () =>
      judge(
        ledger,
        groups,
        0,
        { ...passParams, fastLeast: passParams.fastLeast ?? 0 },
        () => ({ stated: true, days, balances: () => null }),
        Number.POSITIVE_INFINITY,
      ),
    )
    const fast = new Map(
      judged.flatMap(({ group, verdicts }) =>
        verdicts.flatMap(({ rule, verdict, places }) =>
          rule === 'fast' && verdict === 'hit'
            ? [[group, new Set(places.map((place) => ledger.records[place]))] as const]
            : [],
        ),
      ),
    )
    const passing = new Set(passers.map(({ accounts: [own] }) => own))
    const missed = passers.filter(({ accounts: [own] }) => !fast.has(own as number))
    expect(missed).toEqual([])
    told.push(`in and straight out: 200 of 200, ${fast.size - passing.size} others`)
    process.stderr.write(`${told.join('; ')}\n`)
  },
)
