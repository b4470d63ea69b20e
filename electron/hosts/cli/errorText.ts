/** Errors in words, by code. The page has its own words; these are for a terminal. */
import type { AppError, ErrorCode } from '../../../shared/errors.ts'
import { textIn, type Language, type Words } from '../../../shared/language.ts'

const texts: Readonly<Record<ErrorCode, Words>> = {
  'unknown-method': { zh: '没有这个方法', en: 'there is no such method' },
  'invalid-arguments': { zh: '参数不符合要求', en: 'the arguments do not fit' },
  'row-not-editable': { zh: '这一行不能修改', en: 'this row cannot be changed' },
  'tag-not-found': { zh: '没有这个标签', en: 'there is no such tag' },
  'view-not-found': { zh: '没有这个视图', en: 'there is no such view' },
  'name-taken': { zh: '已有同名的一项', en: 'there is one of this name already' },
  'selection-too-large': { zh: '选中的行太多', en: 'too many rows are selected' },
  internal: {
    zh: '程序内部错误，诊断日志：lianzheng diagnostics',
    en: 'an internal error of the program; see lianzheng diagnostics',
  },
  cancelled: { zh: '已取消', en: 'cancelled' },
  'engine-stopped': { zh: '引擎已停止', en: 'the engine has stopped' },
  'thread-stopped': {
    zh: '后台任务中止，案件内容没有变化',
    en: 'what was working on this has stopped; nothing was changed',
  },
  'not-allowed': { zh: '此处不允许该操作', en: 'this is not allowed here' },
  'no-case-open': { zh: '没有打开的案件', en: 'no case is open' },
  'case-already-open': { zh: '已有案件打开', en: 'a case is open already' },
  'case-exists': {
    zh: '该位置已有同名文件，未作改动',
    en: 'there is a file at this place already; it was left as it is',
  },
  'case-not-found': { zh: '没有找到案件文件', en: 'the case file was not found' },
  'not-a-case-file': { zh: '该文件不是链证案件文件', en: 'the file is not a case file of this program' },
  'wrong-passphrase': { zh: '口令不正确', en: 'the passphrase does not fit' },
  'passphrase-needed': {
    zh: '案件已加密，需要口令：请加 --passphrase-stdin 并从标准输入给出',
    en: 'the case is encrypted: give its passphrase on stdin with --passphrase-stdin',
  },
  'case-newer': {
    zh: '案件由更新版本的程序保存，本版本不能打开，文件未作改动',
    en: 'the case was saved by a newer version of the program; it was left as it is',
  },
  'case-locked': { zh: '案件正被他人打开', en: 'the case is open elsewhere' },
  'case-read-only': {
    zh: '案件在只读介质上，不能写入',
    en: 'the case stands on a medium that cannot be written',
  },
  'case-damaged': { zh: '案件文件已损坏', en: 'the case file is damaged' },
  'case-not-closed': {
    zh: '案件未关闭就被复制，或断电后离开了它的 -wal 文件，最后的操作可能缺失；加 --accept-incomplete 可继续（记入操作日志）',
    en: 'the case was copied while it was open, or taken away from its -wal file after a crash; the last steps may be missing. --accept-incomplete goes on (written into the audit log)',
  },
  'migration-failed': {
    zh: '案件格式升级未完成，文件保持原样',
    en: 'the case could not be brought to the current format and was left as it is',
  },
  'disk-full': { zh: '磁盘空间不足', en: 'the disk is full' },
  'io-error': { zh: '读写磁盘出错', en: 'reading or writing the disk failed' },
  'weak-passphrase': { zh: '口令太短', en: 'the passphrase is too short' },
  'file-not-granted': { zh: '没有这个文件的使用许可', en: 'there is no such file' },
  'file-empty': { zh: '文件为空', en: 'the file is empty' },
  'file-not-table': { zh: '该文件不是表格', en: 'the file is no table' },
  'file-truncated': { zh: '文件不完整，末尾缺失', en: 'the file is incomplete: its end is missing' },
  'file-encrypted': { zh: '文件有密码保护', en: 'the file is protected by a password' },
  'file-password-wrong': { zh: '密码不对', en: 'the password is wrong' },
  'file-is-archive': { zh: '该文件是压缩包', en: 'the file is an archive' },
  'file-too-large': { zh: '文件超出大小限制', en: 'the file is larger than the limit' },
  'file-hostile': {
    zh: '文件内部结构异常，已拒绝读取',
    en: 'the file is built in a way no spreadsheet is; it was not read',
  },
  'file-unreadable': { zh: '文件不能读取', en: 'the file cannot be read' },
  'sheet-without-header': {
    zh: '没有一个工作表含可识别的表头行',
    en: 'no sheet has a header row that is recognised',
  },
  'sheet-not-found': { zh: '没有这个工作表', en: 'there is no such sheet' },
  'mapping-incomplete': { zh: '列对应不完整', en: 'the mapping of columns is incomplete' },
  'original-already-imported': {
    zh: '同一文件（SHA-256 相同）已在案件中',
    en: 'the same file (equal SHA-256) is in the case already',
  },
  'parser-stopped': { zh: '读取进程中止', en: 'the reader of the file stopped' },
  'parser-limit': {
    zh: '读取超出时间、内存或输出限制',
    en: 'reading the file went beyond the limit of time, memory or output',
  },
  'collision-not-found': { zh: '碰撞结果已不在内存中', en: 'the result of the collision is no longer held' },
  'list-empty': { zh: '名单没有可用内容', en: 'the list holds nothing that can be used' },
  'list-too-long': { zh: '名单超过一次碰撞的上限', en: 'the list is longer than one collision takes' },
  'batch-not-found': { zh: '没有这个导入批次', en: 'there is no such import' },
  'record-not-found': { zh: '没有这条记录', en: 'there is no such record' },
  'entity-not-found': { zh: '没有这个实体', en: 'there is no such entity' },
  'link-not-found': { zh: '没有这条关系', en: 'there is no such link' },
  'merge-kinds-differ': { zh: '不同种类的实体不能合并为一', en: 'things of different kinds cannot be one' },
  'merge-nothing': { zh: '没有可合并或可拆出的实体', en: 'there is nothing to merge or to take out' },
  'split-nothing': { zh: '这样拆分不出两部分', en: 'this does not make two parts' },
  'chart-not-found': { zh: '没有这张链图', en: 'there is no such chart' },
  'kind-not-found': { zh: '没有这种证据表', en: 'there is no such kind of table' },
  'field-not-found': { zh: '该证据表没有这个字段', en: 'the table has no such field' },
  'nothing-to-undo': { zh: '没有可撤销的操作', en: 'there is nothing to undo' },
  'nothing-to-redo': { zh: '没有可重做的操作', en: 'there is nothing to redo' },
  'undo-blocked': { zh: '后续操作依赖于它，不能撤销', en: 'later steps rest on it, so it cannot be undone' },
  'measure-not-found': { zh: '没有这个指标', en: 'there is no such measure' },
  'section-not-found': { zh: '报告没有这个章节', en: 'the report has no such section' },
  'report-empty': {
    zh: '案件中没有可写入报告的内容',
    en: 'the case holds nothing a report could be made of',
  },
  'mapping-not-found': { zh: '没有这个已保存的表头对应', en: 'there is no such saved mapping' },
  'mapping-file-invalid': {
    zh: '文件不是本程序导出的表头对应',
    en: 'the file holds no saved mappings of this program',
  },
  'finding-not-found': { zh: '没有这一项质量问题', en: 'there is no such finding' },
  'pair-unfit': { zh: '这两行不能这样认定', en: 'the rows cannot be decided on like this' },
}
/** One line: the code, the words, and the values that say where. */
export function errorText(error: AppError, language: Language): string {
  const values = Object.entries(error.details)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}: ${String(value)}`)
  return `${error.code}: ${textIn(texts[error.code], language)}${values.length === 0 ? '' : ` (${values.join(', ')})`}`
}
