/** Whose name and number the columns of a list hold that says in its title which way all its rows went. */
import type { ColumnMapping } from '../../../../shared/contract/imports.ts'
import type { RecordKind } from '../../../../shared/model/define.ts'
import { cleanHeader } from '../../../../shared/model/headers.ts'
import type { RawRow } from '../formats/cells.ts'

/** Headers that say themselves that the owner of the list is meant, or whoever was asked about. */
const saysOwn = /本|我|己方|交易|查询|客户|用户|持卡|主账|主体|调证|被查/u

/**
 * The mapping with the one name of each row, and the number beside it, as the other side's: a list of what came in names whom it came from. `way` is what
 * the title tells, null where it tells none. Left as it is where a column tells both sides, a header says whose it is, or the owner told around the table
 * (`owners`) stands in the columns.
 */
export function onOtherSide(
  kind: RecordKind,
  columns: readonly ColumnMapping[],
  way: string | null,
  { owners, data }: { readonly owners: readonly string[]; readonly data: readonly RawRow[] },
): readonly ColumnMapping[] {
  const turned = new Map(kind.otherSide ?? [])
  if (way === null || turned.size === 0) return columns
  const others = new Set(turned.values())
  const mapped = columns.filter(({ column, field }) => column !== null && field !== null)
  const own = mapped.filter(({ field }) => turned.has(field ?? ''))
  const named = new Set(owners.map(plain))
  if (
    mapped.some(({ field }) => others.has(field ?? '')) ||
    own.some(({ header }) => saysOwn.test(cleanHeader(header))) ||
    !own.some(({ field }) => kind.fields.some(({ id, type }) => id === field && type === 'name')) ||
    own.some(({ column }) => data.some(({ cells }) => named.has(plain(cells[column ?? -1] ?? ''))))
  )
    return columns
  const taken = new Set<string>()
  return columns.map((entry) => {
    const other = entry.column === null ? undefined : turned.get(entry.field ?? '')
    if (other === undefined || taken.has(other)) return entry
    taken.add(other)
    return { ...entry, field: other, confidence: 0.8, reason: 'context', evidence: way }
  })
}
const plain = (cell: string): string => cell.normalize('NFKC').replace(/[\s-]/g, '')
