/** What a verification looked at and found, in words; the page and the command line say the same. */
import type { VerificationCheck, VerificationFinding } from '../contract/verification.ts'
import { recordKind } from '../model/recordKinds/index.ts'
import { textIn, type Language, type Words } from '../language.ts'
import { findingSentences } from './findingSentences.ts'

/** What each check asks. */
export const checkNames: Readonly<Record<VerificationCheck, Words>> = {
  schema: { zh: '表结构与程序建立的一致', en: 'Tables, indexes and triggers are the program’s own' },
  integrity: { zh: '案件文件逐页校验', en: 'Pages of the case file' },
  'audit-chain': { zh: '操作日志校验链', en: 'Chain of the audit log' },
  heads: { zh: '本机留存过的案件状态都在日志里', en: 'States kept by this installation stand in the log' },
  originals: { zh: '原始文件与附件的校验值', en: 'Hashes of originals and attachments' },
  log: {
    zh: '批次、原始文件、导出与案件名称同操作日志',
    en: 'Batches, originals, exports and properties as logged',
  },
  rows: { zh: '各行同操作日志中的摘要', en: 'Rows by their digests in the log' },
  reconciliation: { zh: '导入行数核对', en: 'Row counts of the imports' },
  references: { zh: '记录之间的引用', en: 'References between records' },
  steps: { zh: '人工内容同操作历史', en: 'What people added, by the history' },
  derived: {
    zh: '重复、对方流水、实体、关系重新整理一遍一致',
    en: 'Repeats, counter-entries, entities and links derived again',
  },
  index: { zh: '搜索索引覆盖各行', en: 'The search index covers the rows' },
  reread: { zh: '原始文件重新读取逐行一致', en: 'Originals read again, row by row' },
  'kept-figures': { zh: '留存的数字与重新计算的一致', en: 'Kept figures made again' },
  completeness: { zh: '案件文件是否完整关闭', en: 'Whether the file was closed whole' },
}
/** What a check asked, and how where that differs from one verification to the next. */
export function checkTitle(
  { check, notes }: { readonly check: VerificationCheck; readonly notes: readonly VerificationFinding[] },
  language: Language,
): string {
  const byDigests = check === 'derived' && notes.some(({ code }) => code === 'derived-by-digests')
  return textIn(
    byDigests
      ? {
          zh: '重复、对方流水、实体、关系同操作日志中的摘要',
          en: 'Repeats, counter-entries, entities and links by their digests in the log',
        }
      : checkNames[check],
    language,
  )
}
/** What was counted of each. */
export const checkUnits: Readonly<Record<VerificationCheck, Words>> = {
  schema: { zh: '{count} 项', en: '{count} parts' },
  integrity: { zh: '{count} 页', en: '{count} pages' },
  'audit-chain': { zh: '{count} 条', en: '{count} entries' },
  heads: { zh: '{count} 个状态', en: '{count} states' },
  originals: { zh: '{count} 个文件', en: '{count} files' },
  log: { zh: '{count} 项', en: '{count} entries' },
  rows: { zh: '{count} 行', en: '{count} rows' },
  reconciliation: { zh: '{count} 行', en: '{count} rows' },
  references: { zh: '{count} 条', en: '{count} references' },
  steps: { zh: '{count} 项', en: '{count} entries' },
  derived: { zh: '{count} 项', en: '{count} entries' },
  index: { zh: '{count} 张表', en: '{count} sheets' },
  reread: { zh: '{count} 行', en: '{count} rows' },
  'kept-figures': { zh: '{count} 组', en: '{count} sets' },
  completeness: { zh: '{count} 个文件', en: '{count} file' },
}

