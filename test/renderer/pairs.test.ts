/** The counter-entry of a transfer on the page's own stores and the engine itself. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPinia, setActivePinia } from 'pinia'
import { expect, test, vi } from 'vitest'
import { api, useConnection } from '../../renderer/api/index.ts'
import { useHistory } from '../../renderer/stores/history.ts'
import { usePairs } from '../../renderer/stores/pairs.ts'
import { engineAt, temporaryFolder } from '../helpers/engine.ts'
import { fakeConnection } from './fakeConnection.ts'

const header = '交易卡号,交易时间,交易金额,收付标志,交易对手账卡号,交易流水号'
const [a, b] = ['6217000000000000004', '6217000000000000012']

test('a pair is shown, taken apart, put together again by hand and given back to the rule', async () => {
  vi.stubGlobal('document', { documentElement: { lang: '' } })
  setActivePinia(createPinia())
  const folder = temporaryFolder()
  const engine = engineAt(folder)
  useConnection({ ...fakeConnection().connection, client: engine })
  await api.call('workspace.create', { name: '试案', passphrase: null })
  for (const [name, line] of [
    ['付.csv', `${a},2022-01-01 10:00:00,100.00,出,${b},P1`],
    ['收.csv', `${b},2022-01-01 10:00:02,100.00,进,${a},Q1`],
  ] as const) {
    writeFileSync(join(folder, name), `${header}\r\n${line}\r\n`)
    await api.call('import.run', { fileId: engine.files.grant(join(folder, name)) })
  }
  const pairs = usePairs()
  const history = useHistory()
  await pairs.open({ kind: 'transfer', recordId: 1 })
  expect(pairs.pairing).toMatchObject({
    pair: { payee: { recordId: 2, file: '收.csv' }, seconds: 2, by: 'rule' },
    decisions: [],
    candidates: [],
  })
  await pairs.takeApart()
  expect(pairs.pairing).toMatchObject({
    pair: null,
    decisions: [{ decision: 'apart' }],
    candidates: [{ recordId: 2, seconds: 2 }],
  })
  await pairs.join(2)
  expect(pairs.pairing).toMatchObject({ pair: { by: 'hand' }, decisions: [{ decision: 'together' }] })
  await pairs.forget()
  expect(pairs.pairing).toMatchObject({ pair: { by: 'rule' }, decisions: [] })
  await history.refresh()
  expect(history.entries.slice(0, 3).map(({ action }) => action)).toEqual([
    'pairs.forget',
    'pairs.join',
    'pairs.takeApart',
  ])
  await pairs.open(null)
  expect(pairs.pairing).toBeNull()
})
