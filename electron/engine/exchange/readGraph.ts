/** Nodes of graph files of other programs: GraphML, GEXF and ANX. A document type is refused, sizes are bounded, and what was not looked at is counted. */
import { AppError } from '../../../shared/errors.ts'
import { attribute, decodeEntities, XmlScanner } from '../import/formats/xmlText.ts'

export interface ReadNode {
  readonly id: string
  readonly label: string
  /** What the file calls its sort; empty where it says nothing. */
  readonly kind: string
  readonly x: number | null
  readonly y: number | null
}
export interface ReadGraph {
  readonly format: 'graphml' | 'gexf' | 'anx'
  readonly name: string
  readonly nodes: readonly ReadNode[]
  readonly edges: number
  readonly skipped: ReadonlyMap<string, number>
}
export const mostNodes = 200_000
const mostText = 100_000

interface Making {
  id: string
  label: string
  kind: string
  x: number | null
  y: number | null
}
const roots = { graphml: 'graphml', gexf: 'gexf', Chart: 'anx' } as const
/** Elements that say how a chart looks or is kept, and tell nothing of what stands on it. */
const dull: ReadonlySet<string> = new Set(
  'graphml graph key default desc gexf meta creator description attributes attribute attvalues nodes edges position color size thickness shape Chart StrengthCollection Strength AttributeClassCollection AttributeClass EntityTypeCollection EntityType LinkTypeCollection LinkType Summary Title Comments ChartItemCollection End Icon IconStyle LinkStyle CIStyle Font AttributeCollection Attribute'.split(
    ' ',
  ),
)

/** Takes the text in pieces. Errors: file-hostile, file-unreadable. */
export class GraphReader {
  private format: ReadGraph['format'] | null = null
  private name = ''
  private readonly nodes: ReadNode[] = []
  private edges = 0
  private readonly skipped = new Map<string, number>()
  private readonly keys = new Map<string, { readonly name: string; readonly of: string }>()
  private node: Making | null = null
  private inEdge = false
  private data: string | null = null
  private words = ''
  private readonly scanner = new XmlScanner({
    open: (name, inside) => this.open(name, inside),
    close: (name) => this.close(name),
    text: (raw) => {
      if (this.data !== null && this.words.length < mostText) this.words += decodeEntities(raw)
    },
  })

  push(text: string): void {
    this.scanner.push(text)
  }
  finish(): ReadGraph {
    if (this.format === null) throw new AppError('file-unreadable', 'not a GraphML, GEXF or ANX file', {})
    return {
      format: this.format,
      name: this.name,
      nodes: this.nodes,
      edges: this.edges,
      skipped: this.skipped,
    }
  }

  private open(name: string, inside: string): void {
    if (this.format === null) {
      const format = (roots as Readonly<Record<string, ReadGraph['format'] | undefined>>)[name]
      if (format === undefined) throw new AppError('file-unreadable', `no graph begins with ${name}`, {})
      this.format = format
      return
    }
    const of = (key: string): string => attribute(inside, key) ?? ''
    switch (name) {
      case 'key':
        this.keys.set(of('id'), { name: of('attr.name') || of('id'), of: of('for') })
        return
      case 'attribute':
        this.keys.set(`a${of('id')}`, { name: of('title'), of: '' })
        return
      case 'node':
        this.begin({ id: of('id'), label: of('label') })
        return
      case 'ChartItem':
        this.begin({ id: '', label: of('Label') })
        return
      case 'edge':
        this.edges++
        this.inEdge = true
        return
      case 'Link':
        this.edges++
        this.node = null
        return
      case 'data':
        this.data = of('key')
        this.words = ''
        return
      case 'Title':
      case 'description':
        this.data = '#title'
        this.words = ''
        return
      default:
        this.inside(name, of)
    }
  }
  private inside(name: string, of: (key: string) => string): void {
    const { node } = this
    if (node !== null && !this.inEdge)
      switch (name) {
        case 'attvalue':
          this.take(node, this.keys.get(`a${of('for')}`)?.name ?? '', of('value'))
          return
        case 'position':
          node.x = number(of('x'))
          node.y = negated(number(of('y')))
          return
        case 'End':
          node.x = number(of('X'))
          node.y = number(of('Y'))
          return
        case 'Entity':
          node.id = of('Identity') || of('EntityId')
          return
        case 'IconStyle':
          if (node.kind === '') node.kind = of('Type') || of('EntityTypeReference')
          return
        case 'Attribute':
          if (of('AttributeClass') === 'LZ kind') node.kind = of('Value')
          return
        default:
      }
    if (!dull.has(name) && name !== 'attvalue') this.skipped.set(name, (this.skipped.get(name) ?? 0) + 1)
  }
  private close(name: string): void {
    if (name === 'data' && this.data !== null) {
      const key = this.keys.get(this.data)
      if (key?.of === 'graph' && key.name === 'name') this.name = this.words
      else if (key?.of === 'graph' && key.name === 'drawings')
        this.skipped.set('drawings', (this.skipped.get('drawings') ?? 0) + 1)
      else if (this.node !== null && !this.inEdge) this.take(this.node, key?.name ?? this.data, this.words)
      this.data = null
    } else if ((name === 'Title' || name === 'description') && this.data === '#title') {
      // Of a description the first line is what it is called.
      this.name = name === 'Title' ? this.words : (this.words.split('\n')[0] ?? '')
      this.data = null
    } else if (name === 'edge') this.inEdge = false
    else if ((name === 'node' || name === 'ChartItem') && this.node !== null) {
      // A text or a picture is no entity.
      if (this.node.id === '') this.skipped.set('label', (this.skipped.get('label') ?? 0) + 1)
      else this.nodes.push(this.node)
      this.node = null
      if (this.nodes.length > mostNodes)
        throw new AppError('file-too-large', 'too many nodes', { limit: mostNodes })
    }
  }
  private begin({ id, label }: { readonly id: string; readonly label: string }): void {
    this.node = { id, label, kind: '', x: null, y: null }
  }
  private take(node: Making, column: string, value: string): void {
    const name = column.toLowerCase()
    if (name === 'label' || (name === 'name' && node.label === '')) node.label = value
    else if (name === 'kind' || ((name === 'type' || name === 'kindname') && node.kind === ''))
      node.kind = value
    else if (name === 'x') node.x = number(value)
    else if (name === 'y') node.y = number(value)
  }
}
function number(text: string): number | null {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  return Number.isFinite(value) && Math.abs(value) < 1e7 ? value : null
}
const negated = (value: number | null): number | null => (value === null ? null : 0 - value)
