/** A list of an official form as one HTML file: no script, nothing loaded, A4 when printed. Margins and sizes: GB/T 9704-2012. */
import { escapeXml } from '../../charts/drawChart.ts'
import { nothingBelow, type FormPaper } from '../lists/formPaper.ts'

const style = `:root { color-scheme: light }
* { box-sizing: border-box }
body { margin: 0; background: #eef0f3; color: #000; font: 12pt/1.5 "FangSong_GB2312", "FangSong", "STFangsong", "FandolFang", "Noto Serif CJK SC", serif }
main { width: 210mm; max-width: 100%; margin: 8mm auto; padding: 37mm 26mm 35mm 28mm; background: #fff; box-shadow: 0 1px 4px rgb(27 34 48 / 18%) }
.unit { text-align: center; font-size: 16pt; min-height: 1.5em; margin: 0 }
h1 { text-align: center; font: 22pt/1.4 "FZXiaoBiaoSong-B05S", "方正小标宋简体", "SimSun", "Noto Serif CJK SC", serif; margin: 0 0 6mm; letter-spacing: 2pt }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 1mm 2mm; margin: 0 0 4mm }
dd { margin: 0; border-bottom: 0.5pt solid #000; min-height: 1.5em; overflow-wrap: anywhere }
table { width: 100%; border-collapse: collapse; table-layout: fixed; margin: 0 0 4mm; font-size: 10.5pt; line-height: 1.4 }
th { font-family: "SimHei", "Noto Sans CJK SC", sans-serif; font-weight: 400; text-align: center }
th, td { border: 0.5pt solid #000; padding: 1mm 1.2mm; vertical-align: middle; overflow-wrap: anywhere }
td.end { text-align: center }
.sign { break-inside: avoid }
.sign td { height: 26mm; vertical-align: top }
.sign span { display: block; text-align: right; margin-top: 11mm }
p { margin: 0 0 2mm; font-size: 10.5pt }
article + article { break-before: page; margin-top: 20mm }
@page { size: A4; margin: 37mm 26mm 35mm 28mm; @bottom-center { content: "— " counter(page) " —"; font: 14pt serif } }
@media print {
  body { background: none }
  main { width: auto; margin: 0; padding: 0; box-shadow: none }
  article + article { margin-top: 0 }
  thead { display: table-header-group }
  tr { break-inside: avoid }
}`

/** The text of the file in UTF-8. */
export function formHtml(paper: FormPaper): Buffer {
  const whole = paper.columns.reduce((sum, { share }) => sum + share, 0)
  const cell = (open: string, close: string) => (words: string) => `${open}${lines(words)}${close}`
  const headCell = cell('<th scope="col">', '</th>')
  const bodyCell = cell('<td>', '</td>')
  const lists = paper.lists.map(
    ({ head, rows }) => `<article>
<p class="unit">${escapeXml(paper.unit)}</p>
<h1>${escapeXml(paper.title)}</h1>
<dl>${head.map(([name, value]) => `<dt>${escapeXml(name)}：</dt><dd>${lines(value)}</dd>`).join('')}</dl>
<table><colgroup>${paper.columns.map(({ share }) => `<col style="width:${((share / whole) * 100).toFixed(2)}%">`).join('')}</colgroup>
<thead><tr>${paper.columns.map(({ header }) => headCell(header)).join('')}</tr></thead>
<tbody>
${rows.map((row) => `<tr>${row.map(bodyCell).join('')}</tr>`).join('\n')}
<tr><td class="end" colspan="${paper.columns.length}">${nothingBelow}</td></tr>
</tbody></table>
<table class="sign"><tbody><tr>${paper.signers.map((who) => `<td>${escapeXml(who)}：<span>年　　月　　日</span></td>`).join('')}</tr></tbody></table>
<p>${escapeXml(paper.copies)}</p>${paper.note === '' ? '' : `\n<p>${escapeXml(paper.note)}</p>`}
</article>`,
  )
  return Buffer.from(`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="generator" content="链证 Lianzheng">
<title>${escapeXml(paper.title)}</title>
<style>
${style}
</style>
</head>
<body>
<main>
${lists.join('\n')}
</main>
</body>
</html>
`)
}
const lines = (words: string): string => words.split('\n').map(escapeXml).join('<br>')
