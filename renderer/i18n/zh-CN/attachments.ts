export const attachments = {
  heading: '附件',
  ofCase: '案件附件',
  add: '添加附件…',
  hint: '存入案件文件，附 SHA-256，单个不超过 100 MB；只保存和取出，不在此打开',
  added: '已添加 {count} 个附件',
  save: '另存到案件之外',
  saved: '已保存 {name}',
  remove: '移除附件 {name}',
  removed: '已移除附件 {name}',
}
