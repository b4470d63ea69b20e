/** The formats a list leaves in, each plain and masked: the same choice wherever rows leave the program. */
import type { ReportRedaction } from '../../shared/contract/index.ts'
import { redactions } from '../../shared/model/redactions.ts'
import type { IconName } from './icons.ts'
import type { MenuItem } from './menu.ts'
import { translate } from '../i18n/index.ts'

export interface ExportChoice<Format extends string> {
  readonly format: Format
  readonly redact: ReportRedaction
}
/** Items for a menu; `choice` reads the id of the chosen one. */
export function exportItems<Format extends string>(
  formats: readonly { readonly format: Format; readonly label: string; readonly icon: IconName }[],
): readonly MenuItem[] {
  return redactions.flatMap((redact) =>
    formats.map(({ format, label, icon }): MenuItem => ({
      id: `${format} ${redact}`,
      label: [label, ...(redact === 'none' ? [] : [translate(`reports.redactions.${redact}`)])].join(' · '),
      icon,
    })),
  )
}
/** What an item of the menu stands for. */
export function exportChoice<Format extends string>(
  id: string,
  formats: readonly Format[],
): ExportChoice<Format> | null {
  const [chosen, how] = id.split(' ')
  const format = formats.find((one) => one === chosen)
  const redact = redactions.find((one) => one === how)
  return format === undefined || redact === undefined ? null : { format, redact }
}
