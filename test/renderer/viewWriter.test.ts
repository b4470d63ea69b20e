/** How a chart is looked at goes to the case at most once a second, and before anybody asks for it. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AppError } from '../../renderer/api/index.ts'
import { caseChanged } from '../../renderer/stores/caseBound.ts'
import { createViewWriter, sendViews } from '../../renderer/stores/viewWriter.ts'

interface View {
  readonly from?: string
  readonly minAmount?: number
}
beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})
function writer(answer: () => Promise<unknown> = () => Promise.resolve()) {
  const sent: [number, View][] = []
  const failures: unknown[] = []
  const views = createViewWriter<View>(
    (id, change) => {
      sent.push([id, change])
      return answer()
    },
    (error) => failures.push(error),
  )
  return { views, sent, failures }
}

test('a dragged brush writes its first place at once and its last one a second later, nothing between', async () => {
  const { views, sent } = writer()
  for (let day = 1; day <= 9; day += 1) views.keep(1, { from: `2022-01-0${day}` })
  views.keep(1, { minAmount: 5 })
  await vi.advanceTimersByTimeAsync(999)
  expect(sent).toEqual([[1, { from: '2022-01-01' }]])
  expect(views.waiting(1)).toEqual({ from: '2022-01-09', minAmount: 5 })
  await vi.advanceTimersByTimeAsync(1)
  expect(sent.slice(1)).toEqual([[1, { from: '2022-01-09', minAmount: 5 }]])
  expect(views.waiting(1)).toEqual({})
  await vi.advanceTimersByTimeAsync(10_000)
  expect(sent).toHaveLength(2)
})

test('ten seconds of dragging are at most eleven writes', async () => {
  const { views, sent } = writer()
  for (let step = 0; step < 1_000; step += 1) {
    views.keep(1, { minAmount: step })
    await vi.advanceTimersByTimeAsync(10)
  }
  expect(sent.length).toBeGreaterThan(8)
  expect(sent.length).toBeLessThanOrEqual(11)
})

test('what waits is sent before somebody asks for it, also when a write is under way', async () => {
  const answer = Promise.withResolvers<null>()
  const { views, sent } = writer(() => answer.promise)
  views.keep(1, { minAmount: 1 })
  views.keep(1, { minAmount: 2 })
  views.keep(2, { minAmount: 3 })
  let done = false
  const sending = sendViews().then(() => {
    done = true
  })
  await vi.advanceTimersByTimeAsync(0)
  expect([done, sent.length]).toEqual([false, 1])
  answer.resolve(null)
  await sending
  expect(sent).toEqual([
    [1, { minAmount: 1 }],
    [1, { minAmount: 2 }],
    [2, { minAmount: 3 }],
  ])
})

test('a case that does not take it is no failure; anything else is told', async () => {
  const refusing = writer(() => Promise.reject(new AppError('case-read-only', 'read-only')))
  refusing.views.keep(1, { minAmount: 1 })
  await sendViews()
  expect([refusing.sent.length, refusing.failures]).toEqual([1, []])
  const broken = writer(() => Promise.reject(new AppError('disk-full', 'full')))
  broken.views.keep(1, { minAmount: 1 })
  await sendViews()
  expect(broken.failures).toMatchObject([{ code: 'disk-full' }])
})

test('what waits for one case is never written into the next', async () => {
  const { views, sent } = writer()
  views.keep(1, { minAmount: 1 })
  views.keep(1, { minAmount: 2 })
  caseChanged()
  await vi.advanceTimersByTimeAsync(5_000)
  await sendViews()
  expect(sent).toEqual([[1, { minAmount: 1 }]])
})
