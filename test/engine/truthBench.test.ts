/**
 * Laws of sameness over whole made-up cases, file by file: the same material once more, in whatever form, in two parts, in another order or beside something
 * that has nothing to do with it, leaves every figure as it was. Right answers come from the maker of the cases.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import type { Measure } from '../../shared/contract/measures.ts'
import {
  type Format,
  halves,
  headerAt,
  plainName,
  sheetsOf,
  without,
  writeSheets,
} from '../helpers/disguisedFiles.ts'
import { temporaryEngine, temporaryFolder } from '../helpers/engine.ts'
import { numberOf } from '../helpers/figures.ts'
import { makeBettingCase } from '../helpers/madeUpCases/betting.ts'
import type { MadeUpCase } from '../helpers/madeUpCases/making.ts'
import { makePiracyCase } from '../helpers/madeUpCases/piracy.ts'

const long = process.env['LZ_LONG'] === '1'
const limit = long ? 600_000 : 60_000
const makers = { piracy: makePiracyCase, betting: makeBettingCase } as const
const names = Object.keys(makers) as readonly (keyof typeof makers)[]
const make = (name: keyof typeof makers, seed: number): MadeUpCase =>
  makers[name](temporaryFolder(), seed, 0.02)

const importAll = async (engine: Engine, files: readonly string[]): Promise<readonly number[]> => {
  const batches: number[] = []
  for (const path of files)
    batches.push(
      (
        await engine.call('import.run', { fileId: engine.files.grant(path) }).catch((reason: unknown) => {
          throw new Error(`${path}: ${String(reason)}`)
        })
      ).batchId,
    )
  return batches
}
/** Counters of rows as they were read count every copy; everything else counts facts. */
const countsRows = new Set([
  'seizure.items',
  'bank.rows',
  'calls.rows',
  'bets.rows',
  'bank.failed_transfers',
  'bank.repeated_rows',
])
const told = (measures: readonly Measure[]) =>
  measures
    .filter(({ id }) => !countsRows.has(id))
    .map(({ id, value }) => `${id} ${value === null ? 'withheld' : String(numberOf(value))}`)
const figures = async (engine: Engine) => told(await engine.call('measures.list', {}))

test.each(names)(
  '%s: a copy of any file in any format adds nothing',
  async (name) => {
    const { engine } = await temporaryEngine()
    const made = make(name, 5)
    await importAll(engine, made.files)
    const before = await figures(engine)
    const formats: readonly Format[] = ['xlsx', 'xls', 'ods', 'csv', 'html']
    for (const [place, path] of made.files.entries())
      for (const format of long ? formats : [formats[place % formats.length] as Format]) {
        const copies = writeSheets(temporaryFolder(), `${plainName(path)} 副本`, sheetsOf(path), format)
        const batches = await importAll(engine, copies)
        expect({ path: plainName(path), format, figures: await figures(engine) }).toEqual({
          path: plainName(path),
          format,
          figures: before,
        })
        for (const batchId of batches) await engine.call('import.undo', { batchId })
      }
    expect(await figures(engine)).toEqual(before)
  },
  limit,
)

test.each(names)(
  '%s: files cut in two, in another order, give the same figures',
  async (name) => {
    const { engine } = await temporaryEngine()
    const made = make(name, 6)
    const folder = temporaryFolder()
    const parts = made.files.flatMap((path) => {
      const cut = sheetsOf(path).map(halves)
      return [0, 1].flatMap((side) =>
        writeSheets(
          folder,
          `${plainName(path)} (${side + 1})`,
          cut.map((pair) => pair[side as 0 | 1]).filter(({ rows }) => rows.length > 0),
          'xlsx',
        ),
      )
    })
    await importAll(engine, parts.reverse())
    const measures = await engine.call('measures.list', {})
    expect(
      Object.fromEntries(
        Object.keys(made.truth).map((id) => [
          id,
          numberOf(measures.find((measure) => measure.id === id)?.value),
        ]),
      ),
    ).toEqual(made.truth)
  },
  limit,
)

test.each(names)(
  '%s: a copy with a column less changes no figure, or says so',
  async (name) => {
    const { engine } = await temporaryEngine()
    const made = make(name, 7)
    await importAll(engine, made.files)
    const before = await figures(engine)
    const silent: string[] = []
    for (const path of made.files) {
      const sheets = sheetsOf(path)
      const [first] = sheets
      const header = first?.rows[headerAt(first.rows)] ?? []
      const columns = header.flatMap((cell, place) => (cell === null || cell === '' ? [] : [place]))
      for (const column of long ? columns : columns.filter((_, place) => place % 5 === 1)) {
        const earlier = await engine.call('measures.list', {})
        // What a column less makes unreadable is refused by name.
        const batches = await importAll(
          engine,
          writeSheets(
            temporaryFolder(),
            `${plainName(path)} 另存`,
            sheets.map((sheet) => without(sheet, column)),
            'xlsx',
          ),
        ).catch(() => [])
        const measures = await engine.call('measures.list', {})
        for (const [place, figure] of told(measures).entries()) {
          const id = figure.split(' ')[0]
          const warned = (list: readonly Measure[]): string =>
            JSON.stringify(list.find((measure) => measure.id === id)?.why ?? [])
          if (figure !== before[place] && warned(measures) === warned(earlier))
            silent.push(
              `${plainName(path)} without ${String(header[column])}: ${before[place] ?? ''} → ${figure}`,
            )
        }
        for (const batchId of batches) await engine.call('import.undo', { batchId })
      }
    }
    expect(silent).toEqual([])
  },
  limit,
)

test.each(names)(
  '%s: a file that has nothing to do with it changes nothing',
  async (name) => {
    const { engine } = await temporaryEngine()
    const made = make(name, 8)
    const path = join(temporaryFolder(), '食堂用餐.csv')
    writeFileSync(path, '\uFEFF日期,餐别,人数\n2022-01-01,午餐,12\n2022-01-02,晚餐,9\n')
    await importAll(engine, made.files)
    const before = await figures(engine)
    await importAll(engine, [path]).catch(() => [])
    expect(await figures(engine)).toEqual(before)
  },
  limit,
)
