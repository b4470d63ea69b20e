/**
 * What somebody with the file and an editor for databases can change, each named by a sentence of its own on a machine that never saw the case. The
 * schema stays as it is here; `foreignSchema.test.ts` is about that.
 */
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync, inflateSync } from 'node:zlib'
import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import type { Verification } from '../../shared/contract/verification.ts'
import { findingText } from '../../shared/words/verification.ts'
import { appendAudit } from '../../electron/engine/store/audit.ts'
import type { Engine } from '../../electron/engine/index.ts'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { engineAt, temporaryFolder } from '../helpers/engine.ts'
import { fullCase, type FullCase } from '../helpers/fullCase.ts'
import { tamper } from '../helpers/tamper.ts'

let full: FullCase
beforeAll(async () => {
  full = await fullCase()
}, 120_000)

async function verified(engine: Engine, path: string, deep = false): Promise<Verification> {
  await engine.call('workspace.open', { place: engine.files.grant(path), readOnly: true })
  const told = await engine.call('case.verify', { deep })
  await engine.call('workspace.close', {})
  return told
}
/** What a verification on a fresh machine says of the case after the change. */
async function found(
  change: string | ((db: WriteDb) => void),
  deep = false,
): Promise<{ readonly told: Verification; readonly findings: readonly string[]; readonly text: string }> {
  const folder = temporaryFolder()
  const path = full.place(folder)
  tamper(path, change)
  const told = await verified(engineAt(folder), path, deep)
  const all = told.checks.flatMap(({ findings }) => findings)
  return {
    told,
    findings: all.map(({ code }) => code),
    text: all.map((finding) => findingText(finding, 'zh-CN')).join('\n'),
  }
}

test('the case as the program left it is clean, quick and deep', async () => {
  const { told, text } = await found('SELECT 1', true)
  expect([told.ok, text]).toEqual([true, ''])
  // Only what a machine that never saw the case cannot know is left open.
  expect(told.checks.flatMap(({ notes }) => notes)).toEqual([{ code: 'heads-none', values: {} }])
})

/** A row as read is written again, with the block's own packing. */
function rewriteCell(db: WriteDb, from: string, to: string): void {
  for (const { id, cells } of db
    .prepare<[], { id: number; cells: Buffer }>('SELECT block_id AS id, cells FROM original_blocks')
    .all()) {
    const text = inflateSync(cells).toString('utf8')
    if (text.includes(from))
      db.prepare('UPDATE original_blocks SET cells = ? WHERE block_id = ?').run(
        deflateSync(text.replace(from, to), { level: 1 }),
        id,
      )
  }
}
/** The bytes of an original with the hash that they have then. */
function replaceOriginal(db: WriteDb): void {
  const { id, bytes } = db
    .prepare<[], { id: number; bytes: Buffer }>(
      "SELECT original_id AS id, bytes FROM original_chunks JOIN originals USING (original_id) WHERE file_name = '甲.csv'",
    )
    .get() ?? { id: 0, bytes: Buffer.alloc(0) }
  const other = Buffer.from(bytes.toString('utf8').replace('1000.00', '9000.00'))
  db.prepare('UPDATE original_chunks SET bytes = ? WHERE original_id = ?').run(other, id)
  db.prepare('UPDATE originals SET sha256 = ? WHERE original_id = ?').run(
    createHash('sha256').update(other).digest('hex'),
    id,
  )
}
/** A whole import out of every table, as the program itself would take it out, but for the log. */
function takeOutImport(db: WriteDb): void {
  db.exec(`DELETE FROM r_transfer WHERE sheet_id IN (SELECT sheet_id FROM sheets WHERE batch_id = 4);
    DELETE FROM original_blocks WHERE sheet_id IN (SELECT sheet_id FROM sheets WHERE batch_id = 4); DELETE FROM unrecorded_rows WHERE sheet_id IN (SELECT sheet_id FROM sheets WHERE batch_id = 4);
    DELETE FROM row_issues WHERE sheet_id IN (SELECT sheet_id FROM sheets WHERE batch_id = 4); DELETE FROM search_sheets WHERE sheet_id IN (SELECT sheet_id FROM sheets WHERE batch_id = 4);
    DELETE FROM sheets WHERE batch_id = 4; DELETE FROM original_chunks WHERE original_id = 4; DELETE FROM originals WHERE original_id = 4; DELETE FROM batches WHERE batch_id = 4; DELETE FROM history WHERE batch_id = 4`)
}

