/** The words around a chart on paper. */
import type { Language } from '../../../../shared/language.ts'
import type { ChartSettings } from '../../../../shared/contract/charts.ts'
import type { LineSort } from '../../../../shared/model/chart/dashes.ts'
import { countText } from '../../../../shared/model/numberText.ts'

type FoldRule = Exclude<ChartSettings['foldBy'], 'none'>
const zh = {
  case: '案件',
  entities: (nodes: number, edges: number) => `${countText(nodes)} 实体 · ${countText(edges)} 关系`,
  filter: '筛选',
  noFilter: '无',
  folding: '折叠',
  notFolded: '未折叠，号码与物品各自成点',
  foldedBy: {
    people: '折叠到人：账户、手机、账号、网店、设备、车辆画在其持有人之内',
    place: '按场所折叠：只与一个场所有位于、管理、保管关系的，画在该场所之内',
    branch: '按代理分支折叠：第二级以下的下级画在其所属的第二级之内',
    community:
      '按往来紧密程度折叠：按模块度（Louvain 法，以笔数为权重）分组，以组内往来最多者代表，人工录入的陈述不计',
    kind: '按类型折叠：同类实体合为一个',
  } satisfies Record<FoldRule, string>,
  closedGroups: (count: number) => `${countText(count)} 个手工编组收起，各成一点`,
  folded: (inside: number) => `${countText(inside)} 个画在所属的实体内，圆点旁的数字为其个数`,
  unfolded: (count: number) => `其中 ${countText(count)} 个展开画出`,
  unheld: (count: number) => `${countText(count)} 个未见持有人，各自成点`,
  shared: (count: number) => `${countText(count)} 个由多人持有或使用，各自成点`,
  outside: (count: number) => `${countText(count)} 个不属于任何一处，各自成点`,
  several: (count: number) => `${countText(count)} 个属于多处，各自成点`,
  notDrawn: '未画出',
  allDrawn: '本图的实体全部画出',
  byHand: (count: number, names: string) => `手工隐去 ${countText(count)} 个：${names}`,
  byFilter: (nodes: number, edges: number, folded: boolean) =>
    `筛选隐去${folded ? '（按未折叠计）' : ''} ${[...(nodes > 0 ? [`${countText(nodes)} 个实体`] : []), ...(edges > 0 ? [`${countText(edges)} 条关系`] : [])].join('、')}`,
  absent: (count: number) => `${countText(count)} 个原在图上，现不在案件中（导入已撤销或读法已变）`,
  beyond: (count: number) => `${countText(count)} 个实体在案件中还有未放到本图的关系方`,
  untold: (nodes: number, edges: number) =>
    `${[...(nodes > 0 ? [`${countText(nodes)} 个名称`] : []), ...(edges > 0 ? [`${countText(edges)} 条关系的文字`] : [])].join('、')}因无处可放未写`,
  undecided: '未认定',
  nothingUndecided: '所画关系的金额与笔数没有未认定的行',
  openLines: (count: number) => `${countText(count)} 条关系含未认定的行，金额与笔数写作“低–高”`,
  openNodes: (count: number) => `${countText(count)} 个圆点的大小含未认定的行`,
  atMost: (count: number) => `${countText(count)} 条写“≤”：各部分可能出自相同的行，至多如此`,
  mentions: (count: number, links: number) =>
    `${countText(count)} 处仅凭姓名提到图上的人${links > 0 ? `（${countText(links)} 条关系）` : ''}，未认定为同一人，未计入`,
  foreign: (count: number) => `${countText(count)} 条关系另有其他币种，分币种写出，不折算，不计入线宽`,
  nameOnly: '虚线圆 = 仅凭姓名；？ = 可能是已登记的人',
  sources: '来源',
  noSources: '所画关系没有来源文件',
  byStatement: (count: number) => `${countText(count)} 条关系据人工录入的陈述，不是表格所载`,
  moreFiles: (count: number) => `等共 ${countText(count)} 个文件`,
  legend: '图例',
  sizes: { amount: '圆的大小 = 金额', degree: '圆的大小 = 关系方个数' },
  statedToo: '（含仅据陈述的）',
  widths: '线宽 = 两者间最大一项金额（对数）',
  noAmount: '无金额',
  madeAt: '制作',
  program: '程序',
  page: (page: number, pages: number) => `第 ${page} 页 / 共 ${pages} 页`,
  overview: (columns: number, rows: number, text: string) =>
    `总览：本页字小，细节见后面各页（横 ${columns} × 纵 ${rows}，最小字 ${text} 磅，按重叠线粘贴）`,
  tile: (row: number, column: number) => `第 ${row} 行第 ${column} 列`,
  overlap: '重叠线',
  empty: '图上没有实体',
  missing: '缺字',
  missingText: (characters: string) => `本机字体没有下列字符，以“□”代替：${characters}`,
  masked: '遮盖',
  and: '；',
  more: (count: number) => `等 ${countText(count)} 个`,
  list: '、',
  lines: {
    money: '资金',
    contact: '通联',
    goods: '货物',
    belongs: '归属',
    ranks: '上下级',
    other: '其他',
  } satisfies Record<LineSort, string>,
} as const
type Widened<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { readonly [K in keyof T]: Widened<T[K]> }
export type SheetWords = Widened<typeof zh>
const en: SheetWords = {
  case: 'Case',
  entities: (nodes, edges) => `${countText(nodes)} entities · ${countText(edges)} links`,
  filter: 'Filter',
  noFilter: 'none',
  folding: 'Folding',
  notFolded: 'not folded: each number and thing stands by itself',
  foldedBy: {
    people: 'folded into people: accounts, phones, shops, devices and vehicles inside of their holder',
    place: 'folded by place: what is at, manages or keeps one place only, inside of it',
    branch: 'folded by branch of agents: everybody below the second rank inside of the one of it above them',
    community:
      'folded by community: by modularity (Louvain, weighed by number of facts), who has most dealings stands for the group, statements entered by hand do not weigh',
    kind: 'folded by kind: all of one kind as one',
  },
  closedGroups: (count) => `${countText(count)} groups made by hand are closed to a node each`,
  folded: (inside) =>
    `${countText(inside)} are drawn inside of others; the figure beside a node says how many`,
  unfolded: (count) => `${countText(count)} of them are drawn open`,
  unheld: (count) => `${countText(count)} have no known holder and stand by themselves`,
  shared: (count) => `${countText(count)} are held or used by several and stand by themselves`,
  outside: (count) => `${countText(count)} belong to none and stand by themselves`,
  several: (count) => `${countText(count)} belong to several and stand by themselves`,
  notDrawn: 'Not drawn',
  allDrawn: 'every entity of this chart is drawn',
  byHand: (count, names) => `${countText(count)} hidden by hand: ${names}`,
  byFilter: (nodes, edges, folded) =>
    `hidden by the filter${folded ? ' (counted unfolded)' : ''}: ${[...(nodes > 0 ? [`${countText(nodes)} entities`] : []), ...(edges > 0 ? [`${countText(edges)} links`] : [])].join(', ')}`,
  absent: (count) =>
    `${countText(count)} of the chart are not in the case now (import undone, or read otherwise)`,
  beyond: (count) => `${countText(count)} entities have further links in the case that are not on this chart`,
  untold: (nodes, edges) =>
    `not written for want of room: ${[...(nodes > 0 ? [`${countText(nodes)} names`] : []), ...(edges > 0 ? [`the words of ${countText(edges)} links`] : [])].join(', ')}`,
  undecided: 'Undecided',
  nothingUndecided: 'no sum or number of the links drawn hangs on undecided rows',
  openLines: (count) =>
    `${countText(count)} links hold undecided rows; their sums and numbers are written as low–high`,
  openNodes: (count) => `${countText(count)} node sizes hold undecided rows`,
  atMost: (count) => `${countText(count)} with “≤”: their parts may rest on the same rows, so at most this`,
  mentions: (count, links) =>
    `${countText(count)} mentions by name only of people drawn here${links > 0 ? ` (${countText(links)} links)` : ''}, not decided to be the same, not counted`,
  foreign: (count) =>
    `${countText(count)} links also have sums in other currencies, written apart, not converted, not in the width`,
  nameOnly: 'dashed node = known by name only; ？ = may be somebody registered',
  sources: 'Sources',
  noSources: 'the links drawn have no source file',
  byStatement: (count) => `${countText(count)} links rest on statements entered by hand, in no spreadsheet`,
  moreFiles: (count) => ` … ${countText(count)} files in all`,
  legend: 'Legend',
  sizes: { amount: 'Node size = amount', degree: 'Node size = number of neighbours' },
  statedToo: ' (those by statements too)',
  widths: 'Line width = largest amount between the two (log)',
  noAmount: 'no amount',
  madeAt: 'Made',
  program: 'Program',
  page: (page, pages) => `Page ${page} of ${pages}`,
  overview: (columns, rows, text) =>
    `Overview: text is small here; the pages that follow show it (${columns} across × ${rows} down, smallest text ${text} pt, glue along the overlap lines)`,
  tile: (row, column) => `Row ${row}, column ${column}`,
  overlap: 'overlap',
  empty: 'No entities on this chart',
  missing: 'Missing',
  missingText: (characters) =>
    `no font of this machine has these characters, □ stands for them: ${characters}`,
  masked: 'Masked',
  and: '; ',
  more: (count) => ` and others (${countText(count)})`,
  list: ', ',
  lines: {
    money: 'money',
    contact: 'contact',
    goods: 'goods',
    belongs: 'belonging',
    ranks: 'ranks',
    other: 'other',
  },
}
export const sheetWords: Readonly<Record<Language, SheetWords>> = { 'zh-CN': zh, en }
