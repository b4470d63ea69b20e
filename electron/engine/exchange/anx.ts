/**
 * i2 Analyst's Notebook chart XML, the small subset that public writers agree on: strengths, types, attribute classes, items. Not tried on a licensed
 * machine. Identity is `kind:number`, so that two exports merge and a phone never meets an account.
 */
import { chartColours } from '../../../shared/model/chart/colours.ts'
import { entityKinds } from '../../../shared/model/define.ts'
import type { ExchangeEdge, ExchangeGraph, ExchangeNode } from './exchangeGraph.ts'
import { attributes, declaration } from './xmlOut.ts'

/** Keys into the pictures that are installed with it; an unknown key loses only the picture. */
const icons: Readonly<Record<string, string>> = {
  person: 'Person',
  organisation: 'Office',
  bankAccount: 'Account',
  paymentAccount: 'Account',
  phone: 'Cellfone',
  place: 'Place',
  vehicle: 'Car',
  website: 'Internet',
  ip: 'Computer',
  device: 'Computer',
}
const strengths = [
  ['Confirmed', 'DotStyleSolid'],
  ['Tentative', 'DotStyleDotted'],
] as const
/** Classes of attributes with their sort: doubles only where no figure can be lost. */
const classes = [
  ['LZ kind', 'AttText'],
  ['LZ second line', 'AttText'],
  ['LZ amount', 'AttText'],
  ['LZ other amounts', 'AttText'],
  ['LZ amount range', 'AttText'],
  ['LZ undecided', 'AttText'],
  ['LZ at most', 'AttFlag'],
  ['LZ count', 'AttNumber'],
  ['LZ first time', 'AttText'],
  ['LZ last time', 'AttText'],
  ['LZ inside', 'AttText'],
  ['LZ sources', 'AttText'],
  ['LZ tags', 'AttText'],
  ['LZ colour', 'AttText'],
  ['LZ flag', 'AttText'],
] as const

export function* anx({ name, nodes, edges, notes }: ExchangeGraph): Generator<string> {
  const loops = edges.filter(({ from, to }) => from === to).length
  const told =
    loops === 0
      ? notes
      : [
          ...notes,
          `自身到自身的关系 ${loops} 条，此格式不收，未写入 / ${loops} links of a thing to itself left out: this format refuses them`,
        ]
  yield `${declaration}<Chart IdReferenceLinking="false" Rigorous="true">\n`
  yield `<StrengthCollection>${strengths.map(([strength, dots], index) => `<Strength${attributes({ Id: `S${index + 1}`, Name: strength, DotStyle: dots })}/>`).join('')}</StrengthCollection>\n`
  yield `<AttributeClassCollection>${classes.map(([one, type], index) => `<AttributeClass${attributes({ Id: `A${index + 1}`, Name: one, Type: type, ShowValue: 'false' })}/>`).join('')}</AttributeClassCollection>\n`
  const kinds = [...new Map(nodes.map(({ kind, values }) => [kind, values['kindName'] ?? kind]))]
  yield `<EntityTypeCollection>${kinds.map(([kind, one]) => `<EntityType${attributes({ Name: one, IconFile: icons[kind] ?? 'General', Colour: colourOf(kind), PreferredRepresentation: 'RepresentAsIcon' })}/>`).join('')}</EntityTypeCollection>\n`
  const links = [...new Set(edges.map(({ kindName }) => kindName))]
  yield `<LinkTypeCollection>${links.map((one) => `<LinkType${attributes({ Name: one, Colour: 0 })}/>`).join('')}</LinkTypeCollection>\n`
  yield `<Summary><Title>${escapedText(name)}</Title><Comments>${escapedText(told.join('\n'))}</Comments></Summary>\n<ChartItemCollection>\n`
  for (const node of nodes) yield entityItem(node)
  // A line to itself is refused there.
  for (const edge of edges) if (edge.from !== edge.to) yield linkItem(edge)
  yield '</ChartItemCollection>\n</Chart>\n'
}
const escapedText = (text: string): string => attributes({ t: text }).slice(4, -1)
function attributeList(values: Readonly<Record<string, string | undefined>>): string {
  const told = Object.entries(values).filter(([, value]) => value !== undefined && value !== '')
  return told.length === 0
    ? ''
    : `<AttributeCollection>${told.map(([one, value]) => `<Attribute${attributes({ AttributeClass: one, Value: value })}/>`).join('')}</AttributeCollection>`
}
function entityItem({ id, kind, label, x, y, values }: ExchangeNode): string {
  const type = values['kindName'] ?? kind
  const style = `<IconStyle${attributes({ Type: type })}/>`
  return `<ChartItem${attributes({ Label: label, Description: values['note'] === '' ? undefined : values['note'], XPosition: Math.round(x) })}><End${attributes({ X: Math.round(x), Y: Math.round(y), Z: 0 })}><Entity${attributes({ EntityId: id, Identity: id, LabelIsIdentity: 'false' })}><Icon>${style}</Icon></Entity></End>${attributeList(
    {
      'LZ kind': kind,
      'LZ second line': values['second'],
      'LZ amount': money(values['amount'], values['currency']),
      'LZ other amounts': values['otherAmounts'],
      'LZ at most': values['atMost'],
      'LZ undecided': values['undecided'],
      'LZ inside': values['inside'],
      'LZ tags': values['tags'],
      'LZ colour': values['colour'],
      'LZ flag': values['flag'],
    },
  )}</ChartItem>\n`
}
function linkItem({ from, to, kind, kindName, directed, count, values }: ExchangeEdge): string {
  const sum = money(values['amount'], values['currency'])
  const label = `${values['atMost'] === 'true' ? '≤ ' : ''}${sum === '' ? `${kindName} ${count}` : `${sum} · ${count}`}`
  const open = values['undecided'] !== '' || values['atMost'] === 'true'
  return `<ChartItem${attributes({ Label: label })}><Link${attributes({ End1Id: from, End2Id: to })}><LinkStyle${attributes(
    {
      ArrowStyle: directed ? 'ArrowOnHead' : 'ArrowNone',
      Strength: strengths[open ? 1 : 0][0],
      Type: kindName,
      MlStyle: 'MultiplicityMultiple',
    },
  )}/></Link>${attributeList({
    'LZ kind': kind,
    'LZ count': String(count),
    'LZ amount': sum,
    'LZ other amounts': values['otherAmounts'],
    'LZ amount range': values['amountRange'],
    'LZ at most': values['atMost'],
    'LZ undecided': values['undecided'],
    'LZ first time': values['firstTime'],
    'LZ last time': values['lastTime'],
    'LZ sources': values['sources'],
  })}</ChartItem>\n`
}
const money = (amount = '', currency = ''): string => (amount === '' ? '' : `${amount} ${currency}`)
/** R + 256 · G + 65536 · B. */
function colourOf(kind: string): number {
  const name = entityKinds.find(({ id }) => id === kind)?.colour
  const colour = chartColours.paper.kinds[name ?? ''] ?? '#606a7e'
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  return red + 256 * green + 65_536 * blue
}
