/** The look of the HTML report, on screen and on paper. */
export const htmlStyle = `:root { color-scheme: light }
* { box-sizing: border-box }
body { margin: 0; background: #eef0f3; color: #1b2230; font: 10.5pt/1.6 "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif }
main { width: 210mm; max-width: 100%; margin: 8mm auto; padding: 20mm; background: #fff; box-shadow: 0 1px 4px rgb(27 34 48 / 18%) }
header { text-align: center; margin-bottom: 8mm }
h1 { font-size: 18pt; margin: 0 0 2mm }
.what { font-size: 13pt; margin: 0 0 3mm }
h2 { font-size: 14pt; margin: 8mm 0 3mm }
h3 { font-size: 11.5pt; margin: 5mm 0 2mm }
h4, h5 { font-size: 10.5pt; margin: 4mm 0 2mm }
p { margin: 0 0 2mm }
.faint { color: #545e70; font-size: 9pt; overflow-wrap: anywhere }
.bold { font-weight: 600 }
table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 9pt; line-height: 1.4; margin: 0 0 4mm }
th, td { border: 0.5pt solid #cdd2da; padding: 0.7mm 1.2mm; text-align: left; vertical-align: middle; overflow-wrap: anywhere }
th { background: #e6edfb }
tfoot td { background: #f4f5f7; font-weight: 600 }
.figure { text-align: right; font-variant-numeric: tabular-nums }
.small { font-size: 8pt }
figure { margin: 0 0 2mm }
figure.code svg { width: 52mm; height: 52mm }
figure svg { display: block; max-width: 100%; height: auto; margin: 0 auto }
@page { size: A4; margin: 20mm; @bottom-center { font: 8pt sans-serif; color: #868fa0 } }
@page wide { size: A4 landscape }
@media print {
  body { background: none }
  main { width: auto; margin: 0; padding: 0; box-shadow: none }
  thead { display: table-header-group }
  tfoot { display: table-row-group }
  tr, figure { break-inside: avoid }
  h2, h3, h4, h5, .keep { break-after: avoid }
  th, tfoot td { -webkit-print-color-adjust: exact; print-color-adjust: exact }
  figure svg { max-height: 235mm }
}`
