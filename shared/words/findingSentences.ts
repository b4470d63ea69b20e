/** What a verification finds, a sentence each; the names of tables and columns are put in by `verification.ts`. */
import type { Words } from '../language.ts'

/** A sentence for each finding and each remark. */
export const findingSentences: Readonly<Record<string, Words>> = {
  schema: { zh: '表结构中“{part}”{how}', en: 'Schema: “{part}” {how}' },
  page: { zh: '页面损坏：{text}', en: 'Damaged page: {text}' },
  unreadable: { zh: '有内容无法读取：{text}', en: 'Something cannot be read: {text}' },
  'audit-row': {
    zh: '操作日志自第 {seq} 条起不相接：被改动或删去',
    en: 'The audit log does not hold from row {seq} on: changed or taken out',
  },
  'head-missing': {
    zh: '本机于 {at} 留存的状态（操作日志第 {seq} 条）不在这个文件的日志里：文件被换成较早的副本、日志被改写，或者在那之前分出的两份副本各自续做、本机打开过另一份',
    en: 'The state this installation kept at {at} (entry {seq} of the log) is not in the log of this file: it was replaced by an older copy, its log was rewritten, or two copies went their own ways before and the other was open here',
  },
  'head-restored-elsewhere': {
    zh: '本机于 {at} 留存的状态（操作日志第 {seq} 条）不在这个文件的日志里；日志称文件在那之前由快照恢复过，但不是在本机恢复的',
    en: 'The state this installation kept at {at} (entry {seq} of the log) is not in the log of this file; the log says that it was restored from a snapshot before, but this installation did not do that',
  },
  'head-left-behind': {
    zh: '本文件由案件快照恢复，是较早的状态：本机留存过的 {count} 个更晚的状态（至操作日志第 {seq} 条，{at}）属于恢复前的案件文件，其中的操作不在本文件',
    en: 'This file was restored from a snapshot and is an older state: later states this installation kept ({count}, up to entry {seq} of the log at {at}) belong to the file from before, and what was done there is not in this one',
  },
  'clock-back': {
    zh: '系统时钟曾被调回：操作日志第 {seq} 条之前已记到 {was}，该条时间为 {now}；先后以日志序号为准',
    en: 'The clock went back: before entry {seq} the log had reached {was}, and that entry says {now}; what came first is told by the numbers of the entries',
  },
  'heads-none': {
    zh: '本机没有留存过本案的状态，无从比对',
    en: 'This installation kept no state of the case, so there was nothing to compare',
  },
  'original-bytes': {
    zh: '原始文件“{file}”的内容与其校验值不符',
    en: 'The bytes of “{file}” do not have its hash',
  },
  'attachment-bytes': {
    zh: '附件“{file}”的内容与其校验值不符',
    en: 'The bytes of the attachment “{file}” do not have its hash',
  },
  'kept-answer': {
    zh: '留存的分析结果“{name}”的内容与其校验值不符',
    en: 'The answer of the kept result “{name}” does not have its hash',
  },
  'original-unlogged': {
    zh: '原始文件“{file}”的校验值不在操作日志中：内容或校验值被替换，或文件是另外放入的',
    en: 'The hash of “{file}” is not in the audit log: it was replaced, or the file was put in',
  },
  'original-name': {
    zh: '原始文件现名“{file}”，导入时为“{said}”',
    en: 'An original is named “{file}”; it was imported as “{said}”',
  },
  'batch-unknown': {
    zh: '批次 {batch}“{file}”在操作日志中没有导入',
    en: 'Batch {batch} “{file}” was never imported by the audit log',
  },
  'batch-differs': {
    zh: '导入“{file}”的{what}现为“{here}”，操作日志第 {seq} 条为“{said}”',
    en: '{what} of the import “{file}” is “{here}”; row {seq} of the log says “{said}”',
  },
  'import-missing': {
    zh: '操作日志第 {seq} 条导入的“{file}”（批次 {batch}）已不在案件中',
    en: '“{file}” (batch {batch}), imported by row {seq} of the log, is no longer in the case',
  },
  'report-unlogged': {
    zh: '导出清单中的“{file}”与操作日志不符',
    en: '“{file}” in the list of exports is not as the log says',
  },
  'report-missing': {
    zh: '操作日志第 {seq} 条导出的“{file}”不在导出清单中',
    en: '“{file}”, exported by row {seq} of the log, is not in the list of exports',
  },
  'log-begins': { zh: '操作日志不是从新建案件开始', en: 'The audit log does not begin with the case' },
  property: {
    zh: '案件的{what}现为“{here}”，操作日志为“{said}”',
    en: 'The case’s {what} is “{here}”; the log says “{said}”',
  },
  'sheet-about': {
    zh: '“{file}” {sheet}：所属文件、工作表或读法（列对应、表头、计划）与导入时不同',
    en: '“{file}” {sheet}: its file, its sheet or how it is read (columns, header, plan) is not as imported',
  },
  'sheet-basis': {
    zh: '“{file}” {sheet}：整张表的判断（日期写法、币种、设定）与操作日志的摘要不符',
    en: '“{file}” {sheet}: what holds for the sheet as a whole (dates, currency, settings) is not as logged',
  },
  'sheet-read': {
    zh: '“{file}” {sheet}：按原样留存的行与导入时不同',
    en: '“{file}” {sheet}: rows as they were read are not those that were imported',
  },
  'rows-differ': {
    zh: '“{file}” {sheet}：第 {from}–{to} 行中有记录、去留或提示与操作日志的摘要不符',
    en: '“{file}” {sheet}: rows {from}–{to}: records, what became of rows, or remarks are not as logged',
  },
  'rows-differ-at': {
    zh: '“{file}” {sheet}：第 {rows} 行与操作日志的摘要不符（第 {from}–{to} 行一并核对）',
    en: '“{file}” {sheet}: rows {rows} are not as logged (looked at with rows {from}–{to})',
  },
  counts: {
    zh: '“{file}” {sheet}：行数或去留与核对表不符',
    en: '“{file}” {sheet}: counts or outcomes of rows do not agree',
  },
  reference: { zh: '{table}：{rows} 处引用没有着落', en: '{table}: {rows} references lead nowhere' },
  'step-unlogged': {
    zh: '操作历史第 {step} 步（{action}）在操作日志中没有',
    en: 'Step {step} of the history ({action}) is not in the audit log',
  },
  'step-missing': {
    zh: '操作日志第 {seq} 条的操作（{action}）已不在操作历史中',
    en: 'The step of row {seq} of the log ({action}) is gone from the history',
  },
  'step-differs': {
    zh: '操作历史第 {step} 步（{action}）的时间、操作人或说明与操作日志第 {seq} 条不同',
    en: 'Step {step} ({action}): time, operator or description differ from row {seq} of the log',
  },
  'step-status': {
    zh: '操作历史第 {step} 步（{action}）是否已撤销与操作日志不符',
    en: 'Step {step} ({action}): done or undone, the log says otherwise',
  },
  'step-images': {
    zh: '操作历史第 {step} 步（{action}）留存的前后内容与操作日志的摘要不符',
    en: 'Step {step} ({action}): what it kept of rows before and after is not as logged',
  },
  'row-unjournaled': {
    zh: '{table} {key}：没有任何操作加入过',
    en: '{table} {key}: no step ever put it there',
  },
  'row-changed': {
    zh: '{table} {key}：{column} 不是最后一次操作留下的',
    en: '{table} {key}: {column} is not what the last step left',
  },
  'row-missing': {
    zh: '{table} {key}：已不在案件中，没有操作删去过',
    en: '{table} {key}: it is gone, and no step took it away',
  },
  'record-mark': {
    zh: '“{file}” {sheet} 第 {row} 行（{kind}）：{column} 与重新整理的不符',
    en: '“{file}” {sheet} row {row} ({kind}): {column} is not what is derived again',
  },
  'statement-row': {
    zh: '陈述 {statement}：表中的 {column} 与所录不符',
    en: 'Statement {statement}: {column} in its table is not what was entered',
  },
  'derived-unfounded': {
    zh: '{table}“{what}”：记录中没有依据',
    en: '{table} “{what}”: nothing in the records gives it',
  },
  'derived-missing': {
    zh: '{table}“{what}”：记录中有，案件中缺少',
    en: '{table} “{what}”: the records give it, the case lacks it',
  },
  'derived-differs': {
    zh: '{table}“{what}”：与记录重新整理的不符',
    en: '{table} “{what}”: it is not what the records give',
  },
  'derived-not-as-logged': {
    zh: '重复、对方流水标记或实体、关系的合计同操作日志中的摘要不符，而 {rows} 行无法重新整理，不知何处被改',
    en: 'Marks of repeats and counter-entries, entities or the sums of links are not what their digests in the log say; the {rows} rows could not be derived again to tell where',
  },
  'derived-impossible': {
    zh: '整理所得的内容自相矛盾，无法重新整理：{text}',
    en: 'What was derived contradicts itself and cannot be derived again: {text}',
  },
  'index-missing': {
    zh: '“{file}” {sheet}：搜索索引被移除',
    en: '“{file}” {sheet}: its search index was taken out',
  },
  'index-incomplete': {
    zh: '“{file}” {sheet}：搜索索引不全',
    en: '“{file}” {sheet}: its search index is incomplete',
  },
  'reread-row': {
    zh: '“{file}” {sheet} 第 {row} 行：与原始文件重新读取的不同',
    en: '“{file}” {sheet} row {row}: it is not what the original gives',
  },
  'reread-record': {
    zh: '“{file}” {sheet} 第 {row} 行：记录、去留或提示不是原样行加修改所得',
    en: '“{file}” {sheet} row {row}: record, outcome or remarks are not what the row with its edits gives',
  },
  'reread-sheet': {
    zh: '“{file}” {sheet}：重新读取得到的行数不同',
    en: '“{file}” {sheet}: reading again gives another number of rows',
  },
  'reread-failed': { zh: '“{file}”无法重新读取（{code}）', en: '“{file}” cannot be read again ({code})' },
  'index-differs': {
    zh: '“{file}” {sheet}：搜索索引与重新建立的不同',
    en: '“{file}” {sheet}: its search index is not what its rows give',
  },
  'kept-figure': {
    zh: '留存的数字“{name}”与重新计算的不同',
    en: 'Kept figures “{name}” are not those made again',
  },
  incomplete: {
    zh: '文件在打开期间被复制，操作日志第 {seq} 条之后的操作可能缺失',
    en: 'The file was copied while it was open; steps after audit row {seq} may be missing',
  },

  'rows-older': {
    zh: '{sheets} 张表（{rows} 行）由早先版本导入，没有摘要，其记录未核；可用深度核验',
    en: '{sheets} sheets ({rows} rows) were imported before digests were kept; their records were not checked. Deep verification can',
  },
  'steps-older': {
    zh: '{steps} 步操作由早先版本记录，没有摘要',
    en: '{steps} steps were made before digests were kept',
  },
  'derived-no-second-reader': {
    zh: '案件在网络位置或只有一个连接，未重新整理',
    en: 'The case lies on a network share: nothing was derived again',
  },
  'derived-by-digests': {
    zh: '各行所指实体已按规则重新判定；重复、对方流水标记及实体、关系的合计只同操作日志中的摘要比对，没有由各行重新整理（深度核验会重新整理）',
    en: 'Whom each row names was found again by the rules; marks of repeats and counter-entries, entities and the sums of links were only compared with their digests in the log, not derived from the rows again (a deep verification does)',
  },
  'derived-too-many': {
    zh: '共 {rows} 行，内存放不下，未重新整理',
    en: '{rows} rows are too many to derive again in memory',
  },
  'derived-other-rules': {
    zh: '案件按第 {ofCase} 版规则整理，本程序为第 {ofProgram} 版，未重新整理',
    en: 'Facts were derived by rules {ofCase}, this program has {ofProgram}: nothing was derived again',
  },
  'index-older': {
    zh: '“{file}” {sheet} 没有索引，搜索时逐行查找',
    en: '“{file}” {sheet} has no index and is searched row by row',
  },
  'reread-older': {
    zh: '“{file}” {sheet} 由早先版本导入，没有留下读法依据，只核对了原样行',
    en: '“{file}” {sheet} was imported by an older program that kept no basis; only its rows as read were compared',
  },
  'reread-otherwise': {
    zh: '“{file}” {sheet} 按早先的读取规则导入，按现行规则有 {rows} 行不同，未必是被改动',
    en: '“{file}” {sheet} was imported by older rules of reading: {rows} rows differ by today’s, which need not have been changed',
  },
}
