/** What an analysis is: a question that can be asked again with the same parameters. One definition a file; the list of them is `index.ts`. */
import type { Words } from '../../language.ts'
import type { AnalysisParam } from './params.ts'

/** Where it stands in lists and on the screen of analyses. */
export const analysisGroups = {
  network: { zh: '关系网络', en: 'Network' },
  money: { zh: '资金', en: 'Money' },
  calls: { zh: '通联', en: 'Calls' },
  betting: { zh: '赌博', en: 'Betting' },
  goods: { zh: '货物', en: 'Goods' },
  requests: { zh: '待调取', en: 'To be asked for' },
} as const satisfies Readonly<Record<string, Words>>
export type AnalysisGroup = keyof typeof analysisGroups

export interface AnalysisDefinition<
  Id extends string = string,
  Params extends readonly AnalysisParam[] = readonly AnalysisParam[],
> {
  readonly id: Id
  /** Its word on the command line, where its id will not do (taken, or not what one would type). */
  readonly command?: string
  readonly group: AnalysisGroup
  readonly title: Words
  /** What it answers, as a detective would ask. */
  readonly question: Words
  /** How it answers: formula, normalisation, order of ties, what is left out; with the source where there is one. */
  readonly rule: Words
  /** Goes up when the same parameters over the same facts may give another answer. */
  readonly version: number
  readonly params: Params
}
/** Declares an analysis, keeping the types of its id and parameters. */
export function analysis<const Id extends string, const Params extends readonly AnalysisParam[]>(
  definition: AnalysisDefinition<Id, Params>,
): AnalysisDefinition<Id, Params> {
  return definition
}
