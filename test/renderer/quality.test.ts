/** The list of findings: asked for again while it is on its way, everybody who waits has the newest. */
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import { useConnection } from '../../renderer/api/index.ts'
import { useQuality } from '../../renderer/stores/quality.ts'
import { AppError } from '../../shared/errors.ts'
import { fakeConnection, settled } from './fakeConnection.ts'

beforeEach(() => {
  setActivePinia(createPinia())
})
const finding = (id: string, tone: 'bad' | 'warn' | 'info' | 'ok') => ({
  id,
  code: 'rejected',
  tone,
  count: 1,
  kind: null,
  opens: null,
})

test('the first answer is not shown once the list was asked for anew, and what is to be checked is counted', async () => {
  const { connection, calls } = fakeConnection()
  useConnection(connection)
  const quality = useQuality()
  const both = Promise.all([quality.readList(), quality.readList()])
  expect([calls.length, calls[0]?.aborted()]).toEqual([1, true])
  calls[0]?.refuse(new AppError('cancelled', ''))
  await settled()
  calls[1]?.answer([finding('a', 'bad'), finding('b', 'warn'), finding('c', 'info'), finding('d', 'ok')])
  await both
  expect([quality.list.map(({ id }) => id), quality.toCheck, quality.listed, quality.stale]).toEqual([
    ['a', 'b', 'c', 'd'],
    2,
    true,
    false,
  ])
})
test('a list asked for before the case was closed is neither shown nor asked for again', async () => {
  const { connection, calls } = fakeConnection()
  useConnection(connection)
  const quality = useQuality()
  const reading = quality
    .readList()
    .catch((error: unknown) => (error instanceof AppError ? error.code : 'other'))
  quality.clear()
  calls[0]?.answer([finding('a', 'bad')])
  await reading
  expect([calls.length, quality.list, quality.listed]).toEqual([1, [], false])
})
