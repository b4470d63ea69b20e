/** The columns in which the places of a finding stand. */
import type { QualityFinding } from '../../../shared/contract/index.ts'
import type { GridColumn } from '../../components/grid/columns.ts'
import { translate } from '../../i18n/index.ts'
import { isDecidable, ofNumbers, rowless, rowTold, told } from './findingSorts.ts'

/** `withAccounts`: its places lie in accounts. */
export function placeColumns(code: QualityFinding['code'], withAccounts: boolean): readonly GridColumn[] {
  const decidable = isDecidable(code)
  const places: GridColumn[] = rowless.has(code)
    ? []
    : [{ id: 'row', label: translate('import.row'), width: decidable ? 56 : 72, figure: true }]
  const accounts: GridColumn[] = withAccounts
    ? [{ id: 'account', label: translate('quality.account'), width: 172 }]
    : []
  const about: GridColumn[] =
    code === 'name-only'
      ? []
      : [
          { id: 'file', label: translate('quality.file'), width: decidable ? 150 : 190, quiet: true },
          { id: 'sheet', label: translate('import.sheet'), width: decidable ? 80 : 110, quiet: true },
        ]
  const cells: GridColumn[] =
    rowless.has(code) || rowTold.has(code)
      ? []
      : [
          { id: 'field', label: translate('import.field'), width: 110 },
          { id: 'raw', label: translate('import.raw'), width: 210 },
        ]
  const detail: GridColumn = {
    id: 'detail',
    label: translate('quality.detail'),
    // Where something is to be decided, the buttons stand in sight on a small screen.
    grows: decidable,
    width: told.has(code) ? 590 : !decidable ? 300 : accounts.length > 0 ? 226 : 400,
  }
  const decide: GridColumn[] = decidable
    ? [{ id: 'decide', label: translate('quality.decide'), width: 176 }]
    : []
  // The finding in words comes first, so that it is visible on a small screen.
  return told.has(code)
    ? [...accounts, detail, ...places, ...about]
    : // What is said of a number is short: the button stands right behind it, in sight on a small screen.
      ofNumbers.has(code)
      ? [...about, ...places, ...accounts, ...cells, ...decide, detail]
      : [...about, ...places, ...accounts, ...cells, detail, ...decide]
}
