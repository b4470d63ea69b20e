/** The charts of a case, and one of them as a file. */
import { type Command, UsageError } from './command.ts'
import { papers, sheetFormats, sheetLooks } from '../../../shared/model/chart/papers.ts'
import { among, table } from './inWords.ts'
import { keepFile, redactAsked, redactOption } from './keepFile.ts'
import { withCase } from './openCase.ts'

export const chartCommand: Command = {
  name: 'chart',
  words: 'CASE [NAME]',
  least: 1,
  most: 2,
  summary: 'list the charts of a case, or write the one of a name as PDF, PNG or SVG',
  options: {
    out: { value: 'FOLDER', help: 'where to write it; made when it is not there' },
    format: { value: 'FORMAT', help: 'pdf, png or svg (svg)' },
    paper: {
      value: 'PAPER',
      help: 'a4, a3, or a poster over pages: poster (poster-a3), poster-a4; a larger one is taken where text would be below 7 points (a4)',
    },
    look: { value: 'LOOK', help: 'colour, or black: for what is copied in black (colour)' },
    redact: redactOption,
  },
  run(context) {
    const { given, engine, output, language } = context
    const [, wanted] = given.words
    const folder = given.text('out')
    if ((wanted === undefined) !== (folder === undefined))
      throw new UsageError('give NAME and --out FOLDER together')
    const redact = redactAsked(given)
    const format = among('--format', sheetFormats, given.text('format') ?? 'svg')
    const sort = among('--paper', [...papers, 'poster'] as const, given.text('paper') ?? 'a4')
    const paper = sort === 'poster' ? 'poster-a3' : sort
    const look = among('--look', sheetLooks, given.text('look') ?? 'colour')
    return withCase(context, given.words[0], folder === undefined ? 'read' : 'write', async () => {
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
      const file = await engine.call('chart.export', {
        chartId: chart.chartId,
        format,
        paper,
        look,
        redact,
        language,
      })
      const path = keepFile(context, file, folder)
      const { plan, dpi, missing, sha256 } = file
      output.result({ path, plan, dpi, missing, sha256 }, () => path)
      return 0
    })
  },
}
