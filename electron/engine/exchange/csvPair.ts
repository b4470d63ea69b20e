/** Two tables, nodes and edges, with the headers of Gephi; Neo4j, Kumu and Linkurious take them with another header row. UTF-8 without a mark. */
import { edgeColumns, type ExchangeGraph, nodeColumns } from './exchangeGraph.ts'

/** A cell that spreadsheets take for no formula; quoted where it must be. */
export function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value) ? `'${value}` : value
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
const line = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`

export function* nodeTable({ nodes }: ExchangeGraph): Generator<string> {
  yield line(['Id', 'Label', 'X', 'Y', ...nodeColumns])
  for (const { id, label, x, y, values } of nodes)
    yield line([id, label, String(x), String(y), ...nodeColumns.map((column) => values[column] ?? '')])
}
export function* edgeTable({ edges }: ExchangeGraph): Generator<string> {
  yield line(['Source', 'Target', 'Type', 'Id', 'Label', 'Weight', ...edgeColumns])
  for (const { from, to, directed, id, label, count, values } of edges)
    yield line([
      from,
      to,
      directed ? 'Directed' : 'Undirected',
      id,
      label,
      String(count),
      ...edgeColumns.map((column) => values[column] ?? ''),
    ])
}
