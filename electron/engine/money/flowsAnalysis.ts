/** Flows by level, as an analysis. */
import { type AnalysisNote, type AnalysisRow, mostRows } from '../../../shared/contract/analyses/result.ts'
import type { Words } from '../../../shared/language.ts'
import { addMinor, type Minor, sizeOf } from '../../../shared/model/minor.ts'
import { moneyText } from '../../../shared/model/numberText.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import { readEntity } from '../entities/entityRows.ts'
import {
  ask,
  type Asked,
  grainsAt,
  groupsOf,
  ledgerNotes,
  money,
  Names,
  noTransfers,
  timeText,
} from './asked.ts'
import { type FlowEdge, type Flows, flowsOf } from './flows.ts'
import { outsideOf } from './ledger.ts'
import { rowsOfPlaces } from './moneyScope.ts'
import { column, note, withheld } from '../entities/answers.ts'

export const stopWords: Readonly<Record<string, Words>> = {
  outside: { zh: '离开材料', en: 'leaves the material' },
  channel: { zh: '通道户', en: 'third-party payer' },
  'no-statement': { zh: '无流水', en: 'no statement' },
  'last-level': { zh: '未再追', en: 'not followed further' },
}
const ways = { down: { zh: '向下', en: 'down' }, up: { zh: '向上', en: 'up' } } as const

