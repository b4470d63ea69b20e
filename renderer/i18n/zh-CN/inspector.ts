export const inspector = {
  title: '详情', back: '返回上一项', close: '关闭', expand: '放大', shrink: '还原', types: { entity: '实体', record: '记录', link: '关系', original: '原件' },
  nameOnly: '仅有姓名', nameOnlyHint: '材料中只见姓名，没有号码可以识别；同名者不会自动合并。',
  identifiers: '标识', noIdentifiers: '没有标识', checkOk: '校验位相符', checkFailed: '校验位不符', raws: '原文：{text}', attributes: '属性', links: '关系', noLinks: '没有关系', records: '记录', sources: '出处', sourcesMore: '列出前 {count} 行，全部见记录', charts: '所在链图', noCharts: '不在任何链图上', note: '备注', noteHint: '写下对该实体的说明；可撤销', noteSave: '保存备注', noteSaved: '备注已保存',
  neighbours: '{count} 个', times: '{count} 条', more: '其余 {count} 个', less: '收起', openRows: '打开证据行', openRowsOf: '{kind} {count} 行',   toChart: '加入链图', newChart: '新建链图', addedToChart: '已加入链图“{name}”', openChart: '打开链图', path: '查找路径', pathTo: '到哪个实体', pathHint: '姓名、号码、账号……', pathNone: '两者之间没有路径', pathFound: '最短路径 {count} 步', pathShow: '把路径放上链图', pathName: '{from} 到 {to}', noHit: '没有查到“{text}”',
  recordNumber: '第 {id} 号记录', duplicate: '与第 {id} 号记录是同一事实，不计入合计', mirror: '与第 {id} 号记录是同一笔的另一方，不计入合计', fields: '内容', raw: '原文', unmapped: '未对应字段的列', derived: '由上下文取得或推得', entities: '涉及的实体', provenance: '出处', hash: 'SHA-256', openOriginal: '打开原件此行', showInTable: '在证据表中显示', empty: '（空）',
  direction: '方向', directed: '有方向', undirected: '材料未示方向', count: '次数', amount: '金额合计', quantity: '数量合计', first: '最早', last: '最晚', rows: '证据行',
  openCell: '打开原件中的这一格', noCell: '没有原件单元格载有它', whereOf: '{value}：{count} 条记录，查看所在', roles: '角色', timeline: '时间线', time: '时间', table: '表', rowAmount: '金额', rowText: '内容', latestFirst: '最近的在前', oldestFirst: '最早的在前', allTimes: '全部时间', barsBy: '每{unit}一柱', units: { day: '日', month: '月', year: '年' }, undated: '{count} 行没有时间', noTimes: '这些记录没有时间', timelineLabel: '按时间排列的记录，{count} 行',
  findNeighbour: '在其中查找', noNeighbour: '没有符合的', sortBy: '排序', sortAmount: '按金额', sortCount: '按次数', sortTime: '按最近', moreOf: '已显示 {shown} / {total}，继续',
  members: '合并自', mergedOf: '由 {count} 个合并', takeOut: '把“{name}”分出', takenOut: '已分出，可撤销', claims: '认定', claimTypes: { merge: '认定为同一', split: '拆分', apart: '认定不同', later: '暂缓' }, claimedBy: '{operator} {at}', why: '理由：{reasons}', withdraw: '撤回', withdrawn: '认定已撤回，可撤销', withdrawnBy: '{operator} {at} 撤回',
  edited: '人工更正', editedBy: '{operator} {at} 更正',
  suggestions: '可能是同一个', allSuggestions: '全部建议',
  } as const
