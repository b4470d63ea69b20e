/** Counting: what vitest's JSON report says, and the line everything ends with. */
import { relative } from 'node:path'

/** @typedef {{ passed: number, failed: number, skipped: readonly string[], failures: readonly string[] }} Outcome */

/**
 * The tests of one vitest report. A file that did not load, or fell over outside its tests, counts as one failure.
 * @returns {Outcome}
 */
export function countReport(report, root) {
  const outcome = { passed: 0, failed: 0, skipped: [], failures: [] }
  for (const file of report.testResults) {
    const name = relative(root, file.name)
    const failedBefore = outcome.failed
    for (const one of file.assertionResults) {
      if (one.status === 'passed') outcome.passed += 1
      else if (one.status === 'failed') {
        outcome.failed += 1
        outcome.failures.push(`${name}: ${one.fullName}`)
      } else outcome.skipped.push(`${name}: ${one.fullName}`)
    }
    if (file.status === 'failed' && outcome.failed === failedBefore) {
      outcome.failed += 1
      outcome.failures.push(
        `${name} did not load or fell over outside its tests: ${(file.message ?? '').split('\n')[0]}`,
      )
    }
  }
  return outcome
}

/**
 * What is said at the end, the counted line last, and the exit code: 0 only when something ran and nothing failed.
 * @param {readonly Outcome[]} results
 */
export function conclude(results) {
  const sum = (pick) => results.reduce((total, result) => total + pick(result), 0)
  const passed = sum((result) => result.passed)
  const failed = sum((result) => result.failed)
  const skipped = results.flatMap((result) => result.skipped)
  const failures = results.flatMap((result) => result.failures)
  const lines = ['']
  if (skipped.length > 0) lines.push('Skipped:', ...skipped.map((line) => `  ${line}`))
  if (failures.length > 0) lines.push('Failed:', ...failures.map((line) => `  ${line}`))
  lines.push(`${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`)
  return { lines, code: failed === 0 && passed > 0 ? 0 : 1 }
}
