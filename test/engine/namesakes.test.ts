/** A mention of a name is somebody of its own; where somebody is registered under it, overview and chart say so until a person decides. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { idCheckCharacter } from '../../shared/model/identifiers.ts'
import { temporaryEngine } from '../helpers/engine.ts'

const idNumber = (first17: string) => first17 + idCheckCharacter(first17)
test('the hint counts mentions with a registered namesake, stands on their nodes, leads to the suggestion, and goes with the decision', async () => {
  const { engine, folder } = await temporaryEngine()
  const path = join(folder, '人员登记表.csv')
  writeFileSync(
    path,
    `\ufeff${[
      '姓名,身份证号,手机号码,上线',
      `罗志华,${idNumber('31011519880102123')},13812345678,`,
      `崔雪,${idNumber('31011519900304122')},13912345678,罗志华`,
      `汪强华,${idNumber('31011519700506123')},13712345678,不在册者`,
    ].join('\r\n')}\r\n`,
  )
  await engine.call('import.run', { fileId: engine.files.grant(path) })
  expect((await engine.call('overview.read', {})).possiblyRegistered).toBe(1)
  const { rows } = await engine.call('entities.list', { kind: 'person', sort: 'label', offset: 0, limit: 20 })
  expect(
    rows
      .map(({ label, nameOnly }) => [label, nameOnly])
      .filter(([label]) => label === '罗志华')
      .sort(),
  ).toEqual([
    ['罗志华', false],
    ['罗志华', true],
  ])
  const { chartId } = await engine.call('charts.create', {
    name: '图',
    entityIds: rows.map(({ entityId }) => entityId),
  })
  const marked = async () =>
    (await engine.call('chart.read', { chartId })).nodes
      .filter((node) => node.possiblyRegistered === true)
      .map(({ label, sublabel, nameOnly }) => [label, sublabel.endsWith('？'), nameOnly])
  expect(await marked()).toEqual([['罗志华', true, true]])
  await engine.call('identity.suggest', {})
  const { rows: found } = await engine.call('identity.suggestions', {
    reason: 'name-only',
    offset: 0,
    limit: 20,
  })
  expect(found.map(({ members }) => members.map(({ label }) => label))).toEqual([['罗志华', '罗志华']])
  await engine.call('identity.decide', {
    suggestionIds: [found[0]?.suggestionId ?? 0],
    decision: 'accept',
    note: '同一人',
  })
  expect((await engine.call('overview.read', {})).possiblyRegistered).toBe(0)
  expect(await marked()).toEqual([])
  await engine.call('history.undo', {})
  expect((await engine.call('overview.read', {})).possiblyRegistered).toBe(1)
})
