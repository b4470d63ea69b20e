/** GraphML that NetworkX, igraph, Gephi, Cytoscape and yEd all read: one direction, one name a key, six types, long numbers as text. */
import { edgeColumns, type ExchangeGraph, nodeColumns, type Values } from './exchangeGraph.ts'
import { attributes, declaration, xml } from './xmlOut.ts'

const typed: Readonly<Record<string, string>> = {
  count: 'long',
  countLeast: 'long',
  undirected: 'boolean',
  nameOnly: 'boolean',
  atMost: 'boolean',
}

export function* graphml({ name, nodes, edges, notes, drawings }: ExchangeGraph): Generator<string> {
  yield `${declaration}<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n`
  yield '<key id="g-name" for="graph" attr.name="name" attr.type="string"/>\n<key id="g-notes" for="graph" attr.name="notes" attr.type="string"/>\n'
  if (drawings.length > 0)
    yield '<key id="g-drawings" for="graph" attr.name="drawings" attr.type="string"/>\n'
  yield '<key id="n-label" for="node" attr.name="label" attr.type="string"/>\n<key id="n-x" for="node" attr.name="x" attr.type="double"/>\n<key id="n-y" for="node" attr.name="y" attr.type="double"/>\n'
  for (const column of nodeColumns) yield key('n', 'node', column)
  yield '<key id="e-label" for="edge" attr.name="label" attr.type="string"/>\n'
  for (const column of edgeColumns) yield key('e', 'edge', column)
  yield `<graph id="g" edgedefault="directed">\n<data key="g-name">${xml(name)}</data>\n<data key="g-notes">${xml(notes.join('\n'))}</data>\n`
  // As JSON: other programs keep it as text.
  if (drawings.length > 0) yield `<data key="g-drawings">${xml(JSON.stringify(drawings))}</data>\n`
  for (const node of nodes)
    yield `<node${attributes({ id: node.id })}>${datum('n-label', node.label)}${datum('n-x', String(node.x))}${datum('n-y', String(node.y))}${data('n', node.values)}</node>\n`
  for (const edge of edges)
    yield `<edge${attributes({ id: edge.id, source: edge.from, target: edge.to })}>${datum('e-label', edge.label)}${data('e', edge.values)}</edge>\n`
  yield '</graph>\n</graphml>\n'
}
function key(prefix: string, element: string, column: string): string {
  return `<key id="${prefix}-${column}" for="${element}" attr.name="${column}" attr.type="${typed[column] ?? 'string'}"/>\n`
}
const datum = (id: string, value: string): string => `<data key="${id}">${xml(value)}</data>`
const data = (prefix: string, values: Values): string =>
  Object.entries(values)
    .filter(([, value]) => value !== '')
    .map(([column, value]) => datum(`${prefix}-${column}`, value))
    .join('')
