/** Mappings kept for headers. */
export const mappings = {
  manage: '已存的表头对应…', heading: '已存的表头对应', text: '保存过的对应自动用于表头相同的表；它属于本机，不在案件里。', none: '还没有保存过表头对应', noneText: '在导入时对应好各列，点“存为模板”；或导入同事给的文件。', find: '查找名称或表头', columns: '{count} / {all} 列有字段',
  save: '存为模板', saveText: '下次遇到这 {columns} 列表头时自动照此对应。', name: '名称', keep: '保存', saved: '已存为模板：{name}', savedText: '表头相同的表以后自动照此对应。', rename: '改名', remove: '删除', removed: '已删除：{name}', exportOne: '导出此项', exportAll: '全部导出', takeFile: '从文件导入…', taken: '新增 {added} 项，替换 {replaced} 项', refused: '没有收入（类别或字段不认识）：{names}',
} as const
