/** One import is one transaction: all of it or nothing, taken back in any order, brought again from the kept original. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { runParser } from '../../electron/engine/import/process/parser.ts'
import { spawnParser } from '../../electron/engine/import/process/parserProcess.ts'
import {
  auditOriginalRows,
  eachOriginalRow,
  originalCells,
} from '../../electron/engine/records/originalRows.ts'
import { AppError } from '../../shared/errors.ts'
import { parserEntry, temporaryFolder } from '../helpers/engine.ts'
import { importCase, sample } from './importCase.ts'
import { gb18030, makeXlsx, utf8 } from './importFiles.ts'

const register = sample('piracy/01_涉案人员登记表.xlsx')
const statementA = sample('piracy/07_银行交易明细_A.xlsx')
const statementB = sample('piracy/07_银行交易明细_B.xlsx')
const seizures = sample('piracy/02_扣押清单.xlsx')
const members = sample('betting/02_会员信息.csv')

/** The code a call ends with. */
async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'none'
  } catch (error) {
    return error instanceof AppError ? error.code : 'not an AppError'
  }
}

describe('an import', () => {
  test('stands in the history with the rows every screen counts: no header, of no sheet, also when it is undone and brought again', async () => {
    const { engine, run, give } = await importCase()
    const twoHeaders = give('两段.csv', '姓名,手机号\n甲某,13800138001\n姓名,手机号\n乙某,13800138002\n')
    const batches = [
      await run(seizures),
      await run(members),
      await engine.call('import.run', { fileId: twoHeaders }),
    ]
    const newest = async () => (await engine.call('history.list', { limit: 1 })).entries[0]
    const all = (await engine.call('history.list', { limit: 10 })).entries
      .filter(({ action }) => action === 'import.run')
      .map(({ params }) => params['rows'])
    expect(all.toReversed()).toEqual(batches.map(({ reconciliation }) => reconciliation.read))
    for (const { batchId, reconciliation } of batches)
      for (const action of ['import.undo', 'import.redo'] as const) {
        await engine.call(action, { batchId })
        expect(await newest()).toMatchObject({ action, params: { rows: reconciliation.read } })
      }
  })

  test('keeps the original byte for byte, and every row with its outcome', async () => {
    const { engine, run, look } = await importCase()
    const batch = await run(seizures)
    const bytes = readFileSync(seizures)
    expect(batch).toMatchObject({
      sha256: createHash('sha256').update(bytes).digest('hex'),
      size: bytes.length,
      status: 'active',
    })
    const found = await look((db) => ({
      bytes: Buffer.concat(
        db.prepare<[], Buffer>('SELECT bytes FROM original_chunks ORDER BY seq').pluck().all(),
      ),
      rows: batch.sheets
        .flatMap(({ sheetId }) => [...eachOriginalRow(db, sheetId)])
        .filter(({ outcome }) => outcome !== 'header').length,
      lost: batch.sheets.flatMap(({ sheetId }) => auditOriginalRows(db, sheetId).wrong ?? []),
      records: db.prepare<[], number>('SELECT count(*) FROM r_seizure').pluck().get(),
    }))
    expect(found.bytes.equals(bytes)).toBe(true)
    expect(found).toMatchObject({
      rows: batch.reconciliation.read,
      lost: [],
      records: batch.reconciliation.accepted + batch.reconciliation.duplicate,
    })
    expect((await engine.call('import.batches', {}))[0]).toEqual(batch)
  })
  test('of the same bytes is refused and adds nothing, under whatever name', async () => {
    const { engine, give, facts, run } = await importCase()
    await run(members)
    const before = await facts()
    const again = give('副本.txt', readFileSync(members))
    expect(await codeOf(engine.call('import.run', { fileId: again }))).toBe('original-already-imported')
    expect(await facts()).toEqual(before)
    const inspection = await engine.call('import.inspect', { fileId: again })
    expect(inspection.alreadyImported).toMatchObject({ batchId: 1 })
  })
  test('of the same rows in another file adds rows, but no fact twice', async () => {
    const { engine, give, look, run } = await importCase()
    await run(members)
    const before = await look((db) => ({
      entities: db.prepare('SELECT entity_id, kind, key FROM entities ORDER BY 1').raw().all(),
      links: db.prepare('SELECT rule, from_id, to_id, count FROM links ORDER BY 1, 2, 3').raw().all(),
    }))
    const batch = await engine.call('import.run', {
      fileId: give('再次导出.csv', Buffer.concat([readFileSync(members), utf8('\r\n')])),
    })
    expect(batch.reconciliation).toMatchObject({ accepted: 0, duplicate: 1_219 })
    expect(
      await look((db) => ({
        entities: db.prepare('SELECT entity_id, kind, key FROM entities ORDER BY 1').raw().all(),
        links: db.prepare('SELECT rule, from_id, to_id, count FROM links ORDER BY 1, 2, 3').raw().all(),
      })),
    ).toEqual(before)
  })
  test('of many rows leaves every index of its table in place', async () => {
    const { run, look } = await importCase()
    const indexes = () =>
      look((db) =>
        db
          .prepare(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'r_betSlip' ORDER BY name",
          )
          .raw()
          .all(),
      )
    const before = await indexes()
    expect(before.length).toBeGreaterThan(3)
    // Above the number of rows from which they are made once instead of row by row.
    expect((await run(sample('betting/03_注单明细.xlsx'))).reconciliation.accepted).toBe(30_000)
    expect(await indexes()).toEqual(before)
  })
  test('names hidden and empty sheets and why they are no tables of a kind', async () => {
    const { run } = await importCase()
    expect(
      (await run(sample('piracy/04_仓库出入库.xlsx'))).sheets.map(({ name, kind, skip }) => [
        name,
        kind,
        skip,
      ]),
    ).toEqual([
      ['出入库', 'stockMove', null],
      ['透视', 'other', 'hidden'],
    ])
    expect((await run(register)).sheets.map(({ name, kind, skip }) => [name, kind, skip])).toEqual([
      ['涉案人员', 'personRegister', null],
      ['Sheet2', null, 'empty'],
      ['Sheet3', null, 'empty'],
    ])
  })
  test('that cannot be read says so and leaves the case alone', async () => {
    const { engine, give, facts } = await importCase()
    const before = await facts()
    for (const [name, bytes, code] of [
      ['空.csv', '', 'file-empty'],
      ['照片.xlsx', Buffer.from('ffd8ffe000104a464946', 'hex'), 'file-not-table'],
      [
        '空表.xlsx',
        makeXlsx([
          { name: 'Sheet1', rows: [] },
          { name: 'Sheet2', rows: [[' ']] },
        ]),
        'file-empty',
      ],
      ['断.xlsx', readFileSync(register).subarray(0, 5_000), 'file-truncated'],
    ] as const)
      expect([name, await codeOf(engine.call('import.run', { fileId: give(name, bytes) }))]).toEqual([
        name,
        code,
      ])
    expect(await facts()).toEqual(before)
    expect(await engine.call('import.batches', {})).toEqual([])
    await expect(
      engine.call('import.run', { fileId: give('照片.xlsx', Buffer.from('ffd8ffe000104a464946', 'hex')) }),
    ).rejects.toMatchObject({ details: { file: '照片.xlsx', found: 'jpeg' } })
  })
})

