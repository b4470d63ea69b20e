/** The report as one HTML file: no script, nothing loaded from anywhere, set for A4 when printed. */
import type { ChartBlock, HeadingBlock, Report, Row, Section, TableBlock } from '../model/documentModel.ts'
import { partsOnPaper } from '../model/documentModel.ts'
import { headerText, isFigure, lineText, valueText } from '../model/cellText.ts'
import { numberSections } from '../model/numbering.ts'
import { cellLines, paperColumns } from '../model/paperColumns.ts'
import { drawChart, escapeXml } from '../../charts/drawChart.ts'
import { documentWords } from '../documentWords.ts'
import { reference } from '../words.ts'
import { htmlStyle } from './htmlStyle.ts'
import { qrSymbol } from './qrSymbol.ts'

/** The text of the file in UTF-8. `rest` is called between sections and may throw to end the work. */
export function htmlReport(report: Report, rest: () => void): Buffer {
  const numbers = numberSections(report)
  const title = escapeXml(valueText(report.title.value))
  const [before, between, after] = documentWords[report.language].page
  const quoted = (text: string): string => JSON.stringify(text)
  const body = report.sections.map((section, index) => {
    rest()
    const { number = '', headings = new Map<HeadingBlock, string>() } = numbers[index] ?? {}
    return sectionMarkup(section, number, headings, report)
  })
  return Buffer.from(
    `<!doctype html>
<html lang="${report.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="链证 Lianzheng">
<title>${title}</title>
<style>
${htmlStyle}
@page { @bottom-center { content: ${quoted(before)} counter(page) ${quoted(between)} counter(pages) ${quoted(`${after} · ${reference[report.language]}`)} } }
</style>
</head>
<body>
<main>
<header>
<h1>${title}</h1>
<p class="what">${escapeXml(report.heading)}</p>
${report.notes.map((note) => `<p class="faint">${escapeXml(note)}</p>`).join('\n')}
</header>
${body.join('\n')}
</main>
</body>
</html>
`,
  )
}

function sectionMarkup(
  section: Section,
  number: string,
  headings: ReadonlyMap<HeadingBlock, string>,
  report: Report,
): string {
  const blocks = section.blocks.map((block) => {
    switch (block.kind) {
      case 'heading': {
        const text = escapeXml(`${headings.get(block) ?? ''}${lineText(block.text)}`)
        return `<h${block.level + 1}>${text}</h${block.level + 1}>`
      }
      case 'paragraph': {
        const look = [block.look, block.keepNext === true ? 'keep' : undefined].filter((name) => name)
        return `<p${look.length === 0 ? '' : ` class="${look.join(' ')}"`}>${lines(lineText(block.text))}</p>`
      }
      case 'table':
        return tableMarkup(block)
      case 'chart':
        return chartMarkup(block, report)
      case 'code': {
        const { size, path } = qrSymbol(block.code)
        return `<figure class="code"><svg viewBox="0 0 ${size} ${size}" role="img" aria-label="${escapeXml(block.alternative)}"><path d="${path}"/></svg></figure>`
      }
      case 'gap':
        return ''
    }
  })
  return `<section id="${escapeXml(section.id)}">
<h2>${escapeXml(number + section.title)}</h2>
${blocks.filter((block) => block !== '').join('\n')}
</section>`
}
const lines = (text: string): string => text.split('\n').map(escapeXml).join('<br>')

function tableMarkup(table: TableBlock): string {
  const columns = paperColumns(table)
  const whole = columns.reduce((sum, { share }) => sum + share, 0)
  const parts = partsOnPaper(table)
  const className = (at: number): string => {
    const column = columns[at]
    const names = [
      column !== undefined && isFigure(column.column.sort) ? 'figure' : '',
      column?.small === true ? 'small' : '',
    ].filter((name) => name !== '')
    return names.length === 0 ? '' : ` class="${names.join(' ')}"`
  }
  const line = (row: Row): string =>
    `<tr>${columns.map((column, at) => `<td${className(at)}>${cellLines(row, column).map(escapeXml).join('<br>')}</td>`).join('')}</tr>`
  const widths = columns.map(({ share }) => `<col style="width:${((share / whole) * 100).toFixed(2)}%">`)
  const header = columns.map(
    ({ column }, at) => `<th scope="col"${className(at)}>${escapeXml(headerText(column.header))}</th>`,
  )
  return parts
    .map(({ before = [], rows }) => {
      const above = before.map(
        ({ text, look }) => `<p class="keep ${look ?? ''}">${lines(lineText(text))}</p>`,
      )
      const total =
        parts.length === 1 && table.total !== undefined ? `<tfoot>${line(table.total)}</tfoot>` : ''
      return `${above.join('\n')}<table><colgroup>${widths.join('')}</colgroup><thead><tr>${header.join('')}</tr></thead>
<tbody>
${rows.map(line).join('\n')}
</tbody>${total}</table>`
    })
    .join('\n')
}

function chartMarkup({ chart }: ChartBlock, report: Report): string {
  const { svg, width, height } = drawChart(chart, { theme: 'paper', language: report.language })
  return `<figure class="${width > height ? 'wide' : 'tall'}">${svg}</figure>`
}
