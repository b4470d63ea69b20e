/** A case whose tables, indexes or triggers are not those the program makes is refused by name, before anything in it is run or written. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { expect, test } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'
import { foreignPart } from '../../electron/engine/store/caseSchema.ts'
import { laterColumns } from '../../electron/engine/store/laterColumns.ts'
import { recordColumns } from '../../electron/engine/store/recordTables.ts'
import { snapshot } from '../helpers/caseFiles.ts'
import { memoryCase, temporaryEngine } from '../helpers/engine.ts'
import { sample } from './importCase.ts'

/** Statements of the schema itself are written, as a damaged page or a person with an editor would leave them. */
const rewritten = (set: string, where: string): string =>
  `PRAGMA writable_schema = ON; UPDATE sqlite_master SET ${set} WHERE ${where}`
const cases: readonly (readonly [what: string, sql: string, part: string, reason: string])[] = [
  ['a trigger on the log', `CREATE TRIGGER t AFTER INSERT ON audit BEGIN UPDATE r_personRegister SET name = 'X'; END`, 'trigger t', 'unknown'],
  ['a trigger that never ends', `CREATE TRIGGER t AFTER INSERT ON audit BEGIN INSERT INTO meta SELECT 'a', x FROM (WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT sum(x) AS x FROM c); END`, 'trigger t', 'unknown'],
  ['a trigger on an evidence table', `CREATE TRIGGER t AFTER INSERT ON r_transfer BEGIN DELETE FROM r_transfer; END`, 'trigger t', 'unknown'],
  ['a trigger taken away', 'DROP TRIGGER audit_no_update', 'trigger audit_no_update', 'missing'],
  ['a trigger that does nothing', 'DROP TRIGGER audit_no_delete; CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT 1; END', 'trigger audit_no_delete', 'different'],
  ['a view in the place of a table', 'ALTER TABLE links RENAME TO kept; DROP TABLE kept; CREATE VIEW links AS SELECT * FROM merged_links', 'view links', 'unknown'],
  ['a view in the place of an evidence table', 'DROP TABLE r_tip; CREATE VIEW r_tip AS SELECT * FROM r_work', 'view r_tip', 'unknown'],
  ['a further view', 'CREATE VIEW v AS SELECT 1', 'view v', 'unknown'],
  ['a further table', 'CREATE TABLE x (a)', 'table x', 'unknown'],
  ['statistics that change plans', 'ANALYZE', 'table sqlite_stat1', 'unknown'],
  ['a table missing', 'DROP TABLE kept_figures', 'table kept_figures', 'missing'],
  ['an index missing', 'DROP INDEX links_from', 'index links_from', 'missing'],
  ['an index over something else', 'DROP INDEX links_from; CREATE INDEX links_from ON links (to_id, from_id)', 'index links_from', 'different'],
  ['an index of an evidence table over something else', 'DROP INDEX r_tip_by_source; CREATE INDEX r_tip_by_source ON r_tip (sheet_id)', 'index r_tip_by_source', 'different'],
  ['an index nobody makes', 'CREATE UNIQUE INDEX "r_transfer_by_amount" ON "r_transfer" ("amount")', 'index r_transfer_by_amount', 'unknown'],
  ['a rule of a table weakened', rewritten(`sql = replace(sql, 'CHECK (read = accepted + duplicate + rejected + skipped)', 'CHECK (1 = 1)')`, `name = 'sheets'`), 'table sheets', 'different'],
  ['a column that is made by a formula', rewritten(`sql = replace(sql, '"amount" INTEGER', '"amount" INTEGER AS (0)')`, `name = 'r_transfer'`), 'table r_transfer', 'different'],
  ['a column with another type', rewritten(`sql = replace(sql, '"amount" INTEGER', '"amount" TEXT')`, `name = 'r_transfer'`), 'table r_transfer', 'different'],
  ['one bit of a column name', rewritten(`sql = replace(sql, '"amount"', '"amounu"')`, `name = 'r_transfer'`), 'column r_transfer.amounu', 'unknown'],
  ['a letter in another case', rewritten(`sql = replace(sql, '"amount"', '"Amount"')`, `name = 'r_transfer'`), 'column r_transfer.Amount', 'unknown'],
  ['a column of the first program taken out', 'DROP INDEX IF EXISTS x; ALTER TABLE r_tip DROP COLUMN content', 'column r_tip.content', 'missing'],
  ['a column put in', 'ALTER TABLE r_transfer ADD COLUMN "sum" INTEGER', 'column r_transfer.sum', 'unknown'],
  ['a name with signs of a terminal', 'CREATE TABLE "x\u001b[2J" (a)', 'table x\ufffd[2J', 'unknown'],
] // prettier-ignore

test('a case of the program has nothing foreign, and neither has one that lacks what an older program did not know', () => {
  const db = memoryCase()
  expect(foreignPart(db)).toBeNull()
  db.exec('DROP INDEX r_transfer_by_time; DROP TABLE r_statement')
  for (const column of laterColumns['deposit'] ?? []) db.exec(`ALTER TABLE r_deposit DROP COLUMN "${column}"`)
  db.exec('ALTER TABLE r_deposit ADD COLUMN "flow" TEXT')
  expect(foreignPart(db)).toBeNull()
})

test.each(cases)('%s is refused by name, and the file stays as it is', async (_what, sql, part, reason) => {
  const { engine, folder, casesFolder } = await temporaryEngine()
  await engine.call('import.run', { fileId: engine.files.grant(sample('piracy/01_涉案人员登记表.xlsx')) })
  const { cases: listed } = await engine.call('workspace.read', {})
  await engine.call('workspace.close', {})
  const path = join(casesFolder, '测试案件.lzcase')
  const db = new Database(path)
  // Lets a statement of the schema be written.
  db.unsafeMode(true)
  db.exec(sql)
  db.close()
  const before = snapshot(folder)
  for (const readOnly of [false, true]) {
    const refused = await engine
      .call('workspace.open', { caseRef: listed[0]?.caseRef ?? '', readOnly })
      .catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(AppError)
    expect(refused).toMatchObject({ code: 'case-foreign', details: { part, reason: `schema-${reason}` } })
  }
  expect(snapshot(folder)).toEqual(before)
})

test('every column of the model stood in the first program or is known to have come later', () => {
  const first = JSON.parse(
    readFileSync(new URL('../fixtures/schema/firstColumns.json', import.meta.url), 'utf8'),
  ) as Readonly<Record<string, readonly string[]>>
  for (const kind of recordKinds) {
    const columns = recordColumns(kind).map(({ name }) => name)
    // A kind that is not in the file yet: enter all of its columns there.
    expect([...(first[kind.id] ?? []), ...(laterColumns[kind.id] ?? [])].sort(), kind.id).toEqual(
      columns.sort(),
    )
  }
})
