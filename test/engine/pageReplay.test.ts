/**
 * Pages of an earlier state put back into an encrypted case by somebody without its passphrase: each page's check sum goes over its bytes and its number,
 * not over its age, so an old one is accepted by the cipher. What comes of it is named on a machine that never saw the case, or has no effect.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { connect } from '../../electron/engine/store/caseFile.ts'
import { deriveKey, readEncryption } from '../../electron/engine/store/caseFormat.ts'
import { engineAt, temporaryEngine, temporaryFolder } from '../helpers/engine.ts'
import { tablesOf } from '../helpers/tables.ts'

const long = process.env['LZ_LONG'] === '1'
const passphrase = '办案口令一二三四'
const pageSize = 4096
const csv = (from: number, rows: number): string =>
  [
    '交易卡号,交易户名,交易时间,交易金额,收付标志,对手账号,对手户名,交易流水号',
    ...Array.from(
      { length: rows },
      (_, row) =>
        `62220212345678901${from + (row % 7)},户${from},2026-03-0${1 + (row % 9)} 10:00:00,${row + from}.00,出,6217003456789012349,钱某,LS${from}-${row}`,
    ),
    '',
  ].join('\r\n')

test('old pages in an encrypted case are named or without effect', async () => {
  const { engine, folder, casesFolder } = await temporaryEngine({ withoutCase: true })
  await engine.call('workspace.create', { name: '案', passphrase })
  const path = join(casesFolder, '案.lzcase')
  const give = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text)
    return engine.files.grant(join(folder, name), { fileName: name })
  }
  await engine.call('import.run', { fileId: give('一.csv', csv(10, 60)) })
  await engine.call('charts.create', { name: '图一' })
  const states: Buffer[] = []
  const caseRef = (await engine.call('workspace.read', {})).cases[0]?.caseRef ?? ''
  const close = async (): Promise<void> => {
    await engine.call('workspace.close', {})
    states.push(readFileSync(path))
  }
  await close()
  const steps: readonly (() => Promise<unknown>)[] = [
    () => engine.call('import.run', { fileId: give('二.csv', csv(40, 90)) }),
    () => engine.call('charts.create', { name: '图二' }),
    () => engine.call('import.undo', { batchId: 1 }),
  ]
  for (const step of steps) {
    await engine.call('workspace.open', { caseRef, passphrase })
    await step()
    await close()
  }
  const now = states.pop() ?? Buffer.alloc(0)
  const encryption = readEncryption(path)
  if (encryption === null) throw new Error('not encrypted')
  const key = await deriveKey(passphrase, encryption)
  const facts = (bytes: Buffer): string => {
    const copy = join(temporaryFolder(), '案.lzcase')
    writeFileSync(copy, bytes)
    const db = connect(copy, { encryption, key, readOnly: true, mustExist: true })
    try {
      return JSON.stringify(tablesOf(db, []))
    } catch (error) {
      return String(error)
    } finally {
      db.close()
    }
  }
  const whole = facts(now)
  /** What a machine says that never saw the case; null when it finds nothing. */
  const named = async (bytes: Buffer): Promise<string | null> => {
    const away = temporaryFolder()
    const copy = join(away, '案.lzcase')
    writeFileSync(copy, bytes)
    const other = engineAt(away)
    try {
      await other.call('workspace.open', { place: other.files.grant(copy), passphrase, readOnly: true })
      const { ok, checks } = await other.call('case.verify', {})
      return ok ? null : (checks.find((check) => !check.ok)?.check ?? '')
    } catch (error) {
      return String((error as { readonly code?: string }).code)
    } finally {
      await other.shutdown()
    }
  }
  const same = (one: Buffer, page: number): boolean =>
    one
      .subarray(page * pageSize, (page + 1) * pageSize)
      .equals(now.subarray(page * pageSize, (page + 1) * pageSize))
  const old = states.flatMap((state, age) =>
    Array.from({ length: Math.min(state.length, now.length) / pageSize }, (_, page) => page).flatMap(
      (page) => (same(state, page) ? [] : [{ age, pages: [page] }]),
    ),
  )
  // Alone, and several of one age together.
  const together = states.flatMap((_, age) => {
    const own = old.filter((each) => each.age === age).flatMap(({ pages }) => pages)
    return [2, 3, 5].map((every, first) => ({
      age,
      pages: own.filter((_page, place) => place % every === first % every),
    }))
  })
  const tried = [
    ...(long ? old : old.filter((_, place) => place % Math.ceil(old.length / 8) === 3)),
    ...together,
  ]
  for (const { age, pages } of tried) {
    const bytes = Buffer.from(now)
    for (const page of pages)
      states[age]?.copy(bytes, page * pageSize, page * pageSize, (page + 1) * pageSize)
    // A verification that finds nothing has found indexes in order too, so that every table is all there is to compare.
    const how = (await named(bytes)) ?? (facts(bytes) === whole ? 'without effect' : 'silent')
    const place = `pages ${pages.join()} of age ${age}`
    expect(how, place).not.toBe('silent')
    expect(how, place).not.toBe('internal')
  }
  expect(tried.length).toBeGreaterThan(10)
}, 1_200_000)
