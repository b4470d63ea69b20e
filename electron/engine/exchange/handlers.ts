import { zipSync } from 'fflate'
import type { Args, Result } from '../../../shared/contract/index.ts'
import type { exchangeContract } from '../../../shared/contract/exchange.ts'
import { AppError } from '../../../shared/errors.ts'
import { exchangeEndings } from '../../../shared/model/chart/exchangeFormats.ts'
import type { JoinedEdge } from '../../../shared/model/chart/joinedLines.ts'
import { chartToDraw } from '../charts/chartToDraw.ts'
import { sourcesOf } from '../charts/sheet/sheetFacts.ts'
import type { HandlersFor, JobContext, ReadingJobContext } from '../core/context.ts'
import { xmlDecoder } from '../import/formats/xmlText.ts'
import { caseNameFor } from '../report/buildReport.ts'
import { redactionPolicy } from '../report/model/knownIdentity.ts'
import { maskChart, maskText } from '../report/model/redact.ts'
import { onOneState } from '../report/oneState.ts'
import { fileWord, outputName, recordReport } from '../report/outputFile.ts'
import { anx } from './anx.ts'
import { edgeTable, nodeTable } from './csvPair.ts'
import { type ExchangeGraph, exchangeGraph } from './exchangeGraph.ts'
import { ftmEntities, ftmLines, ftmStatements } from './ftm.ts'
import { gexf } from './gexf.ts'
import { graphml } from './graphml.ts'
import { matchNodes } from './matchNodes.ts'
import { GraphReader } from './readGraph.ts'
import { piecesOf, sizeOfGranted } from '../store/fileGrants.ts'
import { type ByteSink, fill } from '../store/sealedFile.ts'

export const exchangeHandlers = {
  'exchange.write': writeExchange,
  'exchange.read': readExchange,
} satisfies HandlersFor<typeof exchangeContract>

/** No line has more sources told; the rest is counted. */
const mostSources = 5
async function writeExchange(
  context: JobContext,
  args: Args<'exchange.write'>,
): Promise<Result<'exchange.write'>> {
  const { chartId, format, redact, language } = args
  const { graph, drawn, assumed } = await onOneState(context, async () => {
    const db = context.db()
    const policy = redactionPolicy(db, redact)
    const mask = (text: string): string => (policy === null ? text : maskText(policy)('text', text))
    const whole = chartToDraw(db, chartId, (scope) => context.rows(scope))
    const chart = policy === null ? whole : maskChart(whole, maskText(policy))
    const told = (edge: JoinedEdge): string => {
      const files = sourcesOf(db, { edges: [edge] })
      const named = files
        .slice(0, mostSources)
        .map(({ fileName, sha256 }) => `${mask(fileName)} [${sha256.slice(0, 16)}]`)
      return [...named, ...(files.length > mostSources ? [`… ${files.length}`] : [])].join('; ')
    }
    return {
      graph: exchangeGraph(db, chart, {
        language,
        masked: policy !== null,
        holdsDrawings: format === 'graphml',
        sourcesOf: told,
      }),
      drawn: chart.annotations?.length ?? 0,
      assumed: chart.assumed?.length ?? 0,
    }
  })
  const file = context.files.createOutput(
    outputName(
      caseNameFor(context, redact),
      `${fileWord(graph.name)}_${format}`,
      context.at,
      exchangeEndings[format],
    ),
  )
  try {
    context.checkCancelled()
    write(file.open(), graph, format, { at: context.at, dataset: caseNameFor(context, redact) })
    const kept = await recordReport(context, file, 'exchange.write', {
      chartId,
      chart: graph.name,
      format,
      redacted: redact,
    })
    return {
      ...kept,
      nodes: graph.nodes.length,
      edges: graph.edges.length,
      drawingsLeftOut: drawn - graph.drawings.length,
      assumedLeftOut: assumed,
    }
  } catch (error) {
    context.files.revoke(file.fileId)
    throw error
  }
}
function write(
  file: ByteSink,
  graph: ExchangeGraph,
  format: Args<'exchange.write'>['format'],
  { at, dataset }: { readonly at: string; readonly dataset: string },
): void {
  switch (format) {
    case 'graphml':
      return streamed(file, graphml(graph))
    case 'gexf':
      return streamed(file, gexf(graph, at.slice(0, 10)))
    case 'anx':
      return streamed(file, anx(graph))
    case 'csv':
      return archived(file, at, {
        'nodes.csv': nodeTable(graph),
        'edges.csv': edgeTable(graph),
        'notes.txt': [`${graph.name}\n`, ...graph.notes.map((note) => `${note}\n`)],
      })
    case 'ftm': {
      const entities = ftmEntities(graph)
      return archived(file, at, {
        'entities.ftm.json': ftmLines(entities),
        'statements.csv': ftmStatements(entities, dataset, at),
        'notes.txt': [`${graph.name}\n`, ...graph.notes.map((note) => `${note}\n`)],
      })
    }
  }
}
function streamed(file: ByteSink, pieces: Iterable<string>): void {
  fill(file, inBytes(pieces))
}
function* inBytes(pieces: Iterable<string>): Generator<Buffer> {
  for (const piece of pieces) yield Buffer.from(piece)
}
function archived(file: ByteSink, at: string, files: Readonly<Record<string, Iterable<string>>>): void {
  const entries = Object.entries(files).map(
    ([name, pieces]) => [name, Buffer.from([...pieces].join(''))] as const,
  )
  fill(file, [zipSync(Object.fromEntries(entries), { mtime: new Date(at.replace(' ', 'T')) })])
}

const mostBytes = 256 * 1024 * 1024
async function readExchange(
  context: ReadingJobContext,
  { fileId }: Args<'exchange.read'>,
): Promise<Result<'exchange.read'>> {
  const granted = context.files.get(fileId)
  const size = await sizeOfGranted(granted)
  if (size > mostBytes) throw new AppError('file-too-large', 'the file is too large', { limit: mostBytes })
  const reader = new GraphReader()
  let decoder: InstanceType<typeof TextDecoder> | null = null
  let done = 0
  for await (const piece of piecesOf(granted)) {
    let bytes = piece
    context.checkCancelled()
    if (decoder === null) {
      const begin = xmlDecoder(bytes)
      decoder = begin.decoder
      bytes = bytes.subarray(begin.mark)
    }
    reader.push(decoder.decode(bytes, { stream: true }))
    context.progress('read', (done += bytes.length), size)
  }
  const graph = reader.finish()
  context.files.release(fileId)
  return {
    ...matchNodes(context.db(), graph),
    skipped: [...graph.skipped].map(([what, count]) => ({ what, count })),
  }
}
