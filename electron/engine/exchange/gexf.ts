/** GEXF 1.3 for Gephi: lines of one pair are told apart by their kind, weight is the number of facts, Gephi's y points up. */
import { edgeColumns, type ExchangeGraph, nodeColumns, type Values } from './exchangeGraph.ts'
import { attributes, declaration, xml } from './xmlOut.ts'

const types: Readonly<Record<string, string>> = {
  count: 'long',
  countLeast: 'long',
  undirected: 'boolean',
  nameOnly: 'boolean',
  atMost: 'boolean',
}

/** `at`: the day, `YYYY-MM-DD`. */
export function* gexf({ name, nodes, edges, notes }: ExchangeGraph, at: string): Generator<string> {
  yield `${declaration}<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n`
  yield `<meta${attributes({ lastmodifieddate: at })}><creator>Lianzheng</creator><description>${xml([name, ...notes].join('\n'))}</description></meta>\n`
  yield '<graph defaultedgetype="directed" mode="static">\n'
  yield columns('node', nodeColumns)
  yield columns('edge', edgeColumns)
  yield '<nodes>\n'
  for (const node of nodes)
    yield `<node${attributes({ id: node.id, label: node.label })}>${values(node.values, nodeColumns)}<viz:position${attributes({ x: node.x, y: -node.y, z: 0 })}/></node>\n`
  yield '</nodes>\n<edges>\n'
  for (const edge of edges)
    yield `<edge${attributes({ id: edge.id, source: edge.from, target: edge.to, kind: `${edge.kind}${edge.directed ? '' : ' undirected'}`, label: edge.label, weight: edge.count })}>${values(edge.values, edgeColumns)}</edge>\n`
  yield '</edges>\n</graph>\n</gexf>\n'
}
const columns = (of: string, names: readonly string[]): string =>
  `<attributes class="${of}" mode="static">${names.map((name, index) => `<attribute id="${index}" title="${name}" type="${types[name] ?? 'string'}"/>`).join('')}</attributes>\n`
function values(given: Values, names: readonly string[]): string {
  const told = names.flatMap((name, index) => {
    const value = given[name] ?? ''
    return value === '' ? [] : [`<attvalue for="${index}" value="${xml(value)}"/>`]
  })
  return told.length === 0 ? '' : `<attvalues>${told.join('')}</attvalues>`
}
