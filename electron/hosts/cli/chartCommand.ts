/** The charts of a case, and one of them as a picture. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Command, UsageError } from './command.ts'
import { table } from './inWords.ts'
import { redactAsked, redactOption } from './keepFile.ts'
import { withCase } from './openCase.ts'

export const chartCommand: Command = {
  name: 'chart',
  words: 'CASE [NAME]',
  least: 1,
  most: 2,
  summary: 'list the charts of a case, or write the one of a name as SVG',
  options: {
    out: { value: 'FOLDER', help: 'where to write it; made when it is not there' },
    redact: redactOption,
  },
  run(context) {
    const { given, engine, output, language } = context
    const [, wanted] = given.words
    const folder = given.text('out')
    if ((wanted === undefined) !== (folder === undefined))
      throw new UsageError('give NAME and --out FOLDER together')
    const redact = redactAsked(given)
    return withCase(context, given.words[0], 'read', async () => {
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
      const { svg, name } = await engine.call('chart.svg', { chartId: chart.chartId, redact, language })
      mkdirSync(folder, { recursive: true })
      const path = join(resolve(folder), `${name.replaceAll(/[\\/:*?"<>|]/g, '_').slice(0, 60)}.svg`)
      writeFileSync(path, svg)
      output.result({ path }, () => path)
      return 0
    })
  },
}
