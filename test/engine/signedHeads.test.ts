/** Signed states of a case: what is signed, what comparing finds, and what is kept outside of the file. */
import { createHash, createPublicKey, verify } from 'node:crypto'
import { copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import fc from 'fast-check'
import decodeQR from 'qr/decode.js'
import { expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import { qrSymbol } from '../../electron/engine/report/render/qrSymbol.ts'
import {
  findHeadCode,
  groupedCode,
  headCode,
  readHeadCode,
  type SignedHead,
} from '../../shared/model/signedHead.ts'
import { bytesOf, engineAt, temporaryFolder } from '../helpers/engine.ts'
import { importCase } from './importCase.ts'

const csv = '姓名,手机号\n张三,13812345678\n李四,13987654321\n'
const hex = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 15 }), { minLength: length, maxLength: length })
    .map((digits) => digits.map((digit) => digit.toString(16)).join(''))
const someHead: fc.Arbitrary<SignedHead> = fc.record({
  caseId: hex(32),
  seq: fc.nat({ max: 2 ** 31 - 1 }),
  hash: hex(64),
  originals: fc.nat({ max: 100_000 }),
  digest: hex(64),
  at: fc
    .date({ min: new Date('1990-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 19).replace('T', ' ')),
  publicKey: hex(64),
  signature: hex(128),
})

test('a code says what was put into it, in any grouping, in small letters, within a page of text, and as a QR symbol', () => {
  fc.assert(
    fc.property(someHead, fc.integer({ min: 1, max: 40 }), (head, group) => {
      const code = headCode(head)
      expect(readHeadCode(code)).toEqual(head)
      const broken =
        code
          .toLowerCase()
          .match(new RegExp(`.{1,${group}}`, 'g'))
          ?.join('\n ') ?? ''
      expect(readHeadCode(broken)).toEqual(head)
      expect(findHeadCode(`签名文本 ${groupedCode(code)} 核对方法`)).toBe(code)
      expect(readHeadCode(code.slice(0, -1))).toBeNull()
      expect(readHeadCode(`${code}0`)).toBeNull()
    }),
    { numRuns: 60 },
  )
  const [head] = fc.sample(someHead, { numRuns: 1, seed: 7 })
  if (head === undefined) throw new Error('no sample')
  const code = headCode(head)
  expect(scanned(qrSymbol(code))).toBe(code)
})
/** The symbol as a camera would see it, read by a decoder. */
function scanned({ size, path }: { readonly size: number; readonly path: string }): string {
  const scale = 6
  const side = size * scale
  const data = new Uint8Array(side * side * 4).fill(255)
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1/g))
    for (let row = 0; row < scale; row += 1)
      for (let column = 0; column < scale; column += 1)
        data.fill(
          0,
          ((Number(y) * scale + row) * side + Number(x) * scale + column) * 4,
          ((Number(y) * scale + row) * side + Number(x) * scale + column) * 4 + 3,
        )
  return decodeQR({ width: side, height: side, data })
}

async function signedCase() {
  const made = await importCase()
  await made.engine.call('import.run', { fileId: made.give('人员.csv', csv) })
  const seal = await made.engine.call('head.sign', {})
  return { ...made, seal }
}
const check = (engine: Engine, text: string) => engine.call('head.check', { text })

test('the signature is Ed25519 over the written form, and its digest that of the originals, reckoned here by hand', async () => {
  const { engine, seal, look } = await signedCase()
  const head = readHeadCode(seal.code)
  if (head === null) throw new Error('not read')
  const plain = seal.code.slice(3)
  // Crockford's base 32 by hand: five bits a sign, the last ones are filling.
  const bits = Array.from(plain, (sign) =>
    '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(sign).toString(2).padStart(5, '0'),
  ).join('')
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  // Context, then everything between the number of the form and the signature.
  const said = Buffer.concat([Buffer.from('lianzheng case head 1\0'), bytes.subarray(1, 128)])
  expect(bytes.length).toBe(1 + 16 + 6 + 4 + 5 + 32 + 32 + 32 + 64)
  expect(head.publicKey).toBe(bytes.subarray(96, 128).toString('hex'))
  const ownKey = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: bytes.subarray(96, 128).toString('base64url') },
    format: 'jwk',
  })
  expect(verify(null, said, ownKey, bytes.subarray(128))).toBe(true)
  const file = createHash('sha256').update(csv).digest('hex')
  expect(head).toMatchObject({ originals: 1, digest: createHash('sha256').update(`${file}\n`).digest('hex') })
  const last = await look((db) => db.prepare('SELECT seq, hash FROM audit WHERE seq = ?').get(seal.seq))
  expect(last).toEqual({ seq: head.seq, hash: head.hash })
  expect(await check(engine, seal.code)).toMatchObject({ ok: true, own: true, signature: 'good' })
})

