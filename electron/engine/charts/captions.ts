/** The words of a drawn chart beyond those it shares with the page. */
import { nameIn, type Language } from '../../../shared/language.ts'
import { entityKinds } from '../../../shared/model/define.ts'

/** The kind of an entity in words; the id itself for a kind this version does not know. */
export function entityKindName(id: string, language: Language): string {
  const kind = entityKinds.find((candidate) => candidate.id === id)
  return kind === undefined ? id : nameIn(kind, language)
}

export const chartWords = {
  'zh-CN': {
    size: (nodes: number, edges: number) => `${nodes} 实体 · ${edges} 关系`,
    inside: (count: number) => `折叠到人，内含 ${count} 个号码与物品`,
    hidden: (count: number) => `按筛选或手工隐去 ${count} 个`,
    width: '线宽 = 两者间最大一项金额',
    sizes: (count: number) => `圆的大小 = 金额${count === 0 ? '' : `，其中 ${count} 个含未认定的行`}`,
    untold: (nodes: number, edges: number) =>
      `位置不足未标文字：${[nodes > 0 ? `${nodes} 实体` : '', edges > 0 ? `${edges} 处关系` : ''].filter((part) => part !== '').join('、')}`,
    empty: '图上没有实体',
    nameOnly: '虚线 = 仅凭姓名；？ = 可能是已登记的人',
  },
  en: {
    size: (nodes: number, edges: number) => `${nodes} entities · ${edges} links`,
    inside: (count: number) => `folded into people, ${count} numbers and things inside`,
    hidden: (count: number) => `${count} hidden by filter or by hand`,
    width: 'Line width = largest amount between the two',
    sizes: (count: number) =>
      `Node size = amount${count === 0 ? '' : `; ${count} of them hold undecided rows`}`,
    untold: (nodes: number, edges: number) =>
      `No room for the words of ${[nodes > 0 ? `${nodes} entities` : '', edges > 0 ? `${edges} lines` : ''].filter((part) => part !== '').join(' and ')}`,
    empty: 'No entities on this chart',
    nameOnly: 'Dashed = known by name only; ？ = may be somebody registered',
  },
} as const

export const drawFont =
  "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Source Han Sans SC','WenQuanYi Micro Hei',sans-serif"
