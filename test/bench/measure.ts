/** Times things side by side: what is compared takes turns in one run, and only ratios of medians are claimed. */
import type { Engine } from '../../electron/engine/index.ts'

export interface Contestant {
  readonly name: string
  readonly run: () => Promise<void> | void
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

/** Median milliseconds per contestant over `rounds`, the contestants taking turns so that the machine's mood hits all of them. */
export async function takeTurns(
  rounds: number,
  contestants: readonly Contestant[],
): Promise<ReadonlyMap<string, number>> {
  const times = new Map(contestants.map(({ name }) => [name, [] as number[]]))
  for (let round = 0; round < rounds; round++) {
    for (const { name, run } of contestants) {
      const start = performance.now()
      await run()
      times.get(name)?.push(performance.now() - start)
    }
  }
  return new Map([...times].map(([name, values]) => [name, median(values)]))
}

export function report(
  title: string,
  times: ReadonlyMap<string, number>,
  ours: string,
  theirs: string,
  bar: string,
): void {
  const own = times.get(ours) ?? Number.NaN
  const other = times.get(theirs) ?? Number.NaN
  console.log(`\n${title}`)
  for (const [name, value] of times)
    console.log(`  ${name.padEnd(52)} ${value < 100 ? value.toFixed(2) : value.toFixed(0)} ms`)
  console.log(`  ratio ${ours} / ${theirs}: ${(own / other).toFixed(2)}   ${bar}`)
}

/** What a subject is measured in: a folder that goes again, and engines in it. */
export interface Bench {
  readonly folder: string
  /** Rows of the made-up statement (LZ_BENCH_ROWS). */
  readonly rows: number
  /** The statement of 20 columns as a workbook, written when it is first asked for. */
  statement(rows?: number): string
  /** An engine on a place in the folder; no case is open. The caller shuts it down. */
  engineIn(place: string): Engine
}

/** The parser as it is delivered: starting from the sources, half a second goes into taking the types out of them. */
export const builtParser = new URL('../../out/main/parserWorker.js', import.meta.url)