test('a head goes on to fit while the case grows, also on a machine that never saw it, and after a restart', async () => {
  const { engine, seal, give, folder } = await signedCase()
  await engine.call('import.run', { fileId: give('又.csv', '姓名,手机号\n王五,13700001111\n') })
  const grown = await check(engine, groupedCode(seal.code))
  expect(grown).toMatchObject({ ok: true, log: 'contains', originals: 'same' })
  expect(grown.since).toBeGreaterThan(0)
  await engine.call('workspace.close', {})
  const [name = ''] = readdirSync(join(folder, 'cases')).filter((file) => file.endsWith('.lzcase'))
  const away = temporaryFolder()
  const other = engineAt(away)
  copyFileSync(join(folder, 'cases', name), join(away, name))
  await other.call('workspace.open', { place: other.files.grant(join(away, name)), readOnly: true })
  expect(await check(other, seal.code)).toMatchObject({ ok: true, own: false, signature: 'good' })
  // A log row in plain words fits too, and says that nobody signed it.
  expect(await check(other, `#${seal.seq} ${seal.hash}`)).toMatchObject({
    ok: true,
    signature: 'none',
    originals: 'unknown',
  })
  await expect(check(other, '第 12 条')).rejects.toMatchObject({ code: 'head-unreadable' })
})

test('what was changed is named: the text, the case, the log cut or rewritten, the originals', async () => {
  const { engine, seal, folder } = await signedCase()
  const head = readHeadCode(seal.code)
  if (head === null) throw new Error('not read')
  for (const forged of [
    { ...head, seq: head.seq + 1 },
    { ...head, originals: 0 },
    { ...head, at: '2020-01-01 00:00:00' },
    { ...head, publicKey: 'a'.repeat(64) },
  ])
    expect(await check(engine, headCode(forged))).toMatchObject({ ok: false, signature: 'bad' })
  await engine.call('workspace.close', {})
  const [name = ''] = readdirSync(join(folder, 'cases')).filter((file) => file.endsWith('.lzcase'))
  const path = join(folder, 'cases', name)
  const whole = readFileSync(path)
  const tampered = async (...sql: string[]) => {
    const away = temporaryFolder()
    writeFileSync(join(away, name), whole)
    const db = new Database(join(away, name))
    // Somebody who knows the file puts its triggers back.
    const triggers = db
      .prepare("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'")
      .all() as { name: string; sql: string }[]
    for (const trigger of triggers) db.exec(`DROP TRIGGER ${trigger.name}`)
    for (const statement of sql) db.exec(statement)
    for (const trigger of triggers) db.exec(trigger.sql)
    db.close()
    const other = engineAt(away)
    await other.call('workspace.open', { place: other.files.grant(join(away, name)), readOnly: true })
    return check(other, seal.code)
  }
  expect(await tampered()).toMatchObject({ ok: true })
  expect(await tampered(`DELETE FROM audit WHERE seq >= ${seal.seq}`)).toMatchObject({
    ok: false,
    log: 'shorter',
  })
  expect(await tampered(`UPDATE audit SET hash = '${'0'.repeat(64)}' WHERE seq = ${seal.seq}`)).toMatchObject(
    { ok: false, log: 'differs' },
  )
  expect(await tampered(`UPDATE originals SET sha256 = '${'1'.repeat(64)}'`)).toMatchObject({
    ok: false,
    log: 'contains',
    originals: 'differ',
  })
  expect(await tampered(`UPDATE meta SET value = '${'2'.repeat(32)}' WHERE key = 'caseId'`)).toMatchObject({
    ok: false,
    sameCase: false,
  })
})

test('reports carry the state they were made of; comparing one finds its bytes and its state, and one that was changed', async () => {
  const { engine, folder } = await signedCase()
  for (const make of [
    () => engine.call('report.document', { language: 'zh-CN', format: 'docx', redact: 'all' }),
    () => engine.call('report.document', { language: 'en', format: 'html', redact: 'none' }),
    () => engine.call('report.workbook', { language: 'zh-CN', redact: 'none' }),
  ] as const) {
    const { fileId } = await make()
    const { fileName } = engine.files.get(fileId)
    const same = await engine.call('head.checkReport', { fileId })
    expect(same.written?.fileName, fileName).toBe(fileName)
    expect(same.head, fileName).toMatchObject({ ok: true, own: true, signature: 'good' })
    const changed = join(folder, `x-${fileName}`)
    const bytes = bytesOf(engine, fileId)
    // A bit of the file that no reader of it minds: behind its end.
    writeFileSync(changed, Buffer.concat([bytes, Buffer.from(' ')]))
    const other = await engine.call('head.checkReport', { fileId: engine.files.grant(changed) })
    expect(other).toMatchObject({ written: null, head: { ok: true } })
  }
  const none = join(folder, '无.html')
  writeFileSync(none, '<p>LZ1 没有</p>')
  expect(await engine.call('head.checkReport', { fileId: engine.files.grant(none) })).toMatchObject({
    written: null,
    head: null,
  })
})