describe('undo and redo', () => {
  test('put the case back table by table, in any order of batches', async () => {
    const { engine, run, facts } = await importCase()
    await run(register)
    const one = await facts()
    const b = await run(statementA)
    const two = await facts()
    const c = await run(statementB)
    const three = await facts()
    await engine.call('import.undo', { batchId: b.batchId })
    await engine.call('import.undo', { batchId: c.batchId })
    expect(await facts()).toEqual(one)
    await engine.call('import.redo', { batchId: b.batchId })
    expect(await facts()).toEqual(two)
    await engine.call('import.redo', { batchId: c.batchId })
    expect(await facts()).toEqual(three)
  })
  test('are refused when there is nothing to do, and a redo of what was imported anew', async () => {
    const { engine, run } = await importCase()
    const batch = await run(members)
    expect(await codeOf(engine.call('import.redo', { batchId: batch.batchId }))).toBe('nothing-to-redo')
    await engine.call('import.undo', { batchId: batch.batchId })
    expect(await codeOf(engine.call('import.undo', { batchId: batch.batchId }))).toBe('nothing-to-undo')
    const anew = await run(members)
    expect(anew.reconciliation).toEqual(batch.reconciliation)
    expect(await codeOf(engine.call('import.redo', { batchId: batch.batchId }))).toBe(
      'original-already-imported',
    )
    expect(await codeOf(engine.call('import.undo', { batchId: 99 }))).toBe('batch-not-found')
  })
  test('follow the history', async () => {
    const { engine, run, facts } = await importCase()
    const empty = await facts()
    await run(members)
    const full = await facts()
    await engine.call('history.undo', {})
    expect(await facts()).toEqual(empty)
    await engine.call('history.redo', {})
    expect(await facts()).toEqual(full)
  })
})

