/** Words of tracing: rules, states and titles, where money went and where it came from. */
import type { Words } from '../../../shared/language.ts'
import { outsideWords } from './asked.ts'
import type { LandingState, TraceRule } from './trace/question.ts'
import type { TraceParams } from './traceSeeds.ts'

const stateWords: Readonly<Record<LandingState, Words>> = {
  ...outsideWords,
  rests: { zh: '停留', en: 'rests' },
  'no-statement': { zh: '去向不明（无流水）', en: 'not known further (no statement)' },
  returned: { zh: '已退回付款方', en: 'given back to the payer' },
}
export const ruleWords: Readonly<Record<TraceRule, Words>> = {
  fifo: { zh: '先进先出', en: 'First in, first out' },
  lifo: { zh: '后进先出', en: 'Last in, first out' },
  proportional: { zh: '按比例', en: 'Proportional' },
  specific: { zh: '指定', en: 'Specific' },
}
/** Going back, money that rests was there before all. */
const sourceWords: Readonly<Record<LandingState, Words>> = {
  ...stateWords,
  rests: { zh: '期初已有（来源不明）', en: 'held before (origin not known)' },
  'no-statement': { zh: '来自无流水账户', en: 'from an account without statement' },
}
/** The name of a state in answers. */
export const stateId = ({ direction }: TraceParams, state: LandingState): string =>
  direction === 'up' && state === 'rests' ? 'opening' : state
interface Titles {
  readonly traced: Words
  readonly count: Words
  readonly unaccounted: Words
  readonly states: Words
  readonly landings: Words
  readonly account: Words
  readonly otherRule: (rule: Words) => Words
}
interface WordsOfWay {
  readonly words: Readonly<Record<LandingState, Words>>
  readonly titles: Titles
}
export const downwards: WordsOfWay = {
  words: stateWords,
  titles: {
    traced: { zh: '追踪金额', en: 'Traced' },
    count: { zh: '落点数', en: 'Landings' },
    unaccounted: { zh: '差额（追踪金额－各落点之和）', en: 'Unaccounted (traced − landings)' },
    states: { zh: '去向', en: 'What became of it' },
    landings: { zh: '落点', en: 'Landings' },
    account: { zh: '落点账户', en: 'Landing account' },
    otherRule: ({ zh, en }) => ({ zh: `改用“${zh}”落点不同的金额`, en: `Lands elsewhere by “${en}”` }),
  },
}
export const upwards: WordsOfWay = {
  words: sourceWords,
  titles: {
    traced: { zh: '追溯金额', en: 'Traced back' },
    count: { zh: '来源数', en: 'Sources' },
    unaccounted: { zh: '差额（追溯金额－各来源之和）', en: 'Unaccounted (traced back − sources)' },
    states: { zh: '来源构成', en: 'Where it came from' },
    landings: { zh: '来源', en: 'Sources' },
    account: { zh: '来源账户', en: 'Source account' },
    otherRule: ({ zh, en }) => ({ zh: `改用“${zh}”来源不同的金额`, en: `Comes from elsewhere by “${en}”` }),
  },
}
