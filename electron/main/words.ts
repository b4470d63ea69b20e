/** The few words main itself says: menus and dialogs. The page has its own. */
import type { Language } from '../../shared/language.ts'

export interface Words {
  readonly file: string
  readonly newCase: string
  readonly openCase: string
  readonly closeCase: string
  readonly importFiles: string
  readonly exportReport: string
  readonly quit: string
  readonly edit: string
  readonly undo: string
  readonly redo: string
  readonly cut: string
  readonly copy: string
  readonly paste: string
  readonly selectAll: string
  readonly search: string
  readonly view: string
  readonly zoomIn: string
  readonly zoomOut: string
  readonly resetZoom: string
  readonly fullScreen: string
  readonly developerTools: string
  readonly help: string
  readonly settings: string
  readonly about: string
  readonly caseFiles: string
  readonly spreadsheets: string
  readonly mappings: string
  readonly graphs: string
  readonly allFiles: string
  readonly pageFalls: string
  readonly pageFallsDetail: string
  readonly loadAgain: string
}
export const words: Readonly<Record<Language, Words>> = {
  'zh-CN': {
    file: '文件',
    newCase: '新建案件…',
    openCase: '打开案件…',
    closeCase: '关闭案件',
    importFiles: '导入表格…',
    exportReport: '导出报告…',
    quit: '退出',
    edit: '编辑',
    undo: '撤销',
    redo: '重做',
    cut: '剪切',
    copy: '复制',
    paste: '粘贴',
    selectAll: '全选',
    search: '搜索…',
    view: '视图',
    zoomIn: '放大',
    zoomOut: '缩小',
    resetZoom: '实际大小',
    fullScreen: '全屏',
    developerTools: '开发者工具',
    help: '帮助',
    settings: '设置',
    about: '关于链证',
    caseFiles: '链证案件文件',
    spreadsheets: '表格文件',
    mappings: '表头对应',
    graphs: '图文件',
    allFiles: '所有文件',
    pageFalls: '界面一再意外终止',
    pageFallsDetail:
      '案件没有受影响：已保存的内容都在。可以再次载入界面；若仍然终止，请退出后重启电脑或更换电脑，并把诊断日志交给技术人员。',
    loadAgain: '再次载入',
  },
  en: {
    file: 'File',
    newCase: 'New case…',
    openCase: 'Open case…',
    closeCase: 'Close case',
    importFiles: 'Import spreadsheets…',
    exportReport: 'Export report…',
    quit: 'Quit',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    search: 'Search…',
    view: 'View',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    resetZoom: 'Actual size',
    fullScreen: 'Full screen',
    developerTools: 'Developer tools',
    help: 'Help',
    settings: 'Settings',
    about: 'About Lianzheng',
    caseFiles: 'Lianzheng case files',
    spreadsheets: 'Spreadsheets',
    mappings: 'Column mappings',
    graphs: 'Graph files',
    allFiles: 'All files',
    pageFalls: 'The window keeps falling over',
    pageFallsDetail:
      'The case is untouched: everything saved is there. The window can be loaded again; if it falls over again, quit and restart the machine or use another, and hand on the diagnostics log.',
    loadAgain: 'Load again',
  },
}
/** The language of menus and dialogs for a system locale; Chinese unless the system speaks another language. */
export function languageOf(locale: string): Language {
  return locale === '' || locale.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}