describe('an import that does not end well leaves the case as it was', () => {
  test('cancelled among its rows', async () => {
    const { engine, facts, run } = await importCase()
    await run(register)
    const before = await facts()
    const controller = new AbortController()
    const call = engine.call(
      'import.run',
      { fileId: engine.files.grant(statementA) },
      {
        signal: controller.signal,
        onProgress: ({ stage, done }) => {
          if (stage === 'rows' && done > 0) controller.abort()
        },
      },
    )
    expect(await codeOf(call)).toBe('cancelled')
    expect(await facts()).toEqual(before)
    expect(await engine.call('import.batches', {})).toHaveLength(1)
  })
  test('cancelled while its facts are derived; the merge over its accounts stays, and holds over the next import', async () => {
    const merged = async (cancelFirst: boolean) => {
      const { engine, run, look } = await importCase()
      await run(statementA)
      const { rows } = await engine.call('entities.list', {
        kind: 'bankAccount',
        sort: 'links',
        offset: 0,
        limit: 2,
      })
      await engine.call('identity.merge', { entityIds: rows.map(({ entityId }) => entityId) })
      if (cancelFirst) {
        const controller = new AbortController()
        const call = engine.call(
          'import.run',
          { fileId: engine.files.grant(statementB) },
          {
            signal: controller.signal,
            onProgress: ({ stage }) => {
              if (stage === 'derive') controller.abort()
            },
          },
        )
        expect(await codeOf(call)).toBe('cancelled')
      }
      await run(statementB)
      return look((db) =>
        ['entities', 'links', 'identifiers', 'entity_merges', 'merged_links'].map((table) =>
          db
            .prepare(`SELECT * FROM ${table}`)
            .all()
            .map((row) => JSON.stringify(row))
            .sort(),
        ),
      )
    }
    expect(await merged(true)).toEqual(await merged(false))
  })
  test('three parsers killed in a row, then a good one', async () => {
    const entry = join(temporaryFolder(), 'parser.mjs')
    const { facts, run } = await importCase({ parserEntry: pathToFileURL(entry) })
    const before = await facts()
    for (const [script, code] of [
      ['process.exit(1)', 'parser-stopped'],
      ['throw "a string"', 'parser-stopped'],
      ['setTimeout(() => process.exit(0), 10)', 'parser-stopped'],
    ] as const) {
      writeFileSync(entry, script)
      expect([script, await codeOf(run(members))]).toEqual([script, code])
    }
    expect(await facts()).toEqual(before)
    writeFileSync(entry, `await import(${JSON.stringify(parserEntry.href)})`)
    expect((await run(members)).reconciliation.accepted).toBe(1_219)
  })
  test.each([
    ['goes on for ever', 'for (;;) {}'],
    ['takes all memory', 'let held = null; for (;;) held = { held, a: [1] }'],
  ])('a parser that %s is ended', async (_, script) => {
    const entry = join(temporaryFolder(), 'parser.mjs')
    writeFileSync(entry, script)
    const file = {
      fileName: 'x',
      path: '',
      size: 1,
      encoding: null,
      separator: null,
      password: null,
      fileKey: null,
      now: '2026-01-01 00:00:00',
    }
    const call = runParser(
      { parserEntry: pathToFileURL(entry) },
      { what: 'inspect', file },
      { size: 1, next: () => Promise.resolve(null) },
      new AbortController().signal,
      () => undefined,
      { heapMegabytes: 64, residentMegabytes: 1_000, outputMegabytes: 64, silenceMs: 3_000 },
    )
    expect(await codeOf(call)).toBe('parser-limit')
  })
  test('of a file that changes between being hashed and being read', async () => {
    const victim = join(temporaryFolder(), '会员.csv')
    writeFileSync(victim, readFileSync(members))
    // The parser starts after the hash was taken and before it asks for the first byte.
    const { facts, run, engine } = await importCase({
      startParser(start) {
        writeFileSync(victim, readFileSync(members, 'utf8').replace('正常', '停用'))
        return spawnParser(start)
      },
    })
    const before = await facts()
    expect(await codeOf(run(victim))).toBe('file-unreadable')
    expect(await facts()).toEqual(before)
    expect(await engine.call('import.batches', {})).toEqual([])
  })
  test('queries see the case as it was while an import runs', async () => {
    const { engine, run } = await importCase()
    await run(register)
    const seen = new Set<number>()
    const asked: Promise<unknown>[] = []
    await engine.call(
      'import.run',
      { fileId: engine.files.grant(statementA) },
      {
        onProgress: ({ stage }) => {
          if (stage === 'rows')
            asked.push(
              engine.call('import.batches', {}).then((batches) => {
                seen.add(batches.length)
              }),
            )
        },
      },
    )
    await Promise.all(asked)
    expect(asked.length).toBeGreaterThan(0)
    // An answer is from before or from after the import, never from its middle.
    expect([...seen].every((count) => count === 1 || count === 2)).toBe(true)
  })
})

