export const answers = {
  rows: '依据行',
  none: '没有这样的行',
  andMore: '等另 {count} 个',
  working: '正在计算…',
  again: '重新计算',
  notes: '说明',
  toChart: '放到链图',
  toChartMost: '只放前 {most} 个（共 {count} 个）',
  rule: '算法',
  keys: '回车打开依据行，数字键打开第几种依据，Shift+回车打开实体',
  cut: '共 {total} 行，列出 {shown} 行',
} as const
