/** The charts of a case, and one of them as a file. */
import { type Command, type CommandContext, UsageError } from './command.ts'
import { exchangeFormats, type ExchangeFormat } from '../../../shared/model/chart/exchangeFormats.ts'
import { papers, type SheetFormat, sheetFormats, sheetLooks } from '../../../shared/model/chart/papers.ts'
import { among, inWords, table } from './inWords.ts'
import { keepFile, redactAsked, redactOption } from './keepFile.ts'
import { withCase } from './openCase.ts'

export const chartCommand: Command = {
  name: 'chart',
  words: 'CASE [NAME]',
  least: 1,
  most: 2,
  summary:
    'list the charts of a case, write the one of a name as a sheet or for another program, or make one of a file of another program',
  options: {
    out: { value: 'FOLDER', help: 'where to write it; made when it is not there' },
    format: { value: 'FORMAT', help: 'pdf, png, svg; for other programs graphml, gexf, csv, ftm, anx (svg)' },
    paper: {
      value: 'PAPER',
      help: 'a4, a3, or a poster over pages: poster (poster-a3), poster-a4; a larger one is taken where text would be below 7 points (a4)',
    },
    look: { value: 'LOOK', help: 'colour, or black: for what is copied in black (colour)' },
    redact: redactOption,
    read: {
      value: 'FILE',
      help: 'GraphML, GEXF or ANX: NAME becomes a chart of those of its nodes that the case knows by kind and number; without NAME it only tells which',
    },
  },
  run(context) {
    const { given, engine, output, language } = context
    const [, wanted] = given.words
    const folder = given.text('out')
    const file = given.text('read')
    if (file !== undefined) {
      if (folder !== undefined) throw new UsageError('give --read or --out')
      return readFile(context, file, wanted)
    }
    if ((wanted === undefined) !== (folder === undefined))
      throw new UsageError('give NAME and --out FOLDER together')
    const redact = redactAsked(given)
    const format = among(
      '--format',
      [...sheetFormats, ...exchangeFormats] as const,
      given.text('format') ?? 'svg',
    )
    const sort = among('--paper', [...papers, 'poster'] as const, given.text('paper') ?? 'a4')
    const paper = sort === 'poster' ? 'poster-a3' : sort
    const look = among('--look', sheetLooks, given.text('look') ?? 'colour')
    return withCase(context, given.words[0], folder === undefined ? 'read' : 'leave', async () => {
      const charts = await engine.call('charts.list', {})
      if (wanted === undefined || folder === undefined) {
        output.result(charts, () =>
          table(
            language,
            [
              ['链图', 'chart'],
              ['实体', 'entities', 'right'],
            ],
            charts.map(({ name, nodes }) => [name, nodes]),
          ),
        )
        return 0
      }
      const chart = charts.find(({ name }) => name === wanted)
      if (chart === undefined)
        throw new UsageError(`no chart "${wanted}"; there are: ${charts.map(({ name }) => name).join(', ')}`)
      const { chartId } = chart
      if (isSheet(format)) {
        const made = await engine.call('chart.export', { chartId, format, paper, look, redact, language })
        const path = await keepFile(context, made, folder)
        const { plan, dpi, missing, sha256 } = made
        output.result({ path, plan, dpi, missing, sha256 }, () => path)
      } else {
        const made = await engine.call('exchange.write', { chartId, format, redact, language })
        const path = await keepFile(context, made, folder)
        const { nodes, edges, drawingsLeftOut, assumedLeftOut, sha256 } = made
        output.result({ path, nodes, edges, drawingsLeftOut, assumedLeftOut, sha256 }, () =>
          [
            path,
            ...(drawingsLeftOut === 0
              ? []
              : [
                  inWords(
                    language,
                    `  手绘 ${drawingsLeftOut} 处未写入`,
                    `  drawings by hand left out: ${drawingsLeftOut}`,
                  ),
                ]),
            ...(assumedLeftOut === 0
              ? []
              : [
                  inWords(
                    language,
                    `  假设的关系 ${assumedLeftOut} 条未写入`,
                    `  assumed links left out: ${assumedLeftOut}`,
                  ),
                ]),
          ].join('\n'),
        )
      }
      return 0
    })
  },
}
const isSheet = (format: SheetFormat | ExchangeFormat): format is SheetFormat =>
  (sheetFormats as readonly string[]).includes(format)

/** Tells what of a foreign file the case knows; with a name makes the chart of it. */
function readFile(context: CommandContext, file: string, name: string | undefined): Promise<0> {
  const { given, engine, output, language } = context
  return withCase(context, given.words[0], name === undefined ? 'read' : 'write', async () => {
    const read = await engine.call('exchange.read', { fileId: engine.files.grant(file) })
    const { entityIds, positions } = read
    if (name !== undefined && entityIds.length > 0)
      await engine.call('charts.create', { name, entityIds: [...entityIds], positions: [...positions] })
    output.result(read, () =>
      [
        inWords(
          language,
          `${read.nodes} 个节点，案件中有 ${entityIds.length} 个，没有 ${read.unmatched} 个，重复 ${read.repeated} 个；${read.edges} 条边未导入`,
          `${read.nodes} nodes: ${entityIds.length} in the case, ${read.unmatched} not, ${read.repeated} repeated; ${read.edges} edges are not taken in`,
        ),
        ...read.examples.map(({ label, kind, why }) => `  ${label}  ${kind}  ${why}`),
      ].join('\n'),
    )
    return 0
  })
}