describe('inspect, preview and a mapping by hand', () => {
  test('a preview counts what the import then does', async () => {
    for (const path of [register, seizures, members, sample('piracy/03_印刷订单台账.xlsx')]) {
      const { engine, run } = await importCase()
      const fileId = engine.files.grant(path)
      const inspection = await engine.call('import.inspect', { fileId })
      const previews = []
      for (const sheet of inspection.sheets) {
        if (sheet.skip !== null || sheet.kind === null) continue
        const columns = sheet.columns.map(({ column, header, field }) => ({ column, header, field }))
        previews.push(
          await engine.call('import.preview', {
            fileId,
            sheet: {
              index: sheet.index,
              kind: sheet.kind,
              headerRow: sheet.headerRow,
              headerRows: sheet.headerRows,
              columns,
            },
            limit: 3,
          }),
        )
      }
      const batch = await run(path)
      const taken = batch.sheets
        .filter(({ skip }) => skip === null)
        .map(({ reconciliation }) => reconciliation)
      expect(previews.map(({ counts }) => counts.accepted)).toEqual(
        taken.map(({ accepted, duplicate }) => accepted + duplicate),
      )
      expect(previews.map(({ counts }) => counts.skipped)).toEqual(taken.map(({ skipped }) => skipped))
      expect(previews.every(({ rows }) => rows.length <= 3)).toBe(true)
    }
  })
  test('a sheet whose header nobody knows is imported as mapped, and unmapped columns stay in the row as read', async () => {
    const { engine, give, look } = await importCase()
    const fileId = give('杂表.csv', gb18030('甲列,乙列,丙列\n张三,13812345678,其余\n李四,13912345678,\n'))
    const { sheets } = await engine.call('import.inspect', { fileId })
    expect(sheets[0]).toMatchObject({ kind: null, skip: 'no-header', headerRow: 1 })
    const columns = [
      { column: 0, header: '甲列', field: 'name' },
      { column: 1, header: '乙列', field: 'phone' },
      { column: 2, header: '丙列', field: null },
    ]
    const batch = await engine.call('import.run', {
      fileId,
      sheets: [{ index: 0, kind: 'other', headerRow: 1, columns }],
    })
    expect(batch.reconciliation).toMatchObject({ read: 2, accepted: 2 })
    expect(
      await look((db) => [
        db.prepare('SELECT name, phone FROM r_other ORDER BY row').raw().all(),
        originalCells(db, 1, 2),
      ]),
    ).toEqual([
      [
        ['张三', '13812345678'],
        ['李四', '13912345678'],
      ],
      ['张三', '13812345678', '其余'],
    ])
  })
  test('a corrected mapping wins, and its reason is kept as made by hand', async () => {
    const { engine, give, look } = await importCase()
    const fileId = give(
      'a.csv',
      utf8('姓名,身份证号,电话A,电话B\n张三,11010519491231002X,13812345678,13912345678\n'),
    )
    const columns = [
      { column: 0, header: '姓名', field: 'name' },
      { column: 1, header: '身份证号', field: 'idNumber' },
      { column: 2, header: '电话A', field: null },
      { column: 3, header: '电话B', field: 'phone' },
    ]
    await engine.call('import.run', {
      fileId,
      sheets: [{ index: 0, kind: 'personRegister', headerRow: 1, columns }],
    })
    const found = await look((db) => [
      db.prepare('SELECT phone FROM r_personRegister').pluck().get(),
      JSON.parse(String(db.prepare('SELECT columns FROM sheets').pluck().get())),
    ])
    expect(found[0]).toBe('13912345678')
    expect((found[1] as { reason: string }[]).map(({ reason }) => reason)).toEqual([
      'exact',
      'exact',
      'none',
      'manual',
    ])
  })
  test('a plan that names what is not there is refused', async () => {
    const { engine } = await importCase()
    const run = (sheet: { index: number; kind: string; field: string | null }) =>
      codeOf(
        engine.call('import.run', {
          fileId: engine.files.grant(members),
          sheets: [
            {
              index: sheet.index,
              kind: sheet.kind,
              headerRow: 1,
              columns: [{ column: 0, header: 'x', field: sheet.field }],
            },
          ],
        }),
      )
    expect(await run({ index: 5, kind: 'other', field: 'name' })).toBe('sheet-not-found')
    expect(await run({ index: 0, kind: 'nothing', field: 'name' })).toBe('kind-not-found')
    expect(await run({ index: 0, kind: 'other', field: 'nothing' })).toBe('field-not-found')
    expect(await run({ index: 0, kind: 'other', field: null })).toBe('mapping-incomplete')
  })
  test('a hidden sheet is imported when it is chosen', async () => {
    const { engine, give } = await importCase()
    const rows = [
      ['姓名', '身份证号', '手机号码'],
      ['张三', '11010519491231002X', '13812345678'],
    ]
    const fileId = give(
      '隐藏.xlsx',
      makeXlsx([
        {
          name: '公开',
          rows: [
            ['姓名', '身份证号'],
            ['李四', '110105194912310038'],
          ],
        },
        { name: '私账', rows, state: 'hidden' },
      ]),
    )
    const { sheets } = await engine.call('import.inspect', { fileId })
    expect(sheets.map(({ kind, skip }) => [kind, skip])).toEqual([
      ['personRegister', null],
      ['personRegister', 'hidden'],
    ])
    const plan = sheets.map((sheet) => ({
      index: sheet.index,
      kind: 'personRegister',
      headerRow: 1,
      columns: sheet.columns.map(({ column, header, field }) => ({ column, header, field })),
    }))
    expect(
      (await engine.call('import.run', { fileId, sheets: plan })).sheets.map(
        ({ reconciliation }) => reconciliation.accepted,
      ),
    ).toEqual([1, 1])
  })
  test('a sheet that is left out is named as not chosen', async () => {
    const { engine, give } = await importCase()
    const people = (name: string) => ({
      name,
      rows: [
        ['姓名', '身份证号'],
        ['张三', '11010519491231002X'],
      ],
    })
    const fileId = give('两表.xlsx', makeXlsx([people('一'), people('二')]))
    const columns = [
      { column: 0, header: '姓名', field: 'name' },
      { column: 1, header: '身份证号', field: 'idNumber' },
    ]
    expect(
      (
        await engine.call('import.run', {
          fileId,
          sheets: [{ index: 1, kind: 'personRegister', headerRow: 1, columns }],
        })
      ).sheets.map(({ skip }) => skip),
    ).toEqual(['not-chosen', null])
  })
  test('the encoding can be chosen in inspect, preview and run alike', async () => {
    const { engine, give } = await importCase()
    const fileId = give('gb.csv', gb18030('姓名,身份证号\n张三,11010519491231002X\n'))
    expect((await engine.call('import.inspect', { fileId })).encoding).toBe('gb18030')
    expect((await engine.call('import.inspect', { fileId, encoding: 'utf-8' })).sheets[0]?.kind).toBeNull()
    const wrong = await engine.call('import.run', { fileId, encoding: 'utf-8' })
    expect(wrong.sheets[0]).toMatchObject({ kind: 'other', skip: 'no-header' })
    await engine.call('import.undo', { batchId: wrong.batchId })
    expect((await engine.call('import.run', { fileId })).encoding).toBe('gb18030')
  })
})

