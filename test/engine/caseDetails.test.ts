/** What a case is filed under: kept, changed and undone as a whole, told in the log and at the head of reports; what is no day or grade is refused. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { noDetails } from '../../shared/model/caseDetails.ts'
import { bytesOf, temporaryEngine } from '../helpers/engine.ts'

const said = {
  number: '沪公（经）立字〔2024〕8号',
  cause: '罗志华等人侵犯著作权案',
  unit: '某某市公安局',
  officer: '王警官',
  secondOfficer: '李警官',
  filed: '2024-02-29',
  secrecy: 'secret',
  recipient: '某某市人民检察院',
}

test('all are said in one step, one is changed and one taken away in another, undo and redo bring each back', async () => {
  const { engine } = await temporaryEngine()
  expect(await engine.call('case.details', {})).toEqual(noDetails)
  expect(await engine.call('case.describe', said)).toEqual(said)
  const changed = { ...said, officer: '赵警官', secrecy: '' }
  expect(await engine.call('case.describe', { officer: ' 赵警官 ', secrecy: '' })).toEqual(changed)
  const steps = (await engine.call('history.list', { limit: 9 })).entries
  expect(steps.map(({ action }) => action)).toEqual(['case.describe', 'case.describe'])
  expect(JSON.parse(String(steps[0]?.params['details']))).toEqual([
    { field: 'officer', value: '赵警官' },
    { field: 'secrecy', value: '' },
  ])
  await engine.call('history.undo', {})
  expect(await engine.call('case.details', {})).toEqual(said)
  await engine.call('history.undo', {})
  expect(await engine.call('case.details', {})).toEqual(noDetails)
  await engine.call('history.redo', {})
  await engine.call('history.redo', {})
  expect(await engine.call('case.details', {})).toEqual(changed)
  expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
})

test('said again as it is makes no step', async () => {
  const { engine } = await temporaryEngine()
  await engine.call('case.describe', said)
  const before = (await engine.call('history.list', { limit: 9 })).entries.length
  await engine.call('case.describe', said)
  expect((await engine.call('history.list', { limit: 9 })).entries).toHaveLength(before)
})

test.each([
  ['a day that the calendar has not', { filed: '2023-02-29' }],
  ['a day written otherwise', { filed: '2024年3月1日' }],
  ['a grade that is none', { secrecy: '秘密' }],
  ['a text of two lines', { unit: '甲\n乙' }],
  ['a text that is too long', { cause: '长'.repeat(201) }],
])('%s is refused, and nothing is kept', async (_, wrong) => {
  const { engine } = await temporaryEngine()
  await expect(engine.call('case.describe', { number: '1', ...wrong })).rejects.toMatchObject({
    code: 'invalid-arguments',
  })
  expect(await engine.call('case.details', {})).toEqual(noDetails)
})

test('a report has them at its head in words; masked, the matter names nobody', async () => {
  const { engine, folder } = await temporaryEngine()
  const register = join(folder, '登记.csv')
  writeFileSync(register, '姓名,身份证号码,手机号码\n罗志华,110101199003078515,13800138000\n')
  await engine.call('import.run', { fileId: engine.files.grant(register) })
  await engine.call('case.describe', said)
  const page = async (redact: 'none' | 'all', language: 'zh-CN' | 'en' = 'zh-CN') =>
    bytesOf(
      engine,
      (await engine.call('report.document', { format: 'html', redact, language })).fileId,
    ).toString()
  const full = await page('none')
  for (const words of [...Object.values({ ...said, secrecy: '秘密' }), '案号', '承办人（二）', '受送机关'])
    expect(full).toContain(words)
  expect(await page('none', 'en')).toContain('Secret')
  const masked = await page('all')
  expect(masked).not.toContain('罗志华')
  expect(masked).toContain('罗某等人侵犯著作权案')
  // Those who work on the case stand in full.
  expect(masked).toContain('王警官')
})
