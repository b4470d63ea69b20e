/** What all answers about paths share: the question in nodes, what stands beside it, and no path as an answer. */
import type { AnalysisParamsOf } from '../../../shared/contract/analyses/index.ts'
import type { AnalysisCell, AnalysisNote, AnalysisResult } from '../../../shared/contract/analyses/result.ts'
import { yuan } from '../../../shared/model/currency.ts'
import type { AnalysisContext } from '../core/analysis.ts'
import type { CaseNetwork, NetworkView } from './caseNetwork.ts'
import { leftOutNotes, type NodeCells } from './networkAnswer.ts'
import { toldNote } from '../entities/answers.ts'

export type PathParams = AnalysisParamsOf<'paths'>
/** A question in nodes of its network. */
export interface PathAsked {
  readonly context: AnalysisContext
  readonly params: PathParams
  readonly view: NetworkView
  readonly network: CaseNetwork
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  readonly through: readonly number[]
  readonly never: ReadonlySet<number>
  /** Of those chosen so many have no link in the network. */
  readonly missing: number
}

/** A path by those it leads over. */
export function keyOf(cells: NodeCells, nodes: readonly number[]): string {
  return nodes.map((node) => cells.key(node)).join('→')
}
/** Money in yuan; null beyond what a number holds exactly. */
export function moneyOf(minor: number): AnalysisCell {
  return Number.isSafeInteger(minor) ? { minor, currency: yuan } : null
}
export function entitiesOf({ entityIds }: CaseNetwork, nodes: Iterable<number>): readonly number[] {
  return [...new Set(nodes)].map((node) => entityIds[node] as number)
}
/** Which of the questions a parameter is for; in the others it changes nothing, and that is said. */
const usedBy = {
  through: ['shortest', 'all', 'kShortest', 'inTime'],
  gapHours: ['inTime'],
  leastAmount: ['inTime', 'widest', 'flow'],
  lengths: ['kShortest'],
} as const satisfies Partial<Record<keyof PathParams, readonly PathParams['how'][]>>
const usedWords = {
  through: { zh: '必须经过', en: 'through' },
  gapHours: { zh: '前后两笔相隔', en: 'hours between two facts' },
  leastAmount: { zh: '每笔（每条关系）至少', en: 'least amount' },
  lengths: { zh: '路径的长短', en: 'length of a link' },
} as const
function unusedNotes({ params }: PathAsked): readonly AnalysisNote[] {
  const given: Record<keyof typeof usedBy, boolean> = {
    through: params.through.length > 0,
    gapHours: params.gapHours > 0,
    leastAmount: params.leastAmount !== null,
    lengths: params.lengths !== 'steps',
  }
  const unused = (Object.keys(usedBy) as (keyof typeof usedBy)[]).filter(
    (id) => given[id] && !(usedBy[id] as readonly string[]).includes(params.how),
  )
  return unused.length === 0
    ? []
    : [
        toldNote(
          'warn',
          'not-used',
          `所填“${unused.map((id) => usedWords[id].zh).join('”“')}”不用于这种找法，没有起作用。`,
          `This search does not use: ${unused.map((id) => usedWords[id].en).join(', ')}. It changed nothing.`,
        ),
      ]
}
/** What is to be said beside every answer. */
export function commonNotes(asked: PathAsked): readonly AnalysisNote[] {
  const { missing, network } = asked
  return [
    ...unusedNotes(asked),
    ...(missing > 0
      ? [
          toldNote(
            'warn',
            'not-in-network',
            `所选对象中有 ${missing} 个没有所选种类的关系。`,
            `${missing} of those chosen have no link of the kinds chosen.`,
          ),
        ]
      : []),
    ...leftOutNotes(network),
  ]
}
/** No path, which is an answer too. */
export function none(asked: PathAsked, limited = false): AnalysisResult {
  const { hops } = asked.params
  return {
    figures: [{ id: 'paths', title: { zh: '路径数', en: 'Paths' }, sort: 'count', value: 0 }],
    tables: [],
    notes: [
      limited
        ? toldNote(
            'note',
            'no-path',
            `在所选关系、时间段内，没有不超过 ${hops} 条关系的路径。`,
            `In the links and the time chosen there is no path of at most ${hops} links.`,
          )
        : toldNote(
            'note',
            'no-path',
            '在所选关系、时间段内，两边没有路径。',
            'In the links and the time chosen there is no path.',
          ),
      ...commonNotes(asked),
    ],
    entities: [],
    links: [],
  }
}
