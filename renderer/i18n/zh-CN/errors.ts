import type { ErrorCode } from '../../../shared/errors.ts'

/** Of every code: what is so, and what to do. Where (file, sheet, row) is added from the details. */
export const errors = {
  'unknown-method': { what: '程序内部不认识这项操作', todo: '请重新启动程序；如果仍出现，请升级到新版本。' },
  'invalid-arguments': { what: '填写的内容不符合要求', todo: '请检查填写的内容后重试。' },
  internal: { what: '程序内部出错，本次操作没有生效', todo: '案件内容未受影响，请重试；如果反复出现，请导出操作日志反映问题。' },
  cancelled: { what: '已取消', todo: '' },
  'engine-stopped': { what: '数据引擎已停止，本次操作没有生效', todo: '请重新连接并再次打开案件；已保存的内容不会丢失。' },
  'not-allowed': { what: '这项操作不被允许', todo: '请从程序启动时给出的地址重新打开页面。' },
  'no-case-open': { what: '没有打开的案件', todo: '请先打开或新建案件。' },
  'case-already-open': { what: '已有一个案件打开着', todo: '请先关闭当前案件。' },
  'case-exists': { what: '已有同名的案件文件，没有覆盖', todo: '请换一个名称，或打开已有的案件。' },
  'case-not-found': { what: '找不到案件文件', todo: '文件可能已被移走或所在的盘未接入。请找到文件后用“打开案件”选取。' },
  'not-a-case-file': { what: '这不是案件文件，文件未被改动', todo: '请选择扩展名为 .lzcase 的文件；表格请用“导入”。' },
  'wrong-passphrase': { what: '口令不正确，文件未被改动', todo: '请检查大小写和输入法后重试。口令无法找回。' },
  'passphrase-needed': { what: '案件已加密，需要口令', todo: '请输入口令。' },
  'case-newer': { what: '案件由更新版本的程序写成，文件未被改动', todo: '请升级程序后再打开。' },
  'case-locked': { what: '案件正被另一处打开，文件未被改动', todo: '请在那边关闭案件后再打开。' },
  'case-read-only': { what: '案件以只读方式打开，不能改动', todo: '请把案件文件复制到可写的位置后再打开。' },
  'case-damaged': { what: '案件文件已损坏', todo: '请不要改动该文件，改用最近的备份打开。' },
  'migration-failed': { what: '案件未能升级到当前版本，文件保持原样', todo: '请确认磁盘空间和写入权限后重试；升级前的备份在案件文件旁。' },
  'disk-full': { what: '磁盘空间不足，本次操作没有生效', todo: '请腾出空间后重试，案件保持操作前的样子。' },
  'io-error': { what: '读写磁盘时出错，本次操作没有生效', todo: '请检查磁盘或移动介质是否已接好，然后重试。' },
  'weak-passphrase': { what: '口令太短', todo: '请用更长的口令；几个不相关的词连在一起既好记又牢固。' },
  'file-not-granted': { what: '程序没有得到读取该文件的许可', todo: '请重新选取文件。' },
  'file-empty': { what: '文件是空的，没有内容可读', todo: '请向提供方索取有内容的文件。' },
  'file-not-table': { what: '文件内容不是表格', todo: '请确认选取的文件；图片、文档和压缩包请先转成表格或解开。' },
  'file-truncated': { what: '文件不完整，后半部分缺失', todo: '请重新复制或重新索取该文件。' },
  'file-encrypted': { what: '表格文件带有密码', todo: '请用表格软件输入密码后另存为无密码的副本，再导入副本。' },
  'file-too-large': { what: '文件超过可读的大小', todo: '请把文件另存为 .xlsx 或 .csv，或拆分后再导入。' },
  'file-hostile': { what: '文件结构异常，可能含有恶意内容，已停止读取', todo: '请核实文件来源；如确需使用，用表格软件打开并另存后再导入。' },
  'file-unreadable': { what: '文件内容无法读取', todo: '请用表格软件打开并另存为 .xlsx，再导入；文本文件请换一种编码试试。' },
  'sheet-without-header': { what: '没有一个工作表含表头行', todo: '请在预览里指定表头所在的行，或补上表头后再导入。' },
  'sheet-not-found': { what: '文件里没有这个工作表', todo: '请重新读取文件后再选择工作表。' },
  'mapping-incomplete': { what: '列的对应还不完整', todo: '请为必填的字段指定列。' },
  'original-already-imported': { what: '同一个文件已经导入过，没有重复导入', todo: '请查看已有的导入批次；如需重新导入，先撤销那一批。' },
  'parser-stopped': { what: '读取文件的进程意外停止，案件未受影响', todo: '请重试；如果反复出现，用表格软件另存后再导入。' },
  'parser-limit': { what: '读取文件超过了时间或内存限制，已停止', todo: '请把文件拆小，或另存为 .csv 后再导入。' },
  'batch-not-found': { what: '找不到这个导入批次', todo: '它可能已被撤销，请刷新列表。' },
  'record-not-found': { what: '找不到这条记录', todo: '它所在的导入批次可能已被撤销。' },
  'entity-not-found': { what: '找不到这个实体', todo: '它所在的导入批次可能已被撤销。' },
  'link-not-found': { what: '找不到这条关系', todo: '它所在的导入批次可能已被撤销。' },
  'chart-not-found': { what: '找不到这张链图', todo: '它可能已被删除，可在操作历史里撤销删除。' },
  'kind-not-found': { what: '程序不认识这种证据表', todo: '请升级到新版本。' },
  'field-not-found': { what: '证据表里没有这个字段', todo: '请去掉该条件后重试。' },
  'nothing-to-undo': { what: '没有可撤销的操作', todo: '' },
  'nothing-to-redo': { what: '没有可重做的操作', todo: '' },
  'undo-blocked': { what: '之后的操作依赖这一步，不能单独撤销', todo: '请先撤销之后的操作。' },
  'measure-not-found': { what: '没有这项认定指标', todo: '请刷新概览。' },
  'report-empty': { what: '没有可写入报告的内容', todo: '请先导入材料，或多选几个章节。' },
} as const satisfies Record<ErrorCode, { readonly what: string; readonly todo: string }>

/** Details of an error as parts of a sentence, by the detail's name. */
export const errorPlaces = {
  file: '文件：{value}', fileName: '文件：{value}', sheet: '工作表：{value}', row: '第 {value} 行', column: '第 {value} 列', field: '字段：{value}',
  operator: '打开者：{value}', holder: '打开者：{value}', host: '电脑：{value}', since: '自 {value}', limit: '限制：{value}', least: '至少 {value} 个字符',
  found: '实际：{value}', known: '本程序支持到：{value}', size: '大小：{value} 字节', part: '位置：{value}',
} as const
/** Values of details that are codes. */
export const errorValues = {
  jpeg: 'JPEG 图片', png: 'PNG 图片', gif: 'GIF 图片', pdf: 'PDF 文档', zip: '压缩包', rar: 'RAR 压缩包', sevenZip: '7z 压缩包', word: 'Word 文档', document: '文档', presentation: '演示文稿', binary: '二进制数据', executable: '可执行程序',
} as const
