import type { StylesheetJson } from 'cytoscape'
import { iconMarkup } from '../../shared/model/entityIcons.ts'
import { entityKinds } from '../../shared/model/define.ts'

/** The colours of the running theme, read from the style sheet's tokens: the chart has no colours of its own. */
export interface ChartTokens {
  readonly font: string
  readonly ink: string
  readonly inkSoft: string
  readonly inkFaint: string
  readonly background: string
  readonly surface: string
  readonly line: string
  readonly accent: string
  readonly warn: string
  readonly kinds: ReadonlyMap<string, string>
}
export function readTokens(element: Element): ChartTokens {
  const computed = getComputedStyle(element)
  const token = (name: string) => computed.getPropertyValue(`--${name}`).trim()
  return {
    font: token('font') || 'sans-serif',
    ink: token('ink'),
    inkSoft: token('ink-2'),
    inkFaint: token('ink-3'),
    background: token('bg'),
    surface: token('surface'),
    line: token('link'),
    accent: token('accent'),
    warn: token('warn'),
    kinds: new Map([
      ...entityKinds.map((kind) => [kind.id, token(kind.colour)] as const),
      ['case', token('accent')],
    ]),
  }
}

function svgUri(body: string): string {
  return `data:image/svg+xml;utf8,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48" viewBox="0 0 24 24" fill="none" stroke-linecap="round" stroke-linejoin="round">${body}</svg>`)}`
}
const iconUris = new Map<string, string>(
  entityKinds.map((kind) => [
    kind.id,
    svgUri(`<g stroke="#fff" stroke-width="2">${iconMarkup(kind.icon)}</g>`),
  ]),
)
// A case among others is no entity; it is drawn as a folder in the accent colour.
iconUris.set('case', svgUri(`<g stroke="#fff" stroke-width="2">${iconMarkup('folder')}</g>`))
const shapes = new Map<string, string>([
  ...entityKinds.map((kind) => [kind.id, kind.shape] as const),
  ['case', 'square'],
])
const pinUri = (colour: string, ground: string) =>
  svgUri(
    `<circle cx="12" cy="12" r="11" fill="${ground}"/><g transform="translate(4.5 4.5) scale(.62)" stroke="${colour}" stroke-width="3">${iconMarkup('pin')}</g>`,
  )

/** How many are inside, in a small disc. */
const insideUri = (count: number, colour: string, ground: string) =>
  svgUri(
    `<circle cx="12" cy="12" r="10.6" fill="${ground}" stroke="${colour}" stroke-width="1.8"/><text x="12" y="16.4" text-anchor="middle" font-family="sans-serif" font-size="${count > 99 ? 9 : 12.5}" font-weight="600" fill="${colour}">${count > 999 ? '999+' : count}</text>`,
  )

/** Entity icon; in its corners the number of those inside, and on a pinned node a pin. */
export function nodeImages(kind: string, pinned: boolean, inside: number, tokens: ChartTokens): string[] {
  const icon = iconUris.get(kind) ?? iconUris.get('item') ?? ''
  const nothing = svgUri('')
  return [
    icon,
    pinned ? pinUri(tokens.ink, tokens.surface) : nothing,
    inside > 0 ? insideUri(inside, tokens.ink, tokens.surface) : nothing,
  ]
}

export function chartStyle(tokens: ChartTokens): StylesheetJson {
  return [
    {
      selector: 'node',
      style: {
        width: 'data(size)',
        height: 'data(size)',
        'background-color': (node: { data(name: string): string }) =>
          tokens.kinds.get(node.data('kind')) || tokens.inkFaint,
        shape: (node: { data(name: string): string }) =>
          shapes.get(node.data('kind')) === 'square' ? 'round-rectangle' : 'ellipse',
        'background-image': (node: { data(name: string): unknown }) =>
          nodeImages(
            String(node.data('kind')),
            node.data('pinned') === true,
            Number(node.data('inside') ?? 0),
            tokens,
          ),
        'background-width': ['52%', '38%', '48%'],
        'background-height': ['52%', '38%', '48%'],
        'background-position-x': ['50%', '-12%', '118%'],
        'background-position-y': ['50%', '-12%', '-18%'],
        'background-clip': ['none', 'none', 'none'],
        'background-image-containment': ['over', 'over', 'over'],
        'bounds-expansion': 6,
        label: 'data(caption)',
        'font-family': tokens.font,
        'font-size': 13,
        color: tokens.ink,
        'text-wrap': 'wrap',
        'text-max-width': '160px',
        'line-height': 1.3,
        'text-valign': 'bottom',
        'text-margin-y': 5,
        'text-background-color': tokens.background,
        'text-background-opacity': 0.78,
        'text-background-padding': '1px',
        'text-background-shape': 'roundrectangle',
        'min-zoomed-font-size': 5.5,
        'border-width': 0,
      },
    },
    {
      selector: 'node.frame',
      style: {
        shape: 'round-rectangle',
        width: 'data(width)',
        height: 'data(height)',
        'background-color': tokens.surface,
        'background-image': 'none',
        'border-width': 1,
        'border-color': tokens.line,
        'z-compound-depth': 'bottom',
        events: 'no',
        'font-weight': 600,
        'font-size': 'data(textSize)',
        'text-max-width': '2000px',
        // cytoscape takes a number here too.
        'text-margin-y': 'data(titleRise)' as unknown as number,
        'text-background-opacity': 0,
        'min-zoomed-font-size': 0,
      },
    },
    {
      selector: 'node[?nameOnly]',
      style: {
        'border-width': 2,
        'border-style': 'dashed',
        'border-color': tokens.surface,
        'background-opacity': 0.72,
      },
    },
    {
      selector: 'node[?noted]',
      style: { 'outline-width': 2, 'outline-color': tokens.warn, 'outline-offset': 2 },
    },
    {
      selector: 'node:selected',
      style: {
        'outline-width': 2,
        'outline-color': tokens.accent,
        'outline-offset': 3,
        'outline-opacity': 1,
      },
    },
    // What a person has picked or is looking for says its name however far away it is.
    {
      selector: 'node:selected, node.onPath, node.found',
      style: { 'min-zoomed-font-size': 0, 'font-size': 16, 'z-index': 30 },
    },
    { selector: 'node:active', style: { 'overlay-opacity': 0.06, 'overlay-color': tokens.accent } },
    {
      selector: 'edge',
      style: {
        width: 'data(width)',
        'line-color': tokens.line,
        'target-arrow-color': tokens.line,
        'curve-style': 'bezier',
        'control-point-step-size': 46,
        'arrow-scale': 0.9,
        'target-arrow-shape': (edge: { data(name: string): unknown }) =>
          edge.data('directed') === true ? 'triangle' : 'none',
        'source-arrow-color': tokens.line,
        'source-arrow-shape': (edge: { data(name: string): unknown }) =>
          edge.data('back') === true ? 'triangle' : 'none',
        label: 'data(caption)',
        'text-wrap': 'wrap',
        'font-family': tokens.font,
        'font-size': 10.5,
        color: tokens.inkSoft,
        'text-rotation': 'autorotate',
        'text-background-color': tokens.background,
        'text-background-opacity': 0.85,
        'text-background-padding': '1px',
        'min-zoomed-font-size': 6.5,
      },
    },
    {
      selector: 'edge:selected',
      style: {
        'line-color': tokens.accent,
        'target-arrow-color': tokens.accent,
        'source-arrow-color': tokens.accent,
        color: tokens.accent,
        'z-index': 10,
      },
    },
    { selector: '.dimmed', style: { opacity: 0.16 } },
    {
      selector: 'edge.onPath',
      style: {
        'line-color': tokens.accent,
        'target-arrow-color': tokens.accent,
        'source-arrow-color': tokens.accent,
        width: 3.5,
        opacity: 1,
        'z-index': 20,
      },
    },
    {
      selector: 'node.onPath',
      style: { 'outline-width': 2, 'outline-color': tokens.accent, 'outline-offset': 3, opacity: 1 },
    },
    {
      selector: 'node.found',
      style: { 'outline-width': 3, 'outline-color': tokens.warn, 'outline-offset': 3 },
    },
  ]
}
