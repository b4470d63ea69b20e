/** Parts played in the network, by stated rules and never as a verdict. */
import {
  type AnalysisCell,
  type AnalysisResult,
  type AnalysisRow,
  mostRows,
} from '../../../shared/contract/analyses/result.ts'
import { yuan } from '../../../shared/model/currency.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import { cutPlacesOf } from './network/components.ts'
import { counterpartsOf, degreesOf } from './network/degree.ts'
import { undirectedSimple } from './network/graph.ts'
import { askedNetwork, leftOutNotes, nodeCells, nothingToMeasure, placeOnly } from './networkAnswer.ts'
import { column, toldNote } from '../entities/answers.ts'

const roleWords = {
  collects: { zh: '收款汇总', en: 'collects' },
  handsOut: { zh: '分发', en: 'hands out' },
  passesOn: { zh: '中转', en: 'passes on' },
  onlyLink: { zh: '唯一联系两环节', en: 'only link between two parts' },
} as const
type Role = keyof typeof roleWords

/** Errors: those of the parameters. */
export const runRoles: AnalysisRunner<'roles'> = (context, params): AnalysisResult => {
  const links = params.links.length === 0 ? ['transfer'] : params.links
  const { view, network } = askedNetwork(context, { ...params, links }, { directed: true })
  const nothing = nothingToMeasure(network)
  if (nothing !== null) return nothing
  const sums = askedNetwork(context, { ...params, links }, { directed: true, weight: 'amount' })
  const money = degreesOf(sums.network.graph)
  const sumOf = (node: number, way: 'weightIn' | 'weightOut'): number | null => {
    const place = sums.network.place(network.entityIds[node] as number)
    return place === undefined ? null : (money[way][place] as number)
  }
  const plain = undirectedSimple(network.graph)
  const { into, out } = counterpartsOf(network.graph)
  const cut = cutPlacesOf(network.graph)
  const found: { readonly role: Role; readonly node: number; readonly pieces: readonly number[] | null }[] =
    []
  for (let node = 0; node < plain.nodes; node++) {
    if ((node & 255) === 0) context.checkCancelled()
    const [from, to] = [into[node] as number, out[node] as number]
    const add = (role: Role, pieces: readonly number[] | null = null): void => {
      found.push({ role, node, pieces })
    }
    if (from >= params.least && to * 3 <= from) add('collects')
    if (to >= params.least && from * 3 <= to) add('handsOut')
    const [came, went] = [sumOf(node, 'weightIn') ?? 0, sumOf(node, 'weightOut') ?? 0]
    if (came > 0 && went > 0 && Math.abs(came - went) <= params.kept * Math.max(came, went)) add('passesOn')
    const pieces = (cut.pieces.get(node) ?? []).filter((size) => size >= params.piece)
    if (pieces.length >= 2) add('onlyLink', pieces)
  }
  const size = (node: number): number => (into[node] as number) + (out[node] as number)
  const order = Object.keys(roleWords)
  found.sort(
    (one, other) =>
      order.indexOf(one.role) - order.indexOf(other.role) ||
      size(other.node) - size(one.node) ||
      one.node - other.node,
  )
  const shown = found.slice(0, mostRows)
  const cells = nodeCells(context, network, view, new Set(shown.map(({ node }) => node)))
  const moneyCell = (value: number | null): AnalysisCell =>
    value !== null && Number.isSafeInteger(value) ? { minor: value, currency: yuan } : null
  return {
    figures: Object.entries(roleWords).map(([id, title]) => ({
      id,
      title,
      sort: 'count',
      value: found.filter(({ role }) => role === id).length,
    })),
    tables: [
      {
        id: 'roles',
        title: { zh: '符合规则的', en: 'Those that meet a rule' },
        columns: [
          column('role', 'words', '形态', 'Part'),
          column('entity', 'entity', '对象', 'Entity'),
          column('from', 'count', '来自几个对象', 'From how many'),
          column('to', 'count', '去往几个对象', 'To how many'),
          column('in', 'money', '进（人民币）', 'In, yuan'),
          column('out', 'money', '出（人民币）', 'Out, yuan'),
          column('pieces', 'text', '断开后各片', 'Pieces'),
        ],
        rows: shown.map(({ role, node, pieces }): AnalysisRow => ({
          key: `${role} ${cells.key(node)}`,
          cells: [
            roleWords[role],
            cells.cell(node),
            into[node] as number,
            out[node] as number,
            moneyCell(sumOf(node, 'weightIn')),
            moneyCell(sumOf(node, 'weightOut')),
            pieces === null ? null : pieces.join(' + '),
          ],
          rows: cells.rows(node),
        })),
        total: found.length,
      },
    ],
    notes: [
      ...(sums.network.leftOut.weightless > 0
        ? [
            toldNote(
              'warn',
              'weightless',
              `有 ${sums.network.leftOut.weightless} 条关系没有人民币金额或含其他币种，不在进出金额之内，“中转”可能因此判断不全。`,
              `${sums.network.leftOut.weightless} links have no amount in yuan or others besides; the sums are without them, and who passes on may be missed or wrong.`,
            ),
          ]
        : []),
      ...leftOutNotes(network),
      placeOnly,
    ],
    entities: [...new Set(shown.slice(0, 40).map(({ node }) => network.entityIds[node] as number))],
    links: [],
  }
}
