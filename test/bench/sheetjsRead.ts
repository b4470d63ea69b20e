/** What SheetJS needs to read the workbook into rows and no more. */
import { readFileSync } from 'node:fs'
import * as XLSX from 'xlsx'
import { begin, end } from './process.ts'

begin()
const book = XLSX.read(readFileSync(process.argv[2] as string), { dense: true })
const rows = XLSX.utils.sheet_to_json(book.Sheets[book.SheetNames[0] as string] as XLSX.WorkSheet, {
  header: 1,
})
end()
process.exit(rows.length > 1 ? 0 : 1)