describe('rows that became nothing are listed with their reason', () => {
  test('rejected, skipped, duplicate, then remarks on cells', async () => {
    const { engine, give } = await importCase()
    const text = [
      '流水',
      '交易卡号,交易时间,交易金额,收付标志,交易余额,交易流水号',
      '6222021234567890123,2022-01-01 00:00:00,1.00,进,5.00,A1',
      '6222021234567890123,2022-01-01 00:00:00,1.00,进,5.00,A1',
      '6222021234567890123,,2.00,出,3.00,A2',
      '6222021234567890123,2022-01-02,三块多,出,3.00,A3',
      '6222021234567890123,2022-01-03 00:00:00,4.00,?,3.00,A4',
      '合计,,7.00,,,',
      '交易卡号,交易时间,交易金额,收付标志,交易余额,交易流水号',
    ].join('\n')
    const batch = await engine.call('import.run', { fileId: give('流水.csv', utf8(text)) })
    expect(batch.reconciliation).toEqual({ read: 8, accepted: 2, duplicate: 1, rejected: 2, skipped: 3 })
    const all = await engine.call('import.issues', { batchId: batch.batchId, offset: 0, limit: 100 })
    expect(all.rows.map(({ row, outcome, reason, field }) => [row, outcome, reason, field])).toEqual(
      expect.arrayContaining([
        [1, 'skipped', 'title', null],
        [4, 'duplicate', 'duplicate', null],
        [5, 'rejected', 'required-empty', 'time'],
        [8, 'skipped', 'total', null],
        [9, 'skipped', 'repeatedHeader', null],
        [7, 'accepted', 'unknown-direction', 'direction'],
      ]),
    )
    expect(all.total).toBe(all.rows.length)
    const repeated = await engine.call('import.issues', {
      batchId: batch.batchId,
      outcome: 'duplicate',
      offset: 0,
      limit: 10,
    })
    expect(repeated).toMatchObject({ total: 1, rows: [{ row: 4, recordId: 2, kind: 'transfer' }] })
    const paged = [
      ...(await engine.call('import.issues', { batchId: batch.batchId, offset: 0, limit: 3 })).rows,
      ...(await engine.call('import.issues', { batchId: batch.batchId, offset: 3, limit: 100 })).rows,
    ]
    expect(paged).toEqual(all.rows)
  })
  test('grouped by reason and field, each group opening its rows with the cell at fault', async () => {
    const { engine, give } = await importCase()
    const text = [
      '交易卡号,交易时间,交易金额,收付标志,交易余额,交易流水号',
      '6222021234567890123,2022-01-01 00:00:00,1.00,进,5.00,A1',
      '6222021234567890123,,2.00,出,3.00,A2',
      '6222021234567890123,2022-01-02,三块多,出,3.00,A3',
      '6222021234567890123,2022-01-02,约二百,出,3.00,A4',
      '6222021234567890123,2022-01-03 00:00:00,4.00,?,3.00,A5',
      '合计,,7.00,,,',
    ].join('\n')
    const { batchId } = await engine.call('import.run', { fileId: give('流水.csv', utf8(text)) })
    const groups = await engine.call('import.issueGroups', { batchId })
    expect(groups.filter(({ reason }) => reason !== 'bad-check-digit')).toEqual([
      { outcome: 'rejected', reason: 'not-a-number', field: 'amount', kind: 'transfer', count: 2 },
      { outcome: 'rejected', reason: 'required-empty', field: 'time', kind: 'transfer', count: 1 },
      { outcome: 'skipped', reason: 'total', field: null, kind: 'transfer', count: 1 },
      { outcome: 'accepted', reason: 'unknown-direction', field: 'direction', kind: 'transfer', count: 1 },
    ])
    for (const { outcome, reason, field, count } of groups)
      expect(
        (await engine.call('import.issues', { batchId, outcome, reason, field, offset: 0, limit: 10 })).total,
      ).toBe(count)
    const wrong = await engine.call('import.issues', {
      batchId,
      outcome: 'rejected',
      reason: 'not-a-number',
      field: 'amount',
      offset: 0,
      limit: 10,
    })
    expect(wrong.rows.map(({ row, column, raw }) => [row, column, raw])).toEqual([
      [4, 2, '三块多'],
      [5, 2, '约二百'],
    ])
  })
})

test('every shipped file is recognised with a confidence that a person can trust', async () => {
  const { engine } = await importCase()
  for (const folder of ['piracy', 'betting'])
    for (const name of readdirSync(sample(folder)).filter((file) => /^\d/.test(file))) {
      const inspection = await engine.call('import.inspect', {
        fileId: engine.files.grant(join(sample(folder), name)),
      })
      for (const sheet of inspection.sheets.filter(({ skip }) => skip === null)) {
        expect([name, sheet.name, sheet.confidence >= 0.6, sheet.reasons.length > 0]).toEqual([
          name,
          sheet.name,
          true,
          true,
        ])
      }
    }
})
