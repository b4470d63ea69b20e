import { expect, test } from 'vitest'
import { contentSecurityPolicy, pageHeaders } from '../../shared/pagePolicy.ts'

/** Directives and source words as the CSP level 3 text names them; a misspelt one protects nothing. */
const directives = [
  'default-src',
  'script-src',
  'style-src',
  'img-src',
  'font-src',
  'connect-src',
  'worker-src',
  'base-uri',
  'form-action',
  'frame-src',
  'frame-ancestors',
  'object-src',
  'require-trusted-types-for',
]
const words = ["'none'", "'self'", 'blob:', 'data:', "'script'"]

test('the policy is made of known directives and words, each once, and begins by forbidding everything', () => {
  const parsed = contentSecurityPolicy.split(';').map((part) => part.trim().split(/\s+/))
  expect(parsed.map(([name]) => name).sort()).toEqual([...directives].sort())
  expect(parsed.flatMap(([, ...values]) => values).filter((value) => !words.includes(value))).toEqual([])
  expect(parsed[0]).toEqual(['default-src', "'none'"])
})

test('scripts come from the page’s own files alone', () => {
  for (const forbidden of [
    'unsafe-inline',
    'unsafe-eval',
    'wasm-unsafe-eval',
    'strict-dynamic',
    '*',
    'http:',
    'https:',
    'ws:',
  ])
    expect(contentSecurityPolicy).not.toContain(forbidden)
  expect(contentSecurityPolicy).toContain("script-src 'self';")
  expect(pageHeaders['content-security-policy']).toBe(contentSecurityPolicy)
})
