/** What the table puts on the clipboard, as LibreOffice takes it in: long numbers stay whole, figures are numbers. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { toHtml } from '../../renderer/components/grid/clipboard.ts'
import { temporaryFolder } from '../helpers/engine.ts'
import { converted, office, withoutOffice } from '../helpers/libreOffice.ts'

test.skipIf(office === null)(
  `pasted HTML keeps card numbers, leading zeros and dates as text and amounts as numbers${office === null ? ` — skipped: ${withoutOffice}` : ''}`,
  () => {
    const path = join(temporaryFolder(), 'pasted.html')
    writeFileSync(
      path,
      toHtml(
        [
          ['6217008375367000751', '10855.15', '007', '2021-03-01 02:21:22'],
          ['6217008375367000769', '-3.50', '=1+1', '3-4'],
        ],
        ['卡号', '金额', '编号', '时间'].map((label) => ({ label, figure: label === '金额' })),
        true,
      ),
    )
    const [csv] = [
      ...converted(
        path,
        'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false',
        'HTML (StarCalc)',
      ).values(),
    ]
    expect(csv?.toString('utf8').trim().split(/\r?\n/)).toEqual([
      '"卡号","金额","编号","时间"',
      '"6217008375367000751",10855.15,"007","2021-03-01 02:21:22"',
      '"6217008375367000769",-3.5,"=1+1","3-4"',
    ])
  },
)
