/** Search over the statement against LIKE over the same texts: time, hits, and what the index costs in time and place. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { indexSheets } from '../../electron/engine/search/indexStore.ts'
import { withoutSeparators } from '../../shared/model/textFold.ts'
import { random, statementRows } from '../helpers/statements.ts'
import type { Bench } from './measure.ts'

const pageOfHits = 20
const times = 60
/** LIKE takes its time; so many of the questions are asked of it. */
const likes = 6

export async function benchSearch(bench: Bench): Promise<void> {
  const workbook = bench.statement()
  for (const passphrase of [null, 'correct horse battery staple'])
    await searchCase(bench, workbook, passphrase)
}

async function searchCase(bench: Bench, workbook: string, passphrase: string | null): Promise<void> {
  const place = passphrase === null ? 'search' : 'search-encrypted'
  const engine = bench.engineIn(place)
  await engine.call('workspace.create', { name: 'bench', passphrase })
  const started = performance.now()
  await engine.call('import.run', { fileId: engine.files.grant(workbook) })
  const whole = performance.now() - started

  // The same texts as one column a row, and once more without separators, in which a piece of a number stands as it is searched for.
  const bare = new Database(join(bench.folder, `${place}-like.db`))
  bare.exec('CREATE TABLE t (row INTEGER PRIMARY KEY, cells TEXT, bare TEXT)')
  const insert = bare.prepare('INSERT INTO t (cells, bare) VALUES (?, ?)')
  let textBytes = 0
  const asked: Record<string, string[]> = {
    'a name of two characters': [],
    'a word of three characters': [],
    'six figures of a card': [],
    'a whole card': [],
    'initials of a name': [],
  }
  const next = random(11)
  bare.transaction(() => {
    let row = 0
    for (const { cells } of statementRows(bench.rows)) {
      textBytes += Buffer.byteLength(cells.join(''))
      insert.run(cells.join('\u001e'), cells.map(withoutSeparators).join('\u001e'))
      row += 1
      if (row % Math.max(1, Math.floor(bench.rows / times)) !== 0) continue
      const [card = '', name = '', branch = '', memo = ''] = [cells[8], cells[9], cells[14], cells[12]]
      asked['a name of two characters']?.push(name.slice(0, 2))
      asked['a word of three characters']?.push(
        memo.length >= 3
          ? memo.slice(0, 3)
          : branch
              .slice(Math.floor(next() * 3), Math.floor(next() * 3) + 3)
              .padEnd(3, '行')
              .slice(0, 3),
      )
      const at = 4 + Math.floor(next() * 8)
      asked['six figures of a card']?.push(card.slice(at, at + 6))
      asked['a whole card']?.push(card)
      asked['initials of a name']?.push('zw')
    }
  })()

  console.log(
    `\nSearch over ${bench.rows.toLocaleString('en')} rows, ${passphrase === null ? 'open' : 'encrypted'} case`,
  )
  const first = performance.now()
  await engine.call('search.find', { text: '第一', limit: pageOfHits })
  console.log(
    `  the very first question, which reads the entities: ${(performance.now() - first).toFixed(0)} ms`,
  )
  for (const [what, questions] of Object.entries(asked)) {
    const ours: number[] = []
    const totals = new Map<string, number>()
    for (const text of questions) {
      const begun = performance.now()
      const { counts } = await engine.call('search.find', { text, limit: pageOfHits })
      ours.push(performance.now() - begun)
      totals.set(text, counts.record)
    }
    const theirs: number[] = []
    let differing = 0
    const figures = /^\d+$/.test(questions[0] ?? '')
    for (const text of what.startsWith('initials') ? [] : questions.slice(0, likes)) {
      const begun = performance.now()
      bare.prepare('SELECT row FROM t WHERE cells LIKE ? ORDER BY row LIMIT ?').all(`%${text}%`, pageOfHits)
      const found =
        bare
          .prepare<[string], number>('SELECT count(*) FROM t WHERE cells LIKE ?')
          .pluck()
          .get(`%${text}%`) ?? 0
      theirs.push(performance.now() - begun)
      const same = figures
        ? (bare
            .prepare<[string], number>('SELECT count(*) FROM t WHERE bare LIKE ?')
            .pluck()
            .get(`%${text}%`) ?? 0)
        : found
      if (totals.get(text) !== same) differing += 1
    }
    const sorted = ours.toSorted((a, b) => a - b)
    const [half, high] = [
      sorted[Math.floor(sorted.length * 0.5)] ?? Number.NaN,
      sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN,
    ]
    const like = theirs.length === 0 ? null : (theirs.toSorted((a, b) => a - b)[theirs.length >> 1] ?? null)
    console.log(
      `  ${what.padEnd(28)} p50 ${half.toFixed(1)} ms, p95 ${high.toFixed(1)} ms (≤ 30)${like === null ? '' : `, LIKE ${like.toFixed(0)} ms: ${(like / half).toFixed(0)} times (≥ 50), ${differing === 0 ? 'same hits' : `${differing} of ${theirs.length} differ`}`}   hits ${Math.min(...totals.values())}–${Math.max(...totals.values())}`,
    )
  }
  await engine.shutdown()
  bare.close()
  if (passphrase !== null) return
  const file: WriteDb = new Database(
    join(
      bench.folder,
      place,
      readdirSync(join(bench.folder, place)).find((name) => name.endsWith('.lzcase')) ?? '',
    ),
  )
  const size =
    file.prepare<[], number>("SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'search%'").pluck().get() ?? 0
  console.log(
    `  index ${(size / 1e6).toFixed(1)} MB for ${(textBytes / 1e6).toFixed(1)} MB of text: ${((size / textBytes) * 100).toFixed(0)} %   (≤ 60 %)`,
  )
  // Made once more by itself, with the reading of the rows that the import need not do.
  file.exec('BEGIN')
  const begun = performance.now()
  await indexSheets(file, file.prepare<[], number>('SELECT sheet_id FROM search_sheets').pluck().all())
  const alone = performance.now() - begun
  file.exec('ROLLBACK')
  file.close()
  console.log(
    `  building it by itself, rows unpacked again: ${alone.toFixed(0)} ms; the whole import with it took ${whole.toFixed(0)} ms, at least ${(whole - alone).toFixed(0)} ms without: at most ${((alone / (whole - alone)) * 100).toFixed(0)} % more   (≤ 40 %)`,
  )
}
