import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { appendAudit, auditHead, containsHead, verifyAudit } from '../../electron/engine/store/audit.ts'
import { canonicalJson } from '../../electron/engine/store/canonicalJson.ts'
import { memoryCase } from '../helpers/engine.ts'

const caseId = 'c0ffee'
let db: WriteDb
beforeEach(() => {
  db = memoryCase()
  for (let number = 1; number <= 6; number += 1)
    appendAudit(db, caseId, {
      at: `2024-05-0${number} 08:00:00`,
      operator: '张三',
      action: 'charts.create',
      params: { name: `图${number}`, nodes: number },
    })
})
/** Somebody with the file and no scruples: the triggers are gone. */
function tamper(sql: string): void {
  db.exec('DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete')
  db.exec(sql)
}

test('an untouched log is whole and as long as it is', () => {
  expect(verifyAudit(db, caseId)).toEqual({ looked: 6, firstBad: null })
  expect(containsHead(db, auditHead(db))).toBe(true)
})

test('the hash of a row is SHA-256 over its canonical text, so that anybody can check it by hand', () => {
  const row = db
    .prepare<[], { hash: string; prev: string }>('SELECT hash, prev FROM audit WHERE seq = 1')
    .get()
  // Written out here letter by letter, not by the program's own function.
  const text = `{"action":"charts.create","at":"2024-05-01 08:00:00","caseId":"c0ffee","operator":"张三","params":"{\\"name\\":\\"图1\\",\\"nodes\\":1}","prev":"${'0'.repeat(64)}","seq":1}`
  expect(row).toEqual({ prev: '0'.repeat(64), hash: createHash('sha256').update(text, 'utf8').digest('hex') })
})

test('the log refuses to be changed, also by REPLACE', () => {
  db.pragma('recursive_triggers = ON')
  expect(() => db.exec("UPDATE audit SET operator = '李四' WHERE seq = 2")).toThrow('append-only')
  expect(() => db.exec('DELETE FROM audit WHERE seq = 6')).toThrow('append-only')
  expect(() =>
    db.exec("REPLACE INTO audit SELECT seq, at, '李四', action, params, prev, hash FROM audit WHERE seq = 3"),
  ).toThrow('append-only')
})

describe('verification names the first row that was tampered with', () => {
  test.each([
    ['time', "UPDATE audit SET at = '2023-01-01 00:00:00' WHERE seq = 3", 3],
    ['operator', "UPDATE audit SET operator = '李四' WHERE seq = 3", 3],
    ['action', "UPDATE audit SET action = 'charts.remove' WHERE seq = 3", 3],
    ['params', "UPDATE audit SET params = '{}' WHERE seq = 3", 3],
    ['prev', "UPDATE audit SET prev = '' WHERE seq = 3", 3],
    ['hash', `UPDATE audit SET hash = '${'a'.repeat(64)}' WHERE seq = 3`, 3],
    ['row taken out', 'DELETE FROM audit WHERE seq = 3', 3],
    [
      'row taken out and numbers closed up',
      'DELETE FROM audit WHERE seq = 3; UPDATE audit SET seq = seq - 1 WHERE seq > 3',
      3,
    ],
    [
      'two rows swapped',
      'UPDATE audit SET seq = 100 WHERE seq = 2; UPDATE audit SET seq = 2 WHERE seq = 3; UPDATE audit SET seq = 3 WHERE seq = 100',
      2,
    ],
    [
      'row put in twice',
      'INSERT INTO audit SELECT 7, at, operator, action, params, prev, hash FROM audit WHERE seq = 6',
      7,
    ],
    ['first row gone', 'DELETE FROM audit WHERE seq = 1', 1],
  ])('%s', (_what, sql, firstBad) => {
    tamper(sql)
    expect(verifyAudit(db, caseId).firstBad).toBe(firstBad)
  })

  test('a row rewritten with its own hash made right: the row after it no longer follows', () => {
    const row = db
      .prepare<[], { at: string; action: string; params: string; prev: string }>(
        'SELECT at, action, params, prev FROM audit WHERE seq = 3',
      )
      .get()
    if (row === undefined) throw new Error('no third row')
    const { at, action, params, prev } = row
    const forged = { caseId, seq: 3, at, operator: '李四', action, params, prev }
    const hash = createHash('sha256').update(canonicalJson(forged), 'utf8').digest('hex')
    tamper(`UPDATE audit SET operator = '李四', hash = '${hash}' WHERE seq = 3`)
    expect(verifyAudit(db, caseId).firstBad).toBe(4)
  })

  test('a log carried over from another case', () => {
    expect(verifyAudit(db, 'another').firstBad).toBe(1)
  })

  test('a tail cut off, or a chain built anew, against a head known from outside the file', () => {
    const head = auditHead(db)
    tamper('DELETE FROM audit WHERE seq > 4')
    expect(verifyAudit(db, caseId).firstBad).toBeNull()
    expect(containsHead(db, head)).toBe(false)
    for (const name of ['甲', '乙', '丙'])
      appendAudit(db, caseId, { at: '2024-05-05 08:00:00', operator: '张三', action: 'x', params: { name } })
    expect(verifyAudit(db, caseId).firstBad).toBeNull()
    expect(containsHead(db, head)).toBe(false)
  })
})

test('canonical text does not depend on order or on how a letter is composed, and refuses what JSON cannot hold', () => {
  expect(canonicalJson({ b: [1, null, true], a: 'é' })).toBe(
    canonicalJson({ a: 'e\u0301', b: [1, null, true] }),
  )
  expect(canonicalJson({ z: 1, a: { y: 2, x: [] }, ä: 'x' })).toBe('{"a":{"x":[],"y":2},"z":1,"ä":"x"}')
  expect(() => canonicalJson({ a: Number.NaN })).toThrow(RangeError)
})

test('a known head is contained while the log only grew, and no longer when the log was cut or rewritten', () => {
  const head = auditHead(db)
  expect(containsHead(db, { seq: 0, hash: '' })).toBe(true)
  expect(containsHead(db, head)).toBe(true)
  appendAudit(db, caseId, { at: '2024-05-07 08:00:00', operator: '张三', action: 'x', params: {} })
  expect(containsHead(db, head)).toBe(true)
  expect(containsHead(db, { ...head, hash: 'a'.repeat(64) })).toBe(false)
  tamper('DELETE FROM audit WHERE seq > 5')
  expect(containsHead(db, head)).toBe(false)
})
