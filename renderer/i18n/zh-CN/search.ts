export const search = {
  palette: '检索与命令', results: '结果', commands: '命令', inCase: '案件内 {count} 条', choose: '选择', openIt: '打开', showAll: '查看全部 {count} 条',
  placeholder: '姓名、号码的一部分、单号、摘要里的词……', show: '只看', found: '共 {count} 条',
  entities: '实体 {count}', rowsFound: '记录 {count}', charts: '链图 {count}', chart: '链图', nameOnly: '仅知姓名', records: '{count} 条记录', row: '第 {row} 行',
  nothing: '没有查到“{words}”', nothingText: '全角与半角、大小写和号码里的空格不影响结果；可以少输几个字再试。', startTitle: '在整个案件里查找', startText: '输入两个字或号码的一部分即可。结果可直接打开实体、记录所在的行或链图。', more: '已显示 {shown} / {total}，继续显示',
  notTaken: '没有导入', note: '备注', outcome: { header: '表头', skipped: '未作记录的行', rejected: '退回的行' },
} as const