/** Names of tables and columns that a person knows by another word. */
const names: Readonly<Record<string, Words>> = {
  charts: { zh: '链图', en: 'Chart' },
  chart_nodes: { zh: '链图实体', en: 'Entity on a chart' },
  chart_snapshots: { zh: '链图快照', en: 'Snapshot' },
  chart_snapshot_states: { zh: '快照内容', en: 'Content of a snapshot' },
  chart_layouts: { zh: '链图布局', en: 'Layout' },
  chart_origins: { zh: '链图来源', en: 'Origin of a chart' },
  chart_assumptions: { zh: '链图假设', en: 'Assumption' },
  chart_groups: { zh: '链图分组', en: 'Group on a chart' },
  chart_group_members: { zh: '分组成员', en: 'Member of a group' },
  chart_annotations: { zh: '链图标注', en: 'Annotation' },
  entity_notes: { zh: '实体备注', en: 'Note on an entity' },
  entity_tags: { zh: '实体的标签', en: 'Tag of an entity' },
  identity_claims: { zh: '同一人认定', en: 'Claim' },
  identity_members: { zh: '认定的成员', en: 'Member of a claim' },
  collisions: { zh: '碰撞结果', en: 'Collision' },
  pair_decisions: { zh: '双方流水认定', en: 'Decision on a pair' },
  row_edits: { zh: '修改', en: 'Edit' },
  tags: { zh: '标签', en: 'Tag' },
  row_tags: { zh: '行的标签', en: 'Tag of a row' },
  row_notes: { zh: '行的备注', en: 'Note on a row' },
  saved_views: { zh: '保存的视图', en: 'Saved view' },
  statements: { zh: '陈述', en: 'Statement' },
  case_details: { zh: '案件信息', en: 'Case details' },
  kept_results: { zh: '留存的分析结果', en: 'Kept result' },
  attachments: { zh: '附件', en: 'Attachment' },
  entities: { zh: '实体', en: 'Entity' },
  identifiers: { zh: '实体的号码或属性', en: 'Value of an entity' },
  links: { zh: '关系', en: 'Link' },
  record_entities: { zh: '行所指实体', en: 'Entity that a row names' },
  entity_merges: { zh: '合并', en: 'Merge' },
  merged_entities: { zh: '合并前的实体', en: 'Entity before its merge' },
  merged_identifiers: { zh: '合并前的号码', en: 'Value before a merge' },
  merged_links: { zh: '合并前的关系', en: 'Link before a merge' },
  sheets: { zh: '工作表行数', en: 'Counts of a sheet' },
  duplicate_of: { zh: '重复标记', en: 'repeat' },
  fact: { zh: '判断同一事实的特征', en: 'hash of the fact' },
  mirror_of: { zh: '对方流水标记', en: 'counter-entry' },
  reversal_of: { zh: '冲正标记', en: 'reversal' },
  taken_back: { zh: '冲正金额', en: 'amount taken back' },
  at: { zh: '时间', en: 'Time' },
  operator: { zh: '操作人', en: 'Operator' },
  sha256: { zh: '原始文件', en: 'Original' },
  file: { zh: '文件名', en: 'File name' },
  status: { zh: '状态', en: 'Status' },
  rows: { zh: '行数', en: 'Rows' },
  name: { zh: '名称', en: 'name' },
  createdAt: { zh: '建立时间', en: 'date of making' },
  program: { zh: '建立程序', en: 'program' },
  cipher: { zh: '加密方式', en: 'cipher' },
  factRules: { zh: '整理规则版本', en: 'rules of derivation' },
  unknown: { zh: '不是程序建立的', en: 'is not made by this program' },
  different: { zh: '与程序建立的不同', en: 'is not as this program makes it' },
  missing: { zh: '缺失', en: 'is missing' },
}
const named: ReadonlySet<string> = new Set(['table', 'column', 'what', 'how'])

/** The sentence of a finding or a remark. */
export function findingText({ code, values }: VerificationFinding, language: Language): string {
  const sentence = findingSentences[code]
  const told = (name: string): string => {
    const value = values[name] ?? ''
    const word = named.has(name) ? names[String(value)] : undefined
    if (word !== undefined) return textIn(word, language)
    const kind = name === 'kind' ? recordKind(String(value)) : undefined
    if (kind !== undefined) return language === 'en' ? kind.nameEn : kind.nameZh
    return String(value)
  }
  if (sentence === undefined) return `${code} ${Object.values(values).join(' ')}`
  return textIn(sentence, language).replaceAll(/\{(\w+)\}/g, (_, name: string) => told(name))
}
export function checkUnit(check: VerificationCheck, count: string, language: Language): string {
  return textIn(checkUnits[check], language).replace('{count}', count)
}
/** What every verification leaves open. */
export const verificationLimits: Words = {
  zh: '核验以案件自身的操作日志为准：掌握文件（及口令）的人若把日志连同摘要整条重写，只有与别处留存的状态比对才能发现（本机留存的已比对，别处的签名文本可在下方核对）。同一人建议、界面显示设置不在核验之列。',
  en: 'A verification goes by the case’s own log: somebody who holds the file (and its passphrase) and rebuilds the whole chain with its digests is found out only by a state that was kept elsewhere (those kept here were compared; one that was signed elsewhere can be compared below). Suggestions of who is who and how things are displayed are not checked.',
}
