/** The words of a drawn chart beyond those it shares with the page. */
import { nameIn, textIn, type Language } from '../../../shared/language.ts'
import { groupKind } from '../../../shared/model/chart/groups.ts'
import { groupWords } from '../../../shared/words/groups.ts'
import type { ChartLeftOut } from '../../../shared/contract/charts.ts'
import { entityKinds } from '../../../shared/model/define.ts'

/** The kind of an entity in words; the id itself for a kind this version does not know. */
export function entityKindName(id: string, language: Language): string {
  if (id === groupKind) return textIn(groupWords.kind, language)
  const kind = entityKinds.find((candidate) => candidate.id === id)
  return kind === undefined ? id : nameIn(kind, language)
}

export const chartWords = {
  'zh-CN': {
    size: (nodes: number, edges: number) => `${nodes} 实体 · ${edges} 关系`,
    inside: (count: number) => `折叠显示，内含 ${count} 个`,
    hidden: (count: number) => `按筛选或手工隐去 ${count} 个`,
    // Several sources may leave out the same: then it is at least the largest of them.
    leftNeighbours: (count: number, of: number) =>
      of === 1 ? `展开时有 ${count} 个关联对象未加入` : `展开的 ${of} 处各有未加入的，至少 ${count} 个`,
    leftRows: (count: number, of: number) =>
      of === 1 ? `所据的表另有 ${count} 个实体未加入` : `所据的 ${of} 处表各有未加入的，至少 ${count} 个`,
    leftUnknown: '有一处来源只加入一部分，现已无法再计',
    width: '线宽 = 两者间最大一项金额',
    sizes: (count: number) => `圆的大小 = 金额${count === 0 ? '' : `，其中 ${count} 个含未认定的行`}`,
    untold: (nodes: number, edges: number) =>
      `位置不足未标文字：${[nodes > 0 ? `${nodes} 实体` : '', edges > 0 ? `${edges} 处关系` : ''].filter((part) => part !== '').join('、')}`,
    empty: '图上没有实体',
    assumption: (label: string) => `假设：${label}`,
    assumed: (count: number) => `点线 = 假设（${count} 条），不是材料所载，不计入任何数字`,
    picturesLeftOut: (count: number) => `已随遮盖略去 ${count} 个照片图标`,
    drawn: (count: number) => `手绘文字、箭头、框 ${count} 处，为人工标注，不是材料所载，不计入任何数字`,
    nameOnly: '虚线 = 仅凭姓名；？ = 可能是已登记的人',
  },
  en: {
    size: (nodes: number, edges: number) => `${nodes} entities · ${edges} links`,
    inside: (count: number) => `folded, ${count} inside`,
    hidden: (count: number) => `${count} hidden by filter or by hand`,
    leftNeighbours: (count: number, of: number) =>
      of === 1
        ? `${count} linked ones were left out when it was expanded`
        : `${of} expansions left some out, ${count} at least`,
    leftRows: (count: number, of: number) =>
      of === 1
        ? `${count} entities of its table were left out`
        : `${of} tables were added in part, ${count} entities at least left out`,
    leftUnknown: 'one source was added in part and can no longer be counted',
    width: 'Line width = largest amount between the two',
    sizes: (count: number) =>
      `Node size = amount${count === 0 ? '' : `; ${count} of them hold undecided rows`}`,
    untold: (nodes: number, edges: number) =>
      `No room for the words of ${[nodes > 0 ? `${nodes} entities` : '', edges > 0 ? `${edges} lines` : ''].filter((part) => part !== '').join(' and ')}`,
    empty: 'No entities on this chart',
    assumption: (label: string) => `Assumed: ${label}`,
    assumed: (count: number) => `Dotted = assumed (${count}): in no document and in no figure`,
    picturesLeftOut: (count: number) => `${count} pictures of entities left out by masking`,
    drawn: (count: number) =>
      `${count} text boxes, arrows and frames drawn by hand: in no document and in no figure`,
    nameOnly: 'Dashed = known by name only; ？ = may be somebody registered',
  },
} as const

/** What was left out when entities were added, as a picture and a report say it: how many, or that it can no longer be counted. */
export function leftOutWords(leftOut: readonly ChartLeftOut[], language: Language): readonly string[] {
  if (leftOut.length === 0) return []
  const words = chartWords[language]
  const neighbours = leftOut.filter(({ entityId }) => entityId !== undefined)
  const rows = leftOut.filter(({ scope, hidden }) => scope !== undefined && hidden !== null)
  const largest = (sources: readonly ChartLeftOut[]): number =>
    Math.max(0, ...sources.map(({ hidden }) => hidden ?? 0))
  return [
    ...(neighbours.length === 0 ? [] : [words.leftNeighbours(largest(neighbours), neighbours.length)]),
    ...(rows.length === 0 ? [] : [words.leftRows(largest(rows), rows.length)]),
    ...(leftOut.some(({ hidden }) => hidden === null) ? [words.leftUnknown] : []),
  ]
}

export const drawFont =
  "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Source Han Sans SC','WenQuanYi Micro Hei',sans-serif"
