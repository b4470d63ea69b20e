export const search = {
  palette: '检索与命令', results: '结果', choose: '选择', nextGroup: '下一组', openIt: '打开', showAll: '查看全部 {count} 条',
  groups: { recent: '最近打开', asked: '最近检索', people: '人员与单位', numbers: '号码、账号与其他实体', tables: '证据表', charts: '链图', sheets: '文件与工作表', notes: '备注', rows: '记录', others: '未作记录的行', commands: '命令' }, groupOf: '{name} · {shown} / {total}',
  openRows: '在证据表中打开', openRowsOf: '在证据表中打开这 {count} 行',
  placeholder: '姓名、拼音、号码的一部分、单号、摘要里的词……', show: '只看', found: '共 {count} 条', foundOf: '{count} / {all} 条', unindexed: '{count} 个工作表未建索引，已逐行查找',
  facets: { type: '类型', table: '证据表', entity: '实体类别', file: '所在文件' }, types: { entity: '实体', chart: '链图', sheet: '文件与工作表', note: '备注', record: '记录', original: '未作记录的行' },
  chart: '链图', nameOnly: '仅知姓名', records: '{count} 条记录', row: '第 {row} 行', notTaken: '没有导入', note: '备注', part: { edit: '改后', note: '行备注', tag: '标签' }, outcome: { header: '表头', skipped: '未作记录的行', rejected: '退回的行' },
  nothing: '没有查到“{words}”', nothingText: '简繁、全角半角、大小写和号码里的空格不影响结果；姓名可输拼音或首字母；可以少输几个字再试。', startTitle: '在整个案件里查找', startText: '输入两个字、拼音首字母或号码的一部分即可。结果可直接打开实体、记录所在的行、原件或链图。', more: '已显示 {shown} / {total}，继续显示',
} as const
