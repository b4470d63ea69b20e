import type { ReportRecord } from '../../../shared/contract/reports.ts'
import type { reportContract } from '../../../shared/contract/reports.ts'
import type { HandlersFor } from '../core/context.ts'
import { writeDocument } from './document.ts'
import { paperSections } from './sections/index.ts'
import { exportTable } from './tableExport.ts'
import { writeWorkbook } from './workbook.ts'

export const reportHandlers = {
  'report.workbook': writeWorkbook,
  'report.document': writeDocument,
  'report.sections': () => paperSections.map(({ id, nameZh, nameEn }) => ({ id, nameZh, nameEn })),
  'report.list': ({ db }) =>
    db
      .prepare<[], ReportRecord>(
        'SELECT at, operator, file_name AS fileName, sha256, size FROM reports ORDER BY report_id DESC',
      )
      .all(),
  'records.export': exportTable,
} satisfies HandlersFor<typeof reportContract>