export const runFlows: AnalysisRunner<'flows'> = ({ db, checkCancelled }, params) => {
  const chosen = params.of.map((id) => readEntity(db, id).entityId)
  if (chosen.length === 0)
    return withheld(
      note('withheld', 'choose', { zh: '请选择人员或账户。', en: 'Choose people or accounts.' }),
    )
  const asked = ask(db, params)
  if (asked.currency < 0) return noTransfers(asked)
  const start = groupsOf(asked, chosen)
  if (start.length === 0)
    return withheld(
      note('withheld', 'no-money', { zh: '没有与之有关的转账。', en: 'No transfer is linked with them.' }),
    )
  const found = (['up', 'down'] as const)
    .filter((way) => params.direction === 'both' || params.direction === way)
    .map((way) => {
      checkCancelled()
      const flows = flowsOf(asked.ledger, asked.groups, {
        ...asked,
        start,
        direction: way,
        levels: way === 'down' ? params.levels : params.levelsUp,
        gap: params.gapHours === 0 ? null : params.gapHours * 3_600_000,
        least: params.least ?? 0,
        beyond: params.beyond,
      })
      return { way, flows }
    })
  const names = new Names(asked, [
    ...start,
    ...found.flatMap(({ flows }) => flows.nodes.map(({ group }) => group)),
  ])
  const edges = found.flatMap(({ way, flows }) => flows.edges.map((edge) => ({ way, edge })))
  const ordered = edges.toSorted(
    (one, other) =>
      Number(one.way === 'down') - Number(other.way === 'down') ||
      one.edge.level - other.edge.level ||
      sizeOf(other.edge.sum) - sizeOf(one.edge.sum),
  )
  const shown = ordered.slice(0, mostRows)
  const nodes = found.flatMap(({ way, flows }) => flows.nodes.map((node) => ({ way, node })))
  return {
    figures: [],
    tables: [
      levelsTable(asked, found),
      {
        id: 'edges',
        title: { zh: '逐级往来', en: 'Flows level by level' },
        columns: [
          column('direction', 'words', '方向', 'Direction'),
          column('level', 'count', '级', 'Level', 'level'),
          column('from', 'entity', '付款方', 'From'),
          column('fromOutside', 'words', '无账号付款方', 'From without account'),
          column('fromHolder', 'text', '付款户名', 'Holder, from'),
          column('to', 'entity', '收款方', 'To'),
          column('toOutside', 'words', '无账号收款方', 'To without account'),
          column('toHolder', 'text', '收款户名', 'Holder, to'),
          column('count', 'count', '笔数', 'Transfers', 'transfer'),
          column('sum', 'money', '金额', 'Sum'),
          column('first', 'time', '首笔', 'First'),
          column('last', 'time', '末笔', 'Last'),
          column('back', 'flag', '回流', 'Goes back'),
        ],
        rows: shown.map(({ way, edge }) => edgeRow(asked, names, way, edge)),
        total: ordered.length,
      },
      {
        id: 'nodes',
        title: { zh: '到达的人（户）', en: 'Reached' },
        columns: [
          column('direction', 'words', '方向', 'Direction'),
          column('level', 'count', '级', 'Level', 'level'),
          column('entity', 'entity', '人员 / 账户', 'Person / account'),
          column('outside', 'words', '无账号的对方', 'Without account'),
          column('holder', 'text', '户名', 'Holder'),
          column('stop', 'words', '止于', 'Stops'),
        ],
        rows: nodes
          .slice(0, mostRows)
          .map(({ way, node }) => ({
            key: `${way} ${names.key(node.group)}`,
            cells: [
              ways[way],
              node.level,
              names.cell(node.group),
              names.outside(node.group),
              names.holder(node.group),
              node.stop === null ? null : (stopWords[node.stop] ?? null),
            ],
          })),
        total: nodes.length,
      },
    ],
    notes: [...ledgerNotes(asked), ...flowNotes(found)],
    entities: [...new Set([...start, ...shown.flatMap(({ edge }) => [edge.from, edge.to])])].flatMap(
      (group) => names.entityId(group) ?? [],
    ),
    links: [],
  }
}
interface Found {
  readonly way: 'down' | 'up'
  readonly flows: Flows
}
function levelsTable(asked: Asked, found: readonly Found[]) {
  const rows = found.flatMap(({ way, flows }) => {
    const levels = [...new Set(flows.edges.map(({ level }) => level))].toSorted((one, other) => one - other)
    return levels.map((level): AnalysisRow => {
      const edges = flows.edges.filter((edge) => edge.level === level)
      const sum = (of: readonly FlowEdge[]): Minor =>
        of.reduce<Minor>((total, edge) => addMinor(total, edge.sum), 0)
      const far = (edge: FlowEdge): number => (way === 'down' ? edge.to : edge.from)
      const stops = new Map(flows.nodes.map(({ group, stop }) => [group, stop]))
      const at = (stop: string) => edges.filter((edge) => !edge.back && stops.get(far(edge)) === stop)
      const places = edges.flatMap((edge) => edge.places)
      return {
        key: `${way} ${level}`,
        cells: [
          ways[way],
          level,
          new Set(edges.map(far)).size,
          places.length,
          money(asked, sum(edges)),
          money(asked, sum(edges.filter(({ back }) => back))),
          money(asked, sum(at('outside'))),
          money(asked, sum(at('channel'))),
          money(asked, sum(at('no-statement'))),
        ],
        rows: rowsOfPlaces(asked, places, waysOfLevel(asked, edges, way)),
      }
    })
  })
  return {
    id: 'levels',
    title: { zh: '各级合计', en: 'By level' },
    columns: [
      column('direction', 'words', '方向', 'Direction'),
      column('level', 'count', '级', 'Level', 'level'),
      column('others', 'count', '对方数', 'Others'),
      column('count', 'count', '笔数', 'Transfers', 'transfer'),
      column('sum', 'money', '金额', 'Sum'),
      column('back', 'money', '其中回流', 'Of it back'),
      column('outside', 'money', '其中离开材料', 'Of it outside'),
      column('channel', 'money', '其中通道户', 'Of it third-party payers'),
      column('noStatement', 'money', '其中到无流水户', 'Of it without statement'),
    ],
    rows,
    total: rows.length,
  }
}
/** What the transfers of an edge have in common. */
function waysOfEdge({ ledger, groups }: Asked, { from, to }: FlowEdge) {
  const [payer, payee] = [from, to].map((group) => groups.entityIds[group] as number) as [number, number]
  const outside = (group: number) => outsideOf(ledger, groups.nodes[groups.starts[group] as number] as number)
  const [fromOutside, toOutside] = [outside(from), outside(to)]
  if (fromOutside !== null) return { of: [payee], outside: fromOutside, way: 'in' as const }
  if (toOutside !== null) return { of: [payer], outside: toOutside, way: 'out' as const }
  return { of: [payer], with: [payee], way: 'out' as const }
}
/** And those of a level: all that some paid or received, or all of it between some and others. */
function waysOfLevel({ groups }: Asked, edges: readonly FlowEdge[], way: 'down' | 'up') {
  const ids = (side: 'from' | 'to'): number[] =>
    [...new Set(edges.map((edge) => groups.entityIds[edge[side]] as number))].filter((id) => id > 0)
  const [near, far, direction] =
    way === 'down' ? [ids('from'), ids('to'), 'out' as const] : [ids('to'), ids('from'), 'in' as const]
  return [
    { of: near, way: direction },
    { of: near, with: far, way: direction },
  ]
}
function edgeRow(asked: Asked, names: Names, way: 'down' | 'up', edge: FlowEdge): AnalysisRow {
  const { from, to, level } = edge
  const rows = rowsOfPlaces(asked, edge.places, [waysOfEdge(asked, edge)])
  const grains = grainsAt(asked.ledger, edge.places, edge.first, edge.last)
  return {
    key: `${way} ${level} ${names.key(from)} → ${names.key(to)}`,
    cells: [
      ways[way],
      level,
      names.cell(from),
      names.outside(from),
      names.holder(from),
      names.cell(to),
      names.outside(to),
      names.holder(to),
      edge.count,
      money(asked, edge.sum),
      timeText(edge.first, grains[0]),
      timeText(edge.last, grains[1]),
      edge.back,
    ],
    ...(rows.length === 0 ? {} : { rows }),
  }
}
function flowNotes(found: readonly Found[]): readonly AnalysisNote[] {
  return found.flatMap(({ way, flows }): readonly AnalysisNote[] => {
    const notes: AnalysisNote[] = []
    const without = flows.nodes.filter(({ stop }) => stop === 'no-statement')
    if (without.length > 0)
      notes.push({
        tone: 'warn',
        id: `no-statement-${way}`,
        words: {
          zh: `${ways[way].zh}有 ${without.length} 个人（户）没有流水，到此为止；其后的去向需调取流水。`,
          en: `Going ${way}, ${without.length} people or accounts have no statement; money is not followed beyond them.`,
        },
      })
    if (flows.outOfTime.count > 0)
      notes.push({
        tone: 'note',
        id: `out-of-time-${way}`,
        words: {
          zh: `${ways[way].zh}有 ${flows.outOfTime.count} 笔（${moneyText(flows.outOfTime.sum)}）因时间在到账之前、超过间隔或没有时间未计入。`,
          en: `Going ${way}, ${flows.outOfTime.count} transfers (${moneyText(flows.outOfTime.sum)}) lie before the money came, beyond the gap or at no time that is told, and are left out.`,
        },
      })
    return notes
  })
}
