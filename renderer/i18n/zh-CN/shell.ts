export const shell = {
  navigation: '主导航', caseMenu: '案件菜单',
  screens: { overview: '案件概览', import: '导入', quality: '材料质量', tables: '证据表', chart: '链图', search: '检索', collision: '碰撞', identity: '身份认定', reports: '报告', history: '操作历史', settings: '设置' },
  searchHint: '查人员、号码、单号、文字或命令',
  encrypted: '加密', open: '不加密', saved: '已保存', readOnly: '只读',
  records: '记录 {count}', entities: '实体 {count}', links: '关系 {count}', auditAt: '操作日志第 {seq} 条',
  operator: '承办人 {name}', noOperator: '未填承办人', operatorTitle: '承办人写入操作日志，在设置里修改',
  closeCase: '关闭案件', switchTheme: '切换浅色 / 深色', switchLanguage: 'Switch to English',
  undone: '已撤销：{step}', redone: '已重做：{step}', undoStep: '撤销：{step}', redoStep: '重做：{step}',
  lockedByTime: '{minutes} 分钟没有操作，加密案件已关闭',
  lostTitle: '数据引擎已停止', lostText: '未完成的操作没有生效，已保存的内容不受影响。重新连接后再次打开案件即可继续。', reconnect: '重新连接', reconnectFailed: '程序没有回应。请重新启动程序，再从它给出的地址打开。', refusedTitle: '页面没有连接到程序',
  dropHere: '松开即可：表格文件进入导入，案件文件直接打开', closeFirst: '先关闭当前案件，再打开另一个',
} as const
