import type { IconName } from '../../components/icons.ts'

const byAction: Readonly<Record<string, IconName>> = {
  'import.run': 'arrow-down-to-line',
  'import.undo': 'undo-2',
  'import.redo': 'redo-2',
  'sheets.settle': 'sliders-horizontal',
  'charts.create': 'plus',
  'charts.remove': 'trash',
  'charts.rename': 'pencil',
  'charts.duplicate': 'copy',
  'chart.expand': 'expand',
  'chart.hide': 'eye-off',
  'chart.pin': 'pin',
  'chart.note': 'pencil',
  'chart.remove': 'trash',
  'chart.settings': 'sliders-horizontal',
  'attachments.add': 'plus',
  'attachments.remove': 'trash',
  'statements.save': 'message-square-quote',
  'statements.remove': 'trash',
  'entities.note': 'pencil',
  'identity.merge': 'merge',
  'identity.apart': 'unlink',
  'identity.number': 'check',
  'identity.takeOut': 'unlink',
  'identity.split': 'split',
  'identity.withdraw': 'undo-2',
  'identity.restore': 'redo-2',
}
/** The icon of an action; the one of its screen for an action without its own. */
export function stepIcon(action: string): IconName {
  return (
    byAction[action] ??
    (action.startsWith('chart') ? 'waypoints' : action.startsWith('report') ? 'file-text' : 'circle')
  )
}
