/** Every error in words, by its code: what is so, and what to do. The page, dialogs and the command line say the same. Where (file, sheet, row) is added from the details. */
import { statementErrors } from './statementErrors.ts'
import type { ErrorCode } from '../errors.ts'
import { chartErrors } from './chartErrors.ts'
import { resultErrors } from './resultErrors.ts'
import { integrityErrors } from './integrityErrors.ts'
import { placeErrors } from './placeErrors.ts'
import { signingErrors } from './signingErrors.ts'
import type { ErrorText } from './errorText.ts'

export type { ErrorText } from './errorText.ts'

export const errorTexts: Readonly<Record<ErrorCode, ErrorText>> = {
  'unknown-method': {
    what: { zh: '程序内部不认识这项操作', en: 'The program does not know this operation' },
    todo: {
      zh: '请重新启动程序；如果仍出现，请升级到新版本。',
      en: 'Start the program again; if it comes back, install a newer version.',
    },
  },
  'invalid-arguments': {
    what: { zh: '填写的内容不符合要求', en: 'What was filled in cannot be used' },
    todo: { zh: '请检查填写的内容后重试。', en: 'Check what was filled in and try again.' },
  },
  internal: {
    what: { zh: '程序内部出错，本次操作没有生效', en: 'An error inside the program; nothing was changed' },
    todo: {
      zh: '案件内容未受影响，请重试；如果反复出现，请在“设置 → 诊断”复制诊断日志反映问题。',
      en: 'The case is as it was. Try again; if it keeps happening, report it with the diagnostics log (Settings → Diagnostics).',
    },
  },
  cancelled: { what: { zh: '已取消', en: 'Cancelled' }, todo: { zh: '', en: '' } },
  'engine-stopped': {
    what: { zh: '数据引擎已停止，本次操作没有生效', en: 'The engine has stopped; nothing was changed' },
    todo: {
      zh: '请重新连接并再次打开案件；已保存的内容不会丢失。',
      en: 'Reconnect and open the case again. Everything saved is still there.',
    },
  },
  'thread-stopped': {
    what: {
      zh: '正在处理的后台任务中止，案件内容没有变化',
      en: 'What was working on this has stopped; nothing was changed',
    },
    todo: {
      zh: '请重试；如果反复出现，可能是本机内存不足。',
      en: 'Try again. If it keeps happening, the machine may be short of memory.',
    },
  },
  'not-allowed': {
    what: { zh: '这项操作不被允许', en: 'This is not allowed' },
    todo: {
      zh: '请从程序启动时给出的地址重新打开页面。',
      en: 'Open the page from the address the program gave when it started.',
    },
  },
  'no-case-open': {
    what: { zh: '没有打开的案件', en: 'No case is open' },
    todo: { zh: '请先打开或新建案件。', en: 'Open or create a case first.' },
  },
  'case-already-open': {
    what: { zh: '已有一个案件打开着', en: 'A case is open already' },
    todo: { zh: '请先关闭当前案件。', en: 'Close the open case first.' },
  },
  'case-exists': {
    what: {
      zh: '已有同名的案件文件，没有覆盖',
      en: 'A case file of this name exists; it was not overwritten',
    },
    todo: { zh: '请换一个名称，或打开已有的案件。', en: 'Choose another name, or open the existing case.' },
  },
  'case-not-found': {
    what: { zh: '找不到案件文件', en: 'The case file is not there' },
    todo: {
      zh: '文件可能已被移走或所在的盘未接入。请找到文件后用“打开案件”选取。',
      en: 'It may have been moved, or its drive is not connected. Find it and use “Open case”.',
    },
  },
  'not-a-case-file': {
    what: { zh: '这不是案件文件，文件未被改动', en: 'This is not a case file; it was not changed' },
    todo: {
      zh: '请选择扩展名为 .lzcase 的文件；表格请用“导入”。',
      en: 'Choose a file ending in .lzcase; spreadsheets go through “Import”.',
    },
  },
  'wrong-passphrase': {
    what: { zh: '口令不正确，文件未被改动', en: 'The passphrase is wrong; the file was not changed' },
    todo: {
      zh: '请检查大小写和输入法后重试。口令无法找回。',
      en: 'Check capitals and keyboard language, and try again. A passphrase cannot be recovered.',
    },
  },
  'passphrase-needed': {
    what: { zh: '案件已加密，需要口令', en: 'The case is encrypted and needs its passphrase' },
    todo: { zh: '请输入口令。', en: 'Enter the passphrase.' },
  },
  'case-newer': {
    what: {
      zh: '案件由更新版本的程序写成，文件未被改动',
      en: 'The case was written by a newer version; it was not changed',
    },
    todo: { zh: '请升级程序后再打开。', en: 'Update the program, then open it.' },
  },
  'case-locked': {
    what: { zh: '案件正被另一处打开，文件未被改动', en: 'The case is open elsewhere; it was not changed' },
    todo: { zh: '请在那边关闭案件后再打开。', en: 'Close it there first, then open it here.' },
  },
  'case-read-only': {
    what: { zh: '案件以只读方式打开，不能改动', en: 'The case is open read-only and cannot be changed' },
    todo: {
      zh: '请把案件文件复制到可写的位置后再打开。',
      en: 'Copy the case file to a place that can be written to, and open the copy.',
    },
  },
  'case-damaged': {
    what: { zh: '案件文件已损坏', en: 'The case file is damaged' },
    todo: {
      zh: '请不要改动该文件，改用最近的备份打开。',
      en: 'Leave the file as it is and open the latest backup.',
    },
  },
  'case-not-closed': {
    what: {
      zh: '这个案件文件没有正常关闭，最后的操作可能缺失',
      en: 'This case file was not closed; the last steps may be missing',
    },
    todo: {
      zh: '多半是在案件打开期间被复制，或断电后只移走了 .lzcase。请找到原来的文件，连同旁边的 -wal 文件一起复制后再打开；找不到时可只读查看，或在知情后继续。',
      en: 'It was probably copied while the case was open, or moved alone after a crash. Find the original and copy it together with the -wal file beside it. Without it, open it read-only, or go on knowing this.',
    },
  },
  'migration-failed': {
    what: {
      zh: '案件未能升级到当前版本，文件保持原样',
      en: 'The case could not be brought to this version and was left as it was',
    },
    todo: {
      zh: '请确认磁盘空间和写入权限后重试；升级前的备份在案件文件旁。',
      en: 'Check space and permissions and try again; a backup stands beside the case file.',
    },
  },
  'disk-full': {
    what: { zh: '磁盘空间不足，本次操作没有生效', en: 'The disk is full; nothing was changed' },
    todo: {
      zh: '请腾出空间后重试，案件保持操作前的样子。',
      en: 'Free some space and try again. The case is as it was before.',
    },
  },
  'io-error': {
    what: { zh: '读写磁盘时出错，本次操作没有生效', en: 'The disk reported an error; nothing was changed' },
    todo: {
      zh: '请检查磁盘或移动介质是否已接好，然后重试。',
      en: 'Check the disk or the stick, and try again.',
    },
  },
  'weak-passphrase': {
    what: { zh: '口令太短', en: 'The passphrase is too short' },
    todo: {
      zh: '请用更长的口令；几个不相关的词连在一起既好记又牢固。',
      en: 'Use a longer one; a few unrelated words are easy to keep in mind and hard to guess.',
    },
  },
  'file-not-granted': {
    what: { zh: '程序没有得到读取该文件的许可', en: 'The program may not read this file' },
    todo: { zh: '请重新选取文件。', en: 'Choose the file again.' },
  },
  'file-empty': {
    what: { zh: '文件是空的，没有内容可读', en: 'The file is empty' },
    todo: { zh: '请向提供方索取有内容的文件。', en: 'Ask the sender for a file with content.' },
  },
  'file-not-table': {
    what: { zh: '文件内容不是表格', en: 'There is no table in the file' },
    todo: {
      zh: '请确认选取的文件；图片、扫描件和旧版 .doc 请先转成表格或另存为 .docx。',
      en: 'Check which file was chosen; turn pictures and scans into tables, save an old .doc as .docx.',
    },
  },
  'file-truncated': {
    what: { zh: '文件不完整，后半部分缺失', en: 'The file is incomplete; its end is missing' },
    todo: { zh: '请重新复制或重新索取该文件。', en: 'Copy it again or ask for it again.' },
  },
  'file-encrypted': {
    what: { zh: '文件带有密码', en: 'The file is protected by a password' },
    todo: {
      zh: '请输入密码；密码只用来打开这个文件，不会被保存。',
      en: 'Enter the password; it opens this file and is never kept.',
    },
  },
  'file-password-wrong': {
    what: { zh: '密码不对，文件没有打开', en: 'The password is wrong; the file was not opened' },
    todo: {
      zh: '请核对大小写和输入法后再试；密码不会被保存。',
      en: 'Check capitals and keyboard language, and try again. The password is never kept.',
    },
  },
  'file-is-archive': {
    what: { zh: '这是压缩包，里面的文件要逐个读取', en: 'This is an archive; its files are read one by one' },
    todo: {
      zh: '请在导入台展开它，再导入里面的文件。',
      en: 'Unfold it in the import desk and import the files in it.',
    },
  },
  'file-too-large': {
    what: { zh: '文件超过可读的大小', en: 'The file is larger than can be read' },
    todo: {
      zh: '请把文件另存为 .xlsx 或 .csv，或拆分后再导入。',
      en: 'Save it as .xlsx or .csv, or split it, then import.',
    },
  },
  'file-hostile': {
    what: {
      zh: '文件结构异常，可能含有恶意内容，已停止读取',
      en: 'The file is built in a way that may be harmful; reading was stopped',
    },
    todo: {
      zh: '请核实文件来源；如确需使用，在另一台电脑上用能打开它的软件另存，压缩包则解开，再导入。',
      en: 'Check where it came from. If it is needed, save it anew in the program it belongs to, or unpack it, on another machine first.',
    },
  },
  'file-unreadable': {
    what: { zh: '文件内容无法读取', en: 'The file cannot be read' },
    todo: {
      zh: '请用能打开它的软件打开：表格另存为 .xlsx，Word 另存为 .docx，压缩包解开，再导入；文本文件请换一种编码试试。都打不开时请重新索取。',
      en: 'Open it in the program it belongs to: save a spreadsheet as .xlsx, a Word file as .docx, unpack an archive; for text files try another encoding. If nothing opens it, ask for it again.',
    },
  },
  'sheet-without-header': {
    what: { zh: '没有要导入的工作表', en: 'There is no sheet to import' },
    todo: {
      zh: '请在预览里指定表头所在的行，或补上表头后再导入。',
      en: 'Name the header row in the preview, or add one to the file.',
    },
  },
  'sheet-not-found': {
    what: { zh: '文件里没有这个工作表', en: 'The file has no such sheet' },
    todo: { zh: '请重新读取文件后再选择工作表。', en: 'Read the file again and choose the sheet anew.' },
  },
  'tables-overlap': {
    what: {
      zh: '同一张表不能既按整表、又按并排的各块导入',
      en: 'A sheet cannot be imported both as one table and as the tables beside each other in it',
    },
    todo: { zh: '请只选整表，或只选并排的各块。', en: 'Choose the whole sheet or its parts, not both.' },
  },
  'mapping-incomplete': {
    what: { zh: '列的对应还不完整', en: 'The columns are not all matched yet' },
    todo: { zh: '请为必填的字段指定列。', en: 'Name a column for each required field.' },
  },
  'original-already-imported': {
    what: {
      zh: '同一个文件已经导入过，没有重复导入',
      en: 'This very file is imported already; it was not imported twice',
    },
    todo: {
      zh: '请查看已有的导入批次；如需重新导入，先撤销那一批。',
      en: 'Look at the existing batch; undo it first to import the file anew.',
    },
  },
  'parser-stopped': {
    what: {
      zh: '读取文件的进程意外停止，案件未受影响',
      en: 'Reading the file stopped unexpectedly; the case is as it was',
    },
    todo: {
      zh: '请重试；如果反复出现，用能打开它的软件另存后再导入。',
      en: 'Try again; if it keeps happening, save the file anew in the program it belongs to.',
    },
  },
  'parser-limit': {
    what: {
      zh: '读取文件超过了时间、内存或输出限制，已停止',
      en: 'Reading the file passed its limit of time, memory or output and was stopped',
    },
    todo: {
      zh: '请把文件拆小，或另存为 .csv，压缩包先解开，再导入。',
      en: 'Split the file, save it as .csv or, if it is an archive, unpack it first.',
    },
  },
  'collision-not-found': {
    what: { zh: '这次碰撞的结果已不在内存中', en: 'The result of this collision is no longer held' },
    todo: {
      zh: '请重新碰撞一次；保存过的碰撞可以在列表里再次运行。',
      en: 'Run it again; a kept collision can be run from the list.',
    },
  },
  'list-empty': {
    what: { zh: '名单里没有可用的内容', en: 'The list holds nothing that can be used' },
    todo: {
      zh: '请粘贴号码或姓名，每行一个，或换一列。',
      en: 'Paste numbers or names, one a line, or choose another column.',
    },
  },
  'list-too-long': {
    what: { zh: '名单超过一次碰撞的上限', en: 'The list is longer than one collision takes' },
    todo: { zh: '请分成几份，每份不超过 100,000 条。', en: 'Split it into parts of at most 100,000.' },
  },
  'batch-not-found': {
    what: { zh: '找不到这个导入批次', en: 'There is no such import' },
    todo: { zh: '它可能已被撤销，请刷新列表。', en: 'It may have been undone; refresh the list.' },
  },
  'record-not-found': {
    what: { zh: '找不到这条记录', en: 'There is no such record' },
    todo: { zh: '它所在的导入批次可能已被撤销。', en: 'The import it came with may have been undone.' },
  },
  'entity-not-found': {
    what: { zh: '找不到这个实体', en: 'There is no such entity' },
    todo: {
      zh: '它所在的导入批次可能已撤销，或它的号码已认定为不属于任何人（见“身份认定”的认定记录）。',
      en: 'The import it came with may have been undone, or its number was said to be nobody’s (see Claims under Identity).',
    },
  },
  'link-not-found': {
    what: { zh: '找不到这条关系', en: 'There is no such link' },
    todo: { zh: '它所在的导入批次可能已被撤销。', en: 'The import it came with may have been undone.' },
  },
  ...chartErrors,
  ...resultErrors,
  'kind-not-found': {
    what: { zh: '程序不认识这种证据表', en: 'The program does not know this kind of table' },
    todo: { zh: '请升级到新版本。', en: 'Install a newer version.' },
  },
  'field-not-found': {
    what: { zh: '证据表里没有这个字段', en: 'The table has no such field' },
    todo: { zh: '请去掉该条件后重试。', en: 'Take the condition away and try again.' },
  },
  'nothing-to-undo': {
    what: { zh: '没有可撤销的操作', en: 'There is nothing to undo' },
    todo: { zh: '', en: '' },
  },
  'nothing-to-redo': {
    what: { zh: '没有可重做的操作', en: 'There is nothing to redo' },
    todo: { zh: '', en: '' },
  },
  'undo-blocked': {
    what: {
      zh: '之后的操作依赖这一步，不能单独撤销',
      en: 'Later steps depend on this one; it cannot be undone alone',
    },
    todo: { zh: '请先撤销之后的操作。', en: 'Undo the later steps first.' },
  },
  'measure-not-found': {
    what: { zh: '没有这项认定指标', en: 'There is no such measure' },
    todo: { zh: '请刷新概览。', en: 'Refresh the overview.' },
  },
  'report-empty': {
    what: { zh: '没有可写入报告的内容', en: 'There is nothing to put into the report' },
    todo: { zh: '请先导入材料，或多选几个章节。', en: 'Import material first, or choose more sections.' },
  },
  'section-not-found': {
    what: { zh: '报告没有这个章节', en: 'The report has no such section' },
    todo: { zh: '请刷新页面后重选章节。', en: 'Reload the page and choose the sections again.' },
  },
  'mapping-not-found': {
    what: { zh: '没有这个已保存的表头对应', en: 'There is no such saved mapping' },
    todo: { zh: '请刷新列表后再试。', en: 'Refresh the list and try again.' },
  },
  'mapping-file-invalid': {
    what: { zh: '这个文件不是本程序导出的表头对应', en: 'This file holds no saved mappings of this program' },
    todo: {
      zh: '请选择由“导出表头对应”生成的 JSON 文件；现有的对应没有改变。',
      en: 'Choose a JSON file made by exporting mappings. Your own mappings are unchanged.',
    },
  },
  'finding-not-found': {
    what: { zh: '没有这一项质量问题', en: 'There is no such finding' },
    todo: {
      zh: '材料可能已变化，请刷新后再试。',
      en: 'The material may have changed; refresh and try again.',
    },
  },
  'pair-unfit': {
    what: { zh: '这两行不能这样认定', en: 'The rows cannot be decided on like this' },
    todo: {
      zh: '同一笔转账的两行须金额相同、收付相对、结果一致，且不是重复行。',
      en: 'Two rows of one transfer have the same amount and outcome, opposite directions, and are no duplicates.',
    },
  },
  'merge-kinds-differ': {
    what: { zh: '不同种类的实体不能合并为一', en: 'Things of different kinds cannot be one' },
    todo: {
      zh: '只选择同一种类的实体，例如都是人员。',
      en: 'Choose entities of one kind only, for example people.',
    },
  },
  'merge-nothing': {
    what: { zh: '没有可合并或可拆出的实体', en: 'There is nothing to merge or to take out' },
    todo: { zh: '它们可能已经是同一个，请刷新后再看。', en: 'They may be one already; look again.' },
  },
  'number-nothing': {
    what: {
      zh: '没有含此号码的行，或此号码本来就这样认定',
      en: 'No row holds this number, or it counts so already',
    },
    todo: {
      zh: '请核对号码的种类与写法，按行中所存的写法填写。',
      en: 'Check its sort and spelling; write it as the rows keep it.',
    },
  },
  'note-missing': {
    what: { zh: '成批认定要写明依据', en: 'Accepting many at once needs a reason' },
    todo: { zh: '请写明依据，它随每一项认定保存。', en: 'Write the reason; it is kept with every claim.' },
  },
  'suggestions-changed': {
    what: { zh: '建议已有变化', en: 'The suggestions are other ones now' },
    todo: { zh: '请再看一次将要认定的内容。', en: 'Look again at what would be accepted.' },
  },
  'split-nothing': {
    what: { zh: '这样拆分不出两部分', en: 'This does not make two parts' },
    todo: {
      zh: '所选的值要符合一部分行，而不是没有行或全部的行。',
      en: 'The chosen values have to fit some of the rows, neither none nor all of them.',
    },
  },
  'row-not-editable': {
    what: { zh: '这一行不能修改', en: 'This row cannot be changed' },
    todo: {
      zh: '只有在案的、表头以下的行可以修改。旧版本导入的批次请先撤销再重做一次；由程序算出的字段请改它的来源字段。',
      en: 'Only rows below the header of an import that is in the case can be changed. Undo and redo an import made by an older version first; change the source of a field the program works out.',
    },
  },
  'sheet-not-settable': {
    what: { zh: '这张表的读法不能由人设定', en: 'The reading of this sheet cannot be settled' },
    todo: {
      zh: '只有在案的、按某一类表格读取的表可以设定。已撤销的批次请先重做；旧版本导入、没有保存读取依据的批次请先撤销再重做一次；按原样收入的表和单页表单请逐格修改。',
      en: 'Only sheets that are in the case and were read as a table of a kind can be settled. Redo an undone import first; undo and redo once an import of an older version that kept no basis; correct forms and sheets kept as they stand cell by cell.',
    },
  },
  'sheet-reading-older': {
    what: { zh: '这张表还是按旧规则读取的', en: 'This sheet was read by older rules' },
    todo: {
      zh: '请先按现在的规则重新读取（会先显示有哪些变化），再设定读法。',
      en: 'Have it read again by the rules of today first (what changes is shown before), then settle it.',
    },
  },
  'sheet-reading-current': {
    what: { zh: '这张表已按现在的规则读取', en: 'This sheet is read by the rules of today already' },
    todo: { zh: '不需要重新读取。', en: 'There is nothing to read again.' },
  },
  'sheet-settled-since': {
    what: {
      zh: '这张表重新读取之后又设定或修改过',
      en: 'The sheet was settled or edited since it was read again',
    },
    todo: {
      zh: '请先取消之后的设定和修改，或在操作历史里逐步撤销。',
      en: 'Take back what came later first, or undo step by step in the history.',
    },
  },
  'sheet-too-large': {
    what: { zh: '这张表的行数太多，一步改不完', en: 'This sheet has too many rows for one step' },
    todo: {
      zh: '请撤销该批次，把文件分成几份再导入，然后分别设定。',
      en: 'Undo the import, cut the file into several and import these; then settle each.',
    },
  },
  'setting-not-possible': {
    what: { zh: '这样设定对这张表没有意义', en: 'This setting says nothing for this sheet' },
    todo: {
      zh: '日期顺序只能设在日期列（dmy、mdy、ymd），结果含义只能设在结果、状态列并取列出的含义之一，币种要写得出名称或代码（如 USD、港币）且该类表格分币种，本方号码要读得出是号码。',
      en: 'An order (dmy, mdy, ymd) goes with a column of dates; a meaning with a column of results or states, one of those listed; a currency by name or code (USD, HKD), for kinds that tell currencies; an own number must read as one.',
    },
  },
  'selection-too-large': {
    what: { zh: '选中的行太多，一步改不完', en: 'Too many rows are selected for one step' },
    todo: {
      zh: '请用筛选缩小范围后分几步进行。',
      en: 'Narrow the selection by a filter and go in several steps.',
    },
  },
  'tag-not-found': {
    what: { zh: '找不到这个标签', en: 'There is no such tag' },
    todo: {
      zh: '它可能已被删除，可在操作历史里撤销删除。',
      en: 'It may have been removed; the history can bring it back.',
    },
  },
  'view-not-found': {
    what: { zh: '找不到这个视图', en: 'There is no such view' },
    todo: {
      zh: '它可能已被删除，可在操作历史里撤销删除。',
      en: 'It may have been removed; the history can bring it back.',
    },
  },
  'name-taken': {
    what: { zh: '已有同名的一项', en: 'There is one of this name already' },
    todo: { zh: '请换一个名称。', en: 'Choose another name.' },
  },
  ...integrityErrors,
  ...statementErrors,
  ...signingErrors,
  ...placeErrors,
}