type Tampering = readonly [what: string, change: string | ((db: WriteDb) => void), code: string, says: RegExp]
const transfer = 'record_id = (SELECT min(record_id) FROM r_transfer)'
const tamperings: readonly Tampering[] = [
  ['an amount', `UPDATE r_transfer SET amount = 1 WHERE ${transfer}`, 'rows-differ-at', /甲\.csv.*第 2 行/],
  ['a name', "UPDATE r_personRegister SET name = '赵六' WHERE row = 7", 'rows-differ-at', /01_涉案人员登记表\.xlsx.*第 7 行/],
  ['a time', `UPDATE r_transfer SET time = '2020-01-01 00:00:00' WHERE ${transfer}`, 'rows-differ-at', /甲\.csv/],
  ['a currency', `UPDATE r_transfer SET currency = 'USD' WHERE ${transfer}`, 'rows-differ-at', /甲\.csv/],
  ['a value that was not there', `UPDATE r_transfer SET postscript = '注' WHERE ${transfer}`, 'rows-differ-at', /甲\.csv/],
  ['text pushed from one field into the next', `UPDATE r_transfer SET summary = summary || 'x', serial = substr(serial, 2) WHERE ${transfer}`, 'rows-differ-at', /甲\.csv/],
  ['a repeat with its counts', `UPDATE r_transfer SET duplicate_of = ${'(SELECT min(record_id) FROM r_transfer)'} WHERE row = 3 AND sheet_id = (SELECT min(sheet_id) FROM r_transfer); UPDATE sheets SET accepted = accepted - 1, duplicate = duplicate + 1 WHERE sheet_id = (SELECT min(sheet_id) FROM r_transfer)`, 'record-mark', /甲\.csv.*第 3 行.*重复标记/],
  ['a repeat that counts', 'UPDATE sheets SET accepted = accepted + duplicate, duplicate = 0; UPDATE r_transfer SET duplicate_of = NULL', 'record-mark', /甲补充\.csv.*重复标记/],
  ['a counter-entry', `UPDATE r_transfer SET mirror_of = record_id + 1 WHERE ${transfer}`, 'record-mark', /对方流水标记/],
  ['a counter-entry taken off', 'UPDATE r_transfer SET mirror_of = NULL', 'record-mark', /对方流水标记/],
  ['whom a row names', `UPDATE r_transfer SET e_own = (SELECT max(entity_id) FROM entities) WHERE ${transfer}`, 'record-mark', /e_own/],
  ['an accepted row rejected', "INSERT INTO unrecorded_rows SELECT sheet_id, row, 'rejected', 'x' FROM r_transfer WHERE row = 4 AND sheet_id = (SELECT min(sheet_id) FROM r_transfer); DELETE FROM r_transfer WHERE row = 4 AND sheet_id = (SELECT min(sheet_id) FROM r_transfer); UPDATE sheets SET accepted = accepted - 1, rejected = rejected + 1 WHERE sheet_id = (SELECT min(sheet_id) FROM r_transfer)", 'rows-differ-at', /甲\.csv.*第 4 行/],
  ['why a row is no record', "UPDATE unrecorded_rows SET reason = 'total' WHERE outcome = 'header'", 'rows-differ', /核对|不符/],
  ['a remark taken away', 'DELETE FROM row_issues WHERE issue_id = (SELECT min(issue_id) FROM row_issues)', 'rows-differ-at', /行/],
  ['a row put in', "INSERT INTO r_transfer (sheet_id, row, amount) SELECT sheet_id, 99, 100 FROM r_transfer LIMIT 1", 'counts', /行数或去留/],
  ['the text of a row as it was read', (db) => { rewriteCell(db, '"1000.00"', '"9000.00"') }, 'sheet-read', /甲.*csv.*按原样留存/],
  ['a row as read with its record', (db) => { rewriteCell(db, '"80.00"', '"81.00"'); db.exec("UPDATE r_transfer SET amount = 8100 WHERE amount = 8000") }, 'rows-differ', /甲\.csv/],
  ['an original with its own hash', replaceOriginal, 'original-unlogged', /甲\.csv.*校验值不在操作日志/],
  ['one byte of an original', 'UPDATE original_chunks SET bytes = CAST(substr(bytes, 2) AS BLOB) WHERE original_id = 2', 'original-bytes', /甲\.csv/],
  ['the name of a file', "UPDATE originals SET file_name = '别的.csv' WHERE original_id = 2", 'original-name', /别的\.csv.*甲\.csv/],
  ['the name of a file in the plan', "UPDATE batches SET plan = json_set(plan, '$.fileName', '别的.csv') WHERE batch_id = 2", 'batch-differs', /文件名.*别的\.csv/],
  ['who imported', "UPDATE batches SET operator = '别人' WHERE batch_id = 2", 'batch-differs', /操作人.*别人/],
  ['when it was imported', "UPDATE batches SET at = '2020-01-01 00:00:00' WHERE batch_id = 2", 'batch-differs', /时间.*2020/],
  ['an import marked as taken out', "UPDATE batches SET status = 'undone' WHERE batch_id = 2", 'batch-differs', /状态/],
  ['a column mapped otherwise', "UPDATE sheets SET columns = replace(columns, 'summary', 'memo') WHERE kind = 'transfer'", 'sheet-about', /读法/],
  ['what the sheet as a whole told', "UPDATE sheets SET basis = json_set(basis, '$.latest', '2020-01-01') WHERE kind = 'transfer'", 'sheet-basis', /整张表/],
  ['the name of a sheet', "UPDATE sheets SET name = '改名' WHERE kind = 'transfer'", 'sheet-about', /改名/],
  ['a whole import', takeOutImport, 'import-missing', /乙\.csv.*已不在案件中/],
  ['a batch put in', "INSERT INTO batches (batch_id, original_id, status, at, operator, plan, program) VALUES (9, 1, 'undone', '', '', '{}', '')", 'batch-unknown', /批次 9/],
  ['a claim deleted', 'DELETE FROM identity_claims WHERE claim_id = 1', 'row-missing', /同一人认定 1/],
  ['a claim deleted with its step', "DELETE FROM identity_claims WHERE claim_id = 1; DELETE FROM identity_members WHERE claim_id = 1; DELETE FROM history WHERE action = 'identity.merge'", 'step-missing', /identity\.merge/],
  ['a claim put in', "INSERT INTO identity_claims (type, kind, reasons, note, at, operator, status) VALUES ('apart', 'person', '[]', '', '', '别人', 'active')", 'row-unjournaled', /同一人认定/],
  ['a claim signed by another', "UPDATE identity_claims SET operator = '别人' WHERE claim_id = 1", 'row-changed', /同一人认定 1.*操作人/],
  ['a member of a claim', 'UPDATE identity_members SET side = 5 WHERE claim_id = 1', 'row-changed', /认定的成员/],
  ['the text of an edit', "UPDATE row_edits SET text = '别的'", 'row-changed', /修改.*text/],
  ['an edit erased while the row stays edited', 'DELETE FROM row_edits', 'row-missing', /修改/],
  ['why somebody edited', "UPDATE row_edits SET reason = '无'", 'row-changed', /reason/],
  ['an undo image', "UPDATE history_rows SET before = json_set(before, '$.name', 'x') WHERE before IS NOT NULL; UPDATE history_rows SET after = json_set(after, '$.note', 'x') WHERE tbl = 'identity_claims'", 'step-images', /identity/],
  ['a step by another operator', "UPDATE history SET operator = '别人' WHERE action = 'tags.save'", 'step-differs', /tags\.save/],
  ['what a step says', "UPDATE history SET params = json_set(params, '$.tag', 'x') WHERE action = 'tags.save'", 'step-differs', /tags\.save/],
  ['a step marked undone', "UPDATE history SET status = 'undone' WHERE action = 'tags.save'", 'step-status', /tags\.save/],
  ['a step put in', "INSERT INTO history (at, operator, action, params, status) VALUES ('', '', 'tags.save', '{}', 'done')", 'step-unlogged', /tags\.save/],
  ['the amount of a link', 'UPDATE links SET amount = amount + 1 WHERE amount IS NOT NULL', 'derived-differs', /关系/],
  ['the currency sums of a link', `UPDATE links SET others = '{"USD":"5"}' WHERE amount IS NOT NULL`, 'derived-differs', /关系/],
  ['a link deleted', 'DELETE FROM links WHERE link_id = (SELECT min(link_id) FROM links)', 'derived-missing', /关系/],
  ['a link put in', "INSERT INTO links (rule, kind, from_id, to_id, directed, count) SELECT rule, kind, from_id, from_id, 1, 1 FROM links LIMIT 1", 'derived-unfounded', /关系/],
  ['the label of an entity', "UPDATE entities SET label = '赵六' WHERE entity_id = (SELECT max(entity_id) FROM entities)", 'derived-differs', /实体“赵六/],
  ['an identifier', "UPDATE identifiers SET value = '13900000000' WHERE rowid IS NULL OR entity_id = (SELECT max(entity_id) FROM identifiers)".replace('rowid IS NULL OR ', ''), 'derived-unfounded', /13900000000/],
  ['an entity put in', "INSERT INTO entities (entity_id, kind, key, label) VALUES (42, 'person', 'x', '无此人')", 'derived-unfounded', /无此人/],
  ['a merge undone in what is derived', 'DELETE FROM entity_merges', 'derived-missing', /合并/],
  ['the name of the case', "UPDATE meta SET value = '别案' WHERE key = 'name'", 'property', /别案/],
  ['when the case was made', "UPDATE meta SET value = '2020-01-01 00:00:00' WHERE key = 'createdAt'", 'property', /建立时间/],
  ['by what rules facts were derived', "UPDATE meta SET value = '999' WHERE key = 'factRules'", 'property', /整理规则版本/],
  ['whose case it is', "UPDATE meta SET value = 'ffff' WHERE key = 'caseId'", 'audit-row', /第 1 条/],
  ['the hash of a report', "UPDATE reports SET sha256 = replace(sha256, 'a', 'b')", 'report-unlogged', /导出清单/],
  ['a report taken off', 'DELETE FROM reports', 'report-missing', /不在导出清单/],
  ['the index emptied', 'DELETE FROM search_parts; DELETE FROM search_pages; DELETE FROM search_sheets', 'index-missing', /搜索索引被移除/],
  ['pages of the index gone', 'DELETE FROM search_pages', 'index-incomplete', /搜索索引不全/],
  ['a row of the log', "UPDATE audit SET operator = '别人' WHERE seq = 5", 'audit-row', /第 5 条/],
  ['a row of the log taken out', 'DELETE FROM audit WHERE seq = 5', 'audit-row', /第 5 条/],
  ['digests taken out of the log', "UPDATE audit SET params = json_remove(params, '$.sheetDigests')", 'audit-row', /条起不相接/],
  ['a statement', `UPDATE statements SET said = replace(said, '5000000', '1')`, 'row-changed', /陈述/],
  ['what is derived of a statement', "UPDATE r_statement SET amount = 1", 'statement-row', /陈述/],
  ['bytes of an attachment', "UPDATE attached_bytes SET bytes = x'00'", 'attachment-bytes', /照片\.png/],
  ['an attachment renamed', "UPDATE attachments SET name = '别的.png'", 'row-changed', /附件/],
  ['a kept answer', "UPDATE kept_answers SET answer = x'789c03000000000001'", 'kept-answer', /共同联系人/],
  ['a kept answer taken out', 'DELETE FROM kept_answers', 'kept-answer', /共同联系人/],
  ['the parameters of a kept result', `UPDATE kept_results SET params = '{"least":9}'`, 'row-changed', /留存的分析结果.*params/],
  ['the number of the case', "UPDATE case_details SET value = '别的案号' WHERE field = 'number'", 'row-changed', /案件信息/],
  ['a detail of the case put in', "INSERT INTO case_details VALUES ('officer', '别人')", 'row-unjournaled', /案件信息/],
  ['a kept result taken out', 'DELETE FROM kept_results', 'row-missing', /留存的分析结果/],
  ['where a node stands', 'UPDATE chart_nodes SET x = x + 1', 'row-changed', /链图实体/],
  ['a chart renamed', "UPDATE charts SET name = '别图' WHERE chart_id = 1", 'row-changed', /链图 1/],
  ['a node put in', "INSERT INTO chart_nodes (chart_id, entity_id) VALUES (1, 1)", 'row-unjournaled', /链图实体/],
  ['a tag', "UPDATE tags SET name = '无关'", 'row-changed', /标签/],
  ['a tag of a row', 'DELETE FROM row_tags', 'row-missing', /行的标签/],
  ['a note on a row', "UPDATE row_notes SET note = '无关'", 'row-changed', /行的备注/],
  ['a note on an entity', "UPDATE entity_notes SET note = '无关'", 'row-changed', /实体备注/],
  ['a group', "UPDATE chart_groups SET title = '别组'", 'row-changed', /链图分组/],
  ['a member of a group', 'DELETE FROM chart_group_members', 'row-missing', /分组成员/],
  ['a snapshot', "UPDATE chart_snapshot_states SET state = 'x'", 'row-changed', /快照内容/],
  ['an assumption', "UPDATE chart_assumptions SET label = '无关'", 'row-changed', /链图假设/],
  ['a layout', "UPDATE chart_layouts SET places = '[]'", 'row-changed', /链图布局/],
  ['a decision on a pair', "UPDATE pair_decisions SET decision = 'together'", 'row-changed', /双方流水认定/],
  ['a kept collision', "UPDATE collisions SET counts = '{}'", 'row-changed', /碰撞结果/],
  ['a saved view', "UPDATE saved_views SET name = '别名'", 'row-changed', /保存的视图/],
  ['a kept figure', "UPDATE kept_figures SET value = '[]' WHERE name = 'measures.list'", 'kept-figure', /measures\.list/],
] // prettier-ignore

