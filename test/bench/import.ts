/** Bringing a large statement in, against what the same workbook costs another reader to read and no more. */
import { join } from 'node:path'
import { alone, type Bench, report, takeTurns } from './measure.ts'

export async function benchImport(bench: Bench): Promise<void> {
  const workbook = bench.statement()
  let cases = 0
  const importInto = (passphrase: string) => alone('./importOnce.ts', workbook, join(bench.folder, `case-${cases++}`), passphrase)
  const imports = await takeTurns(3, [
    { name: 'bare read with SheetJS (dense, to rows)', run: () => alone('./sheetjsRead.ts', workbook) },
    { name: 'whole import, open case', run: () => importInto('') },
    { name: 'whole import, encrypted case', run: () => importInto('correct horse battery staple') },
  ])
  report('Import: read, convert, resolve, write, link, commit', imports, 'whole import, open case', 'bare read with SheetJS (dense, to rows)', '(issue 3 asks ≤ 5 for ten times the rows: ≤ 0.5 per row)')
  report('The same into an encrypted case', imports, 'whole import, encrypted case', 'bare read with SheetJS (dense, to rows)', '(≤ 0.75 per row)')
}
