/** Where an error happened and for what reason, in words, from its details; the page and the command line say the same. */
import type { AppError } from '../errors.ts'
import { textIn, type Language, type Words } from '../language.ts'

/** What a detail is called; those that stand here are told in this order. */
export const errorPlaces: Readonly<Record<string, Words>> = {
  file: { zh: '文件：{value}', en: 'File: {value}' },
  fileName: { zh: '文件：{value}', en: 'File: {value}' },
  sheet: { zh: '工作表：{value}', en: 'Sheet: {value}' },
  row: { zh: '第 {value} 行', en: 'row {value}' },
  column: { zh: '第 {value} 列', en: 'column {value}' },
  field: { zh: '字段：{value}', en: 'Field: {value}' },
  operator: { zh: '打开者：{value}', en: 'Opened by: {value}' },
  holder: { zh: '打开者：{value}', en: 'Opened by: {value}' },
  host: { zh: '电脑：{value}', en: 'Computer: {value}' },
  since: { zh: '自 {value}', en: 'since {value}' },
  limit: { zh: '限制：{value}', en: 'Limit: {value}' },
  megabytes: { zh: '{value} MB', en: '{value} MB' },
  seconds: { zh: '{value} 秒', en: '{value} s' },
  least: { zh: '至少 {value} 个字符', en: 'at least {value} characters' },
  found: { zh: '实际：{value}', en: 'Found: {value}' },
  known: { zh: '本程序支持到：{value}', en: 'Supported up to: {value}' },
  size: { zh: '大小：{value} 字节', en: 'Size: {value} bytes' },
  part: { zh: '位置：{value}', en: 'Part: {value}' },
  what: { zh: '原因：{value}', en: 'Reason: {value}' },
  reason: { zh: '原因：{value}', en: 'Reason: {value}' },
  most: { zh: '最多 {value} 行', en: 'at most {value} rows' },
  container: { zh: '格式：{value}', en: 'Format: {value}' },
  at: { zh: '时间：{value}', en: 'Time: {value}' },
  folder: { zh: '原文件夹：{value}', en: 'Folder then: {value}' },
  log: { zh: '其余内容在：{value}', en: 'The rest is in: {value}' },
  seq: { zh: '此文件的操作日志到第 {value} 条', en: 'the audit log of this file ends at row {value}' },
  knownSeq: { zh: '本机记录到第 {value} 条', en: 'this machine knew row {value}' },
  knownAt: { zh: '本机最后打开于 {value}', en: 'last opened here {value}' },
  ref: {
    zh: '编号：{value}（诊断日志：设置 → 诊断）',
    en: 'Reference: {value} (log: Settings → Diagnostics)',
  },
}
/** Values of details that are codes. */
export const errorValues: Readonly<Record<string, Words>> = {
  jpeg: { zh: 'JPEG 图片', en: 'JPEG picture' },
  png: { zh: 'PNG 图片', en: 'PNG picture' },
  gif: { zh: 'GIF 图片', en: 'GIF picture' },
  bmp: { zh: 'BMP 图片', en: 'BMP picture' },
  webp: { zh: 'WebP 图片', en: 'WebP picture' },
  tiff: { zh: 'TIFF 图片', en: 'TIFF picture' },
  heic: { zh: 'HEIC 照片', en: 'HEIC photo' },
  pdf: { zh: 'PDF 文档', en: 'PDF document' },
  scan: { zh: '扫描件，页面只有图像没有文字', en: 'a scan: pages are pictures without text' },
  zip: { zh: '压缩包', en: 'archive' },
  rar: { zh: 'RAR 压缩包', en: 'RAR archive' },
  '7z': { zh: '7z 压缩包', en: '7z archive' },
  gzip: { zh: 'gzip 压缩包', en: 'gzip archive' },
  sqlite: { zh: 'SQLite 数据库', en: 'SQLite database' },
  'schema-unknown': { zh: '本程序没有这一项', en: 'this program has no such thing' },
  'schema-different': { zh: '与本程序建立的不同', en: 'it is not as this program makes it' },
  'schema-missing': { zh: '缺少这一项', en: 'it is missing' },
  'case-file': { zh: '案件文件', en: 'case file' },
  program: { zh: '可执行程序', en: 'program' },
  video: { zh: '视频', en: 'video' },
  audio: { zh: '音频', en: 'sound' },
  word: { zh: '没有表格的 Word 文档，或旧版 .doc', en: 'Word document without a table, or an old .doc' },
  document: { zh: '文档', en: 'document' },
  'broken-document': { zh: '文档结构损坏', en: 'a broken document' },
  presentation: { zh: '演示文稿', en: 'presentation' },
  ole: { zh: '旧版 Office 文件', en: 'older Office file' },
  rtf: { zh: 'RTF 文档', en: 'RTF document' },
  binary: { zh: '二进制数据', en: 'binary data' },
  doctype: { zh: '含有文档类型声明', en: 'a document type declaration' },
  'cell-reference': { zh: '单元格位置超出工作表', en: 'a cell beyond the sheet' },
  row: { zh: '一行过长', en: 'a row without end' },
  'sheet-name': { zh: '工作表名称异常', en: 'an odd sheet name' },
  text: { zh: '文字过多', en: 'too much text' },
  'shared-strings': { zh: '共享文本异常', en: 'broken shared texts' },
  encoding: { zh: '文字编码不符', en: 'text of another encoding' },
  workbook: { zh: '工作簿结构损坏', en: 'a broken workbook' },
  'zip-method': { zh: '压缩方式不支持', en: 'an unknown compression' },
  inflate: { zh: '压缩内容损坏', en: 'broken compressed data' },
  checksum: { zh: '校验和不符', en: 'a checksum that does not agree' },
  sheet: { zh: '工作表损坏', en: 'a broken sheet' },
  page: { zh: '页面损坏', en: 'a broken page' },
  pages: { zh: '页数过多', en: 'too many pages' },
  signs: { zh: '一页内文字过多', en: 'too much text on a page' },
  words: { zh: '一页内文字过多', en: 'too much text on a page' },
  rules: { zh: '一页内线条过多', en: 'too many lines on a page' },
  fonts: { zh: '字体没有文字对照，读出的会是乱码', en: 'fonts that do not say which signs they show' },
  changed: { zh: '读取期间文件被改动', en: 'changed while it was read' },
  disk: { zh: '磁盘读取失败', en: 'the disk could not be read' },
  'entry-count': { zh: '压缩包目录与内容不符', en: 'the archive does not hold what its directory says' },
  'entries-overlap': { zh: '压缩包内文件互相重叠', en: 'files of the archive that share bytes' },
  'header-lies': {
    zh: '压缩包内文件头与目录不符',
    en: 'a file of the archive that tells two stories of itself',
  },
  'directory-size': { zh: '压缩包目录过大', en: 'too large a directory in the archive' },
  nested: { zh: '层层嵌套', en: 'one within another without end' },
  volumes: {
    zh: '分卷压缩包，请先把各分卷合并解开',
    en: 'one volume of an archive of several; put them together first',
  },
  archive: { zh: '压缩包损坏', en: 'a broken archive' },
  link: { zh: '指向别处的链接，不是文件', en: 'a link to some other place' },
  encryption: { zh: '加密方式不支持', en: 'an unknown encryption' },
  tar: { zh: 'tar 归档', en: 'tar archive' },
  repeated: { zh: '单元格无限重复', en: 'cells repeated without end' },
  sheets: { zh: '工作表或表格过多', en: 'too many sheets or tables' },
  entries: { zh: '压缩包内文件过多', en: 'too many files in the archive' },
  'entry-name': { zh: '压缩包内路径异常', en: 'an odd path in the archive' },
  'entry-twice': { zh: '压缩包内有同名文件', en: 'two files of one name in the archive' },
  'part-size': { zh: '压缩包内单个文件过大', en: 'one file of the archive is too large' },
  'inflated-size': { zh: '解压后过大', en: 'too large once unpacked' },
  time: { zh: '时间', en: 'time' },
  memory: { zh: '内存', en: 'memory' },
  output: { zh: '读出的内容', en: 'what comes out of it' },
  'not-paired': { zh: '这一行没有另一侧', en: 'this row has no counter-entry' },
  'same-row': { zh: '是同一行', en: 'they are one row' },
  repeat: { zh: '是重复行', en: 'one is a duplicate' },
  amount: { zh: '金额不同', en: 'the amounts differ' },
  direction: { zh: '收付方向相同', en: 'both say the same direction' },
  currency: { zh: '两笔币种不同', en: 'the amounts are in two currencies' },
  outcome: { zh: '一成功一失败', en: 'one failed and one did not' },
  taken: { zh: '已与另一行人工配对', en: 'paired by hand with another row' },
  'no-decision': { zh: '没有人工认定', en: 'nothing was decided by hand' },
  kind: { zh: '此类表不配对', en: 'rows of this table are not paired' },
  older: {
    zh: '案件为旧版本，在只读位置无法升级',
    en: 'an older version that cannot be brought up where nothing can be written',
  },
  unfinished: {
    zh: '上次未正常关闭，在只读位置无法修复',
    en: 'not closed properly, and cannot be put right where nothing can be written',
  },
  undone: { zh: '所在的导入已撤销', en: 'its import is undone' },
  'row-edits': { zh: '工作表的修改记录', en: 'the record of what was changed in a sheet' },
  'older-import': { zh: '由旧版本导入', en: 'imported by an older version' },
  'no-row': { zh: '没有这一行', en: 'there is no such row' },
  form: {
    zh: '整张表单是一条记录，请在那条记录上修改',
    en: 'the whole form is one record; change it at that record',
  },
  header: { zh: '表头及其以上', en: 'the header or above it' },
  derived: { zh: '由其他字段算出', en: 'worked out from other fields' },
  xlsx: { zh: 'Excel 工作簿', en: 'Excel workbook' },
  xls: { zh: 'Excel 97–2003 工作簿', en: 'Excel 97–2003 workbook' },
  xlsb: { zh: 'Excel 二进制工作簿', en: 'binary Excel workbook' },
  ods: { zh: 'OpenDocument 表格', en: 'OpenDocument spreadsheet' },
  docx: { zh: 'Word 文档', en: 'Word document' },
}
/** Details whose values are codes; names of files, sheets and fields are told as they are. */
const coded: ReadonlySet<string> = new Set(['what', 'reason', 'container', 'found', 'limit'])
/** Of these a value without words says nothing to a person. */
const codesOnly: ReadonlySet<string> = new Set(['what', 'reason', 'container'])

/** File, sheet, row, reason … as the details tell them, each as a phrase; none where they tell nothing. */
export function errorWhere(details: AppError['details'], language: Language): readonly string[] {
  return Object.entries(errorPlaces).flatMap(([name, form]) => {
    const value = details[name]
    if (value === undefined || value === null || value === '') return []
    const text = String(value)
    const known = coded.has(name) && Object.hasOwn(errorValues, text) ? errorValues[text] : undefined
    if (known === undefined && codesOnly.has(name)) return []
    return [
      textIn(form, language).replace('{value}', () => (known === undefined ? text : textIn(known, language))),
    ]
  })
}
