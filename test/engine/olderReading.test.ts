/** Sheets that an earlier program read say so, until they are read again. */
import { expect, test } from 'vitest'
import { qualityFindings } from '../../electron/engine/analysis/quality.ts'
import { readingRules } from '../../shared/model/readingRules.ts'
import { addBatch, emptyCase } from './factsCase.ts'

test.each([
  ['rules without numbers', '{"signed":false}', 1],
  ['all but the last', JSON.stringify({ rules: readingRules - 1 }), 1],
  ['those of today', JSON.stringify({ rules: readingRules }), undefined],
  ['no rules kept: kept as it stands', null, undefined],
])('%s', (_, basis, count) => {
  const db = emptyCase()
  addBatch(db, [{ kind: 'personRegister', rows: [{ name: '张三' }] }])
  db.prepare('UPDATE sheets SET basis = ?').run(basis)
  expect(qualityFindings(db).find(({ code }) => code === 'older-reading')?.count).toBe(count)
  db.close()
})