test.each(tamperings)('%s is named', async (_what, change, code, says) => {
  const { told, findings, text } = await found(change)
  expect(told.ok).toBe(false)
  expect(findings).toContain(code)
  expect(text).toMatch(says)
  // No finding is told by its code alone.
  expect(text).not.toMatch(/^[a-z-]+ /m)
})

test('where this machine knew the log, a tail cut off and a chain rebuilt are named', async () => {
  const folder = temporaryFolder()
  const path = full.place(folder)
  const kept = join(folder, '原件.lzcase')
  copyFileSync(path, kept)
  const engine = engineAt(folder)
  expect((await verified(engine, path)).ok).toBe(true)
  for (const change of [
    (db: WriteDb) => db.exec('DELETE FROM audit WHERE seq > (SELECT max(seq) - 2 FROM audit)'),
    (db: WriteDb) => {
      const rows = db
        .prepare<[], { at: string; operator: string; action: string; params: string }>(
          'SELECT at, operator, action, params FROM audit ORDER BY seq',
        )
        .all()
      const caseId = String(db.prepare("SELECT value FROM meta WHERE key = 'caseId'").pluck().get())
      db.exec('DELETE FROM audit')
      for (const row of rows)
        appendAudit(db, caseId, {
          ...row,
          operator: '别人',
          params: JSON.parse(row.params) as Readonly<Record<string, string>>,
        })
    },
  ]) {
    copyFileSync(kept, path)
    tamper(path, change)
    const { checks } = await verified(engine, path)
    expect(checks.find(({ check }) => check === 'heads')?.ok).toBe(false)
  }
})

