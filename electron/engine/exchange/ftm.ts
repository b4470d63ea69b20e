/**
 * FollowTheMoney (names of 4.x): an entity a line, every value a text in a list; and the same as statements, each with where it comes from.
 * What has no schema there keeps our kind in `keywords` or `role`. Ids are the same in every export of the same thing.
 */
import { hash53 } from '../../../shared/model/entityId.ts'
import { keyValue } from '../../../shared/model/entityId.ts'
import { cell } from './csvPair.ts'
import type { ExchangeEdge, ExchangeGraph, ExchangeNode } from './exchangeGraph.ts'

export interface FtmEntity {
  readonly id: string
  readonly schema: string
  readonly properties: Readonly<Record<string, readonly string[]>>
  /** Files that say so. */
  readonly origin: string
}
const legal: ReadonlySet<string> = new Set(['Person', 'Organization', 'LegalEntity'])
const money: ReadonlySet<string> = new Set([
  'transfer',
  'deposits',
  'withdraws',
  'bets',
  'buys',
  'sells',
  'collects',
  'paysOrder',
  'takesOrders',
  'buysCoins',
])

/** Every entity and link of the chart; accounts without a known holder get a stand-in who pays and is paid. */
export function ftmEntities({ nodes, edges }: ExchangeGraph): readonly FtmEntity[] {
  const made = new Map<string, FtmEntity>()
  const nodeOf = new Map(nodes.map((node) => [node.id, node]))
  for (const node of nodes) made.set(node.id, entityOf(node))
  const holders = new Map<string, string>()
  for (const edge of edges) {
    const holder = made.get(edge.from)
    if (edge.kind === 'holds' && holder !== undefined && legal.has(holder.schema) && !holders.has(edge.to))
      holders.set(edge.to, edge.from)
  }
  const partyOf = (id: string): string => {
    const entity = made.get(id)
    if (entity === undefined || legal.has(entity.schema)) return id
    const holder = holders.get(id)
    if (holder !== undefined) return holder
    const stand = `${id} (holder)`
    if (!made.has(stand))
      made.set(stand, {
        id: stand,
        schema: 'LegalEntity',
        properties: listed({
          name: nodeOf.get(id)?.label ?? id,
          summary: 'stand-in: the holder of this account is not known',
        }),
        origin: '',
      })
    return stand
  }
  const links = edges.map((edge) => linkOf(edge, made, partyOf))
  return [...made.values(), ...links].map((entity) => withIds(entity))
}
function entityOf({ id, kind, label, values }: ExchangeNode): FtmEntity {
  const number = id.startsWith(`${kind}:`) ? keyValue(id.slice(kind.length + 1)) : ''
  const notes = [values['undecided'] ?? '', values['note'] ?? ''].filter((text) => text !== '').join('\n')
  const common = { name: label, keywords: values['kindName'] ?? kind, notes }
  const of = (schema: string, more: Readonly<Record<string, string>> = {}): FtmEntity => ({
    id,
    schema,
    properties: listed({ ...common, ...more }),
    origin: '',
  })
  switch (kind) {
    case 'person':
      return of(
        'Person',
        values['nameOnly'] === 'true'
          ? { summary: 'known by name only' }
          : { position: values['second'] ?? '' },
      )
    case 'organisation':
    case 'shop':
      return of('Organization')
    case 'bankAccount':
      return of('BankAccount', { accountNumber: number === '' ? label : number })
    case 'paymentAccount':
      return of('BankAccount', {
        accountNumber: number === '' ? label : number,
        accountType: 'payment account',
      })
    case 'phone':
      return of('UserAccount', { service: 'phone', username: number === '' ? label : number })
    case 'socialAccount':
    case 'siteAccount':
      return of('UserAccount', { service: kind, username: number === '' ? label : number })
    case 'place':
      return of('Address', { full: label })
    case 'vehicle':
      return of('Vehicle', { registrationNumber: label })
    case 'website':
    case 'ip':
      return of('Thing')
    default:
      return of('Asset')
  }
}
function linkOf(
  edge: ExchangeEdge,
  made: ReadonlyMap<string, FtmEntity>,
  partyOf: (id: string) => string,
): FtmEntity {
  const { values, kind, kindName, from, to } = edge
  const schemaOf = (id: string): string => made.get(id)?.schema ?? ''
  const told = {
    recordId: edge.id,
    summary: `${values['atMost'] === 'true' ? '≤ ' : ''}${kindName} × ${values['count'] ?? ''}`,
    description: [values['undecided'] ?? '', values['otherAmounts'] ?? '', values['amountRange'] ?? '']
      .filter((text) => text !== '')
      .join('\n'),
    startDate: (values['firstTime'] ?? '').replace(' ', 'T'),
    endDate: (values['lastTime'] ?? '').replace(' ', 'T'),
    publisher: values['sources'] ?? '',
  }
  // Kind and ends alone: another filter gives the same link the same id.
  const id = `${kind} ${from} ${to} ${edge.directed ? '' : 'undirected'}`
  const of = (schema: string, ends: Readonly<Record<string, string>>): FtmEntity => ({
    id,
    schema,
    properties: listed({ ...told, ...ends }),
    origin: values['sources'] ?? '',
  })
  if (money.has(kind) && (values['amount'] ?? '') !== '')
    return of('Payment', {
      payer: partyOf(from),
      beneficiary: partyOf(to),
      payerAccount: schemaOf(from) === 'BankAccount' ? from : '',
      beneficiaryAccount: schemaOf(to) === 'BankAccount' ? to : '',
      amount: values['amount'] ?? '',
      currency: values['currency'] ?? '',
      purpose: kindName,
    })
  if (
    kind === 'holds' &&
    legal.has(schemaOf(from)) &&
    ['BankAccount', 'Vehicle', 'Asset'].includes(schemaOf(to))
  )
    return of('Ownership', { owner: from, asset: to, role: kindName })
  return of('UnknownLink', { subject: from, object: to, role: kindName })
}
function listed(values: Readonly<Record<string, string>>): FtmEntity['properties'] {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [name, [value]]),
  )
}
/** Properties that hold the id of another entity. */
const references: ReadonlySet<string> = new Set([
  'payer',
  'beneficiary',
  'payerAccount',
  'beneficiaryAccount',
  'owner',
  'asset',
  'subject',
  'object',
])
const idOf = (name: string): string => `lz-${hash53(name).toString(36)}`
function withIds(entity: FtmEntity): FtmEntity {
  return {
    ...entity,
    id: idOf(entity.id),
    properties: Object.fromEntries(
      Object.entries(entity.properties).map(([name, values]) => [
        name,
        references.has(name) ? values.map(idOf) : values,
      ]),
    ),
  }
}
export function* ftmLines(entities: readonly FtmEntity[]): Generator<string> {
  for (const { id, schema, properties } of entities) yield `${JSON.stringify({ id, schema, properties })}\n`
}
/** Each value by itself. `dataset`: the case; canonical ids are those of the entities, since what is merged is one already. */
export function* ftmStatements(
  entities: readonly FtmEntity[],
  dataset: string,
  at: string,
): Generator<string> {
  const line = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`
  yield line([
    'id',
    'entity_id',
    'canonical_id',
    'prop',
    'prop_type',
    'schema',
    'value',
    'dataset',
    'lang',
    'original_value',
    'external',
    'first_seen',
    'last_seen',
    'origin',
  ])
  const seen = at.replace(' ', 'T')
  for (const { id, schema, properties, origin } of entities)
    for (const [prop, values] of [['id', [id]] as const, ...Object.entries(properties)])
      for (const value of values)
        yield line([
          idOf(`${dataset} ${id} ${prop} ${value}`),
          id,
          id,
          prop,
          prop === 'id' ? 'id' : references.has(prop) ? 'entity' : 'string',
          schema,
          value,
          dataset,
          '',
          '',
          'f',
          seen,
          seen,
          origin,
        ])
}
