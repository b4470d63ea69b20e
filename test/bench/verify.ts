/**
 * Verifying a large case, quick and deep, against its import in the same run; the large one has ten times the rows (LZ_BENCH_LARGE=0 leaves it out). Quick
 * compares what is derived with digests, deep derives again and reads the originals again.
 */
import { join } from 'node:path'
import type { Bench } from './measure.ts'
import { type Measured, measured, said } from './process.ts'

const passphrase = 'correct horse battery staple'

export async function benchVerify(bench: Bench): Promise<void> {
  const large = process.env['LZ_BENCH_LARGE'] === '0' ? [] : [bench.rows * 10]
  for (const rows of [bench.rows, ...large]) {
    console.log(`\nVerification of ${rows.toLocaleString('en')} rows`)
    await oneCase(bench, rows, 'open')
    if (rows === bench.rows) await oneCase(bench, rows, 'encrypted')
  }
}
async function oneCase(bench: Bench, rows: number, how: 'open' | 'encrypted'): Promise<void> {
  const folder = join(bench.folder, `verify-${rows}-${how}`)
  const secret = how === 'open' ? [] : [passphrase]
  const imported = await measured('./importOnce.ts', bench.statement(rows), folder, secret[0] ?? '')
  console.log(`  ${`import, ${how} case`.padEnd(30)} ${said(imported)}`)
  for (const [mode, bar] of [
    ['quick', rows >= 1_000_000 ? '≤ 10 s, ≤ 800 MB' : ''],
    ['deep', '≤ 1.5 × the import'],
  ] as const) {
    const verified = await measured('./verifyOnce.ts', folder, mode, ...secret)
    console.log(
      `  ${`${mode}, ${how} case`.padEnd(30)} ${said(verified)}; ÷ import: ${ratio(verified, imported)}   ${bar === '' ? '' : `(${bar})`}`,
    )
  }
}
function ratio(one: Measured, other: Measured): string {
  const processor =
    one.processorMilliseconds === null || other.processorMilliseconds === null
      ? ''
      : `, ${(one.processorMilliseconds / other.processorMilliseconds).toFixed(2)} by the processor`
  return `${(one.milliseconds / other.milliseconds).toFixed(2)} by the clock${processor}`
}
