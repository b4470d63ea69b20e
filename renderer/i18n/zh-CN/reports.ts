export const reports = {
  emptyTitle: '还没有可写入报告的材料', emptyText: '先导入材料。报告里的每个数都写明规则和依据的行数。', language: '报告语言',
  document: 'Word 报告', documentRemark: '可核对到文件、工作表和行', choose: '章节', chooseTables: '证据表', workbook: 'Excel 工作簿', workbookRemark: '每个证据表一页，另有目录与来源', workbookText: '证件号、卡号等以文本写入，不会丢位；来源页列出每个文件的 SHA-256。',
  sections: { facts: '案件情况', people: '人员', seizure: '扣押汇总', money: '资金汇总', measures: '认定指标', charts: '链图', quality: '材料质量', sources: '来源与校验值' },
  nodes: '{count} 个实体', noCharts: '案件里还没有链图', redact: '遮盖个人信息', redactText: '证件号、手机号、卡号只留首尾几位。', makeDocument: '生成 Word 报告', makeWorkbook: '生成 Excel 工作簿',
  writing: '正在写：{part}', saved: '已导出“{name}”', made: '“{name}”已生成，尚未保存到磁盘', exported: '导出记录', exportedRemark: '{count} 份', file: '文件', size: '大小', copyHash: '复制“{name}”的 SHA-256', hashCopied: '已复制 SHA-256', saveAgain: '再次保存', noneExported: '还没有导出过。每次导出都会记下时间、承办人和文件的校验值。',
} as const
