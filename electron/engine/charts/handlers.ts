import type { chartContract } from '../../../shared/contract/charts.ts'
import { AppError } from '../../../shared/errors.ts'
import type { HandlersFor } from '../context.ts'

export const chartHandlers = {
  'charts.list': () => { throw new AppError('internal', 'not built yet: charts.list') },
  'charts.create': () => { throw new AppError('internal', 'not built yet: charts.create') },
  'charts.rename': () => { throw new AppError('internal', 'not built yet: charts.rename') },
  'charts.duplicate': () => { throw new AppError('internal', 'not built yet: charts.duplicate') },
  'charts.remove': () => { throw new AppError('internal', 'not built yet: charts.remove') },
  'chart.read': () => { throw new AppError('internal', 'not built yet: chart.read') },
  'chart.add': () => { throw new AppError('internal', 'not built yet: chart.add') },
  'chart.addFromRecords': () => { throw new AppError('internal', 'not built yet: chart.addFromRecords') },
  'chart.expand': () => { throw new AppError('internal', 'not built yet: chart.expand') },
  'chart.place': () => { throw new AppError('internal', 'not built yet: chart.place') },
  'chart.hide': () => { throw new AppError('internal', 'not built yet: chart.hide') },
  'chart.pin': () => { throw new AppError('internal', 'not built yet: chart.pin') },
  'chart.note': () => { throw new AppError('internal', 'not built yet: chart.note') },
  'chart.remove': () => { throw new AppError('internal', 'not built yet: chart.remove') },
  'chart.settings': () => { throw new AppError('internal', 'not built yet: chart.settings') },
  'chart.expandable': () => { throw new AppError('internal', 'not built yet: chart.expandable') },
  'chart.svg': () => { throw new AppError('internal', 'not built yet: chart.svg') },
} satisfies HandlersFor<typeof chartContract>
