import { expect, test } from 'vitest'
import { temporaryEngine } from '../helpers/engine.ts'

test('a fresh case is open, closes and opens again as the same case', async () => {
  const { engine, info } = await temporaryEngine()
  expect(info?.encrypted).toBe(false)
  const state = await engine.call('workspace.read', {})
  expect(state.openCase?.caseId).toBe(info?.caseId)
  await engine.call('workspace.close', {})
  const again = await engine.call('workspace.open', { caseRef: state.cases[0]?.caseRef })
  expect(again.caseId).toBe(info?.caseId)
})
