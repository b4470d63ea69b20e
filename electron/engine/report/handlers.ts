import type { ReportRecord } from '../../../shared/contract/reports.ts'
import type { reportContract } from '../../../shared/contract/reports.ts'
import type { HandlersFor } from '../core/context.ts'
import { chartToDraw } from '../charts/chartToDraw.ts'
import { drawChart } from '../charts/drawChart.ts'
import { copyChart, exportChart, previewChart } from './chartExport.ts'
import { redactionPolicy } from './model/knownIdentity.ts'
import { maskChart, maskText } from './model/redact.ts'
import { writeDocument } from './document.ts'
import { exportAnalysis } from './analysisExport.ts'
import { keepPageFile } from './pageFile.ts'
import { paperSections } from './sections/index.ts'
import { exportTable } from './tableExport.ts'
import { writeWorkbook } from './workbook.ts'

export const reportHandlers = {
  'report.workbook': writeWorkbook,
  'report.document': writeDocument,
  'report.analysis': exportAnalysis,
  'report.page': keepPageFile,
  'report.sections': () => paperSections.map(({ id, nameZh, nameEn }) => ({ id, nameZh, nameEn })),
  'report.list': ({ db }) =>
    db
      .prepare<[], ReportRecord>(
        'SELECT at, operator, file_name AS fileName, sha256, size FROM reports ORDER BY report_id DESC',
      )
      .all(),
  'records.export': exportTable,
  'chart.svg': ({ db, rows }, { chartId, theme, redact, language }) => {
    const chart = chartToDraw(db, chartId, rows)
    const policy = redactionPolicy(db, redact)
    const shown = policy === null ? chart : maskChart(chart, maskText(policy))
    return { ...drawChart(shown, { theme, language }), name: shown.name }
  },
  'chart.sheet': previewChart,
  'chart.copy': copyChart,
  'chart.export': exportChart,
} satisfies HandlersFor<typeof reportContract>