test('a report without the section keeps the state outside nonetheless; one with it can be left out', async () => {
  const { engine, folder } = await signedCase()
  const lines = () =>
    readdirSync(join(folder, 'settings', 'case-heads')).flatMap((name) =>
      readFileSync(join(folder, 'settings', 'case-heads', name), 'utf8')
        .split('\n')
        .filter((line) => line !== ''),
    ).length
  const before = lines()
  const { fileId } = await engine.call('report.document', {
    language: 'zh-CN',
    format: 'html',
    redact: 'none',
    sections: ['facts'],
  })
  expect(lines()).toBe(before + 1)
  expect((await engine.call('head.checkReport', { fileId })).head).toBeNull()
})

test('the key is made once, belongs to its owner alone, and under a passphrase signs only when it was given', async () => {
  const { engine, folder, seal } = await signedCase()
  const path = join(folder, 'settings', 'signing-key.json')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  const key = await engine.call('signing.key', {})
  expect(key).toMatchObject({ fingerprint: seal.fingerprint, protected: false, unlocked: true })
  await expect(engine.call('signing.protect', { next: '短口令' })).rejects.toMatchObject({
    code: 'weak-passphrase',
  })
  expect(await engine.call('signing.protect', { next: '一把够长的签名口令' })).toMatchObject({
    fingerprint: seal.fingerprint,
    protected: true,
    unlocked: true,
  })
  expect(readFileSync(path, 'utf8')).not.toContain('pkcs8')
  expect((await engine.call('head.sign', {})).fingerprint).toBe(seal.fingerprint)
  await engine.call('workspace.close', {})
  const later = engineAt(folder)
  const { cases } = await later.call('workspace.read', {})
  await later.call('workspace.open', { caseRef: cases[0]?.caseRef ?? '' })
  await expect(later.call('head.sign', {})).rejects.toMatchObject({ code: 'signing-key-locked' })
  const { fileId } = await later.call('report.document', {
    language: 'zh-CN',
    format: 'html',
    redact: 'none',
  })
  const html = bytesOf(later, fileId).toString('utf8')
  expect(html).toContain('本报告未签名')
  expect(html).not.toContain('LZ1')
  await expect(later.call('signing.unlock', { passphrase: '不对的口令啊啊' })).rejects.toMatchObject({
    code: 'wrong-passphrase',
  })
  expect(await later.call('signing.unlock', { passphrase: '一把够长的签名口令' })).toMatchObject({
    unlocked: true,
  })
  expect(await check(later, (await later.call('head.sign', {})).code)).toMatchObject({ ok: true, own: true })
  expect(await later.call('signing.protect', { current: '一把够长的签名口令', next: null })).toMatchObject({
    fingerprint: seal.fingerprint,
    protected: false,
  })
})

test('verifying goes back to every state kept here, by the case and not by the place of its file', async () => {
  const { engine, folder, seal } = await signedCase()
  await engine.call('workspace.close', {})
  const [name = ''] = readdirSync(join(folder, 'cases')).filter((file) => file.endsWith('.lzcase'))
  const path = join(folder, 'cases', name)
  const older = readFileSync(path)
  const heads = async (place: string, by = engine) => {
    await by.call('workspace.open', { place: by.files.grant(place, { writable: true }), readOnly: true })
    const { ok, checks } = await by.call('case.verify', {})
    await by.call('workspace.close', {})
    const check = checks.find((each) => each.check === 'heads')
    return { ok, codes: check?.findings.map(({ code }) => code), notes: check?.notes.map(({ code }) => code) }
  }
  expect(await heads(path)).toEqual({ ok: true, codes: [], notes: [] })
  const { cases } = await engine.call('workspace.read', {})
  await engine.call('workspace.open', { caseRef: cases[0]?.caseRef ?? '' })
  await engine.call('charts.create', { name: '后来' })
  await engine.call('head.sign', {})
  await engine.call('workspace.close', {})
  // The older file under another name: the work since is missing, wherever it lies.
  const renamed = join(temporaryFolder(), '改名.lzcase')
  writeFileSync(renamed, older)
  const found = await heads(renamed)
  expect(found.ok).toBe(false)
  expect(new Set(found.codes)).toEqual(new Set(['head-missing']))
  expect((await heads(path)).ok).toBe(true)
  expect(seal.seq).toBeGreaterThan(0)
  // A machine that never saw the case cannot know, and says so.
  expect(await heads(renamed, engineAt(temporaryFolder()))).toEqual({
    ok: true,
    codes: [],
    notes: ['heads-none'],
  })
})
