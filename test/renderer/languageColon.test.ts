/** A colon is a word of the language: a full-width one between English words was shown on the chart's buttons and in several titles. */
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { common as english } from '../../renderer/i18n/en/common.ts'
import { common as chinese } from '../../renderer/i18n/zh-CN/common.ts'

const root = new URL('../../renderer/', import.meta.url)

test('no template joins words by a full-width colon of its own', () => {
  const views = globSync('**/*.vue', { cwd: root })
  expect(views.length).toBeGreaterThan(40)
  expect(views.filter((path) => readFileSync(new URL(path, root), 'utf8').includes('：'))).toEqual([])
})

test('each language has its own colon', () => {
  expect([chinese.colon, english.colon]).toEqual(['：', ': '])
})