test('deep verification finds what quick verification can no longer know: a case whose log lost its digests with its chain', async () => {
  const { told } = await found((db) => {
    rewriteCell(db, '"1000.00"', '"9000.00"')
    db.exec(`UPDATE r_transfer SET amount = 1 WHERE row = 3`)
  }, true)
  const reread = told.checks.find(({ check }) => check === 'reread')
  expect(new Set(reread?.findings.map(({ code }) => code))).toEqual(new Set(['reread-row', 'reread-record']))
})

function placesOf(bytes: Uint8Array, word: string): readonly number[] {
  const places: number[] = []
  const text = Buffer.from(bytes)
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) places.push(at)
  return places
}
/** The same numbers every time. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
const flips = process.env['LZ_LONG'] === '1' ? 2_000 : 200

test(
  `of ${flips} cases with one bit turned none gives other figures with a clean verification`,
  { timeout: 3_600_000 },
  async () => {
    const { writeFileSync } = await import('node:fs')
    const folder = temporaryFolder()
    const path = full.place(folder)
    const figures = async (engine: Engine): Promise<string> =>
      JSON.stringify([
        await engine.call('tables.list', {}),
        await engine.call('measures.list', {}),
        await engine.call('records.window', { scope: { kind: 'transfer' }, offset: 0, limit: 50 }),
        await engine.call('entities.list', { sort: 'label', offset: 0, limit: 200 }),
      ])
    const engine = engineAt(folder)
    const open = () => engine.call('workspace.open', { place: engine.files.grant(path), readOnly: true })
    await open()
    const right = await figures(engine)
    await engine.call('workspace.close', {})
    const next = seeded(20261130)
    const words = placesOf(full.bytes, '货款')
    let changed = 0
    for (let flip = 0; flip < flips; flip += 1) {
      const bytes = Buffer.from(full.bytes)
      // Every fourth stands among the words of a record; anywhere else most turn nothing that is read.
      const word = flip % 4 === 0 ? words[Math.floor(next() * words.length)] : undefined
      const at = word === undefined ? Math.floor(next() * bytes.length) : word - 60 + Math.floor(next() * 90)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(next() * 8))
      writeFileSync(path, bytes)
      const told = await (async () => {
        try {
          await open()
          // The figures first: a wrong one with a clean verification is what must not be.
          const now = await figures(engine).catch((error: unknown) => error)
          if (now === right) return 'same'
          changed += 1
          return now instanceof Error
            ? 'refused'
            : (await engine.call('case.verify', {})).ok
              ? 'WRONG'
              : 'named'
        } catch (error) {
          if (!(error instanceof AppError)) throw error
          return 'refused'
        } finally {
          await engine.call('workspace.close', {}).catch(() => undefined)
        }
      })()
      expect([at, told]).not.toEqual([at, 'WRONG'])
    }
    expect(changed).toBeGreaterThan(0)
  },
)
