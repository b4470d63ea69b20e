/** What is said of places a case cannot stand at, or stands at no longer. */
import type { ErrorText } from './errorText.ts'

export const placeErrors = {
  'path-unfit': {
    what: {
      zh: '案件文件不能放在这个位置或用这个名称',
      en: 'A case file cannot stand at this place or under this name',
    },
    todo: {
      zh: '请换较短的文件夹或文件名，首尾不留空格。',
      en: 'Choose a shorter folder or name, without blanks at its ends.',
    },
  },
  'case-moved': {
    what: {
      zh: '案件文件已被移走、替换或删除，这一步没有保存',
      en: 'The case file was moved, replaced or removed; this step was not saved',
    },
    todo: {
      zh: '案件仍然打开着。请把它另存到别处；原文件若只是改名或移动，也可移回原处后重试。',
      en: 'The case is still open. Save it to another place; if the file was only moved, move it back and try again.',
    },
  },
  'place-refused': {
    what: { zh: '系统不允许在这个位置读写', en: 'The system allows no reading or writing at this place' },
    todo: {
      zh: '它可能是只读介质，或没有权限。请换一个位置，或请管理员放行。',
      en: 'It may be a medium that cannot be written to, or lack the rights. Choose another place, or ask for the rights.',
    },
  },
  'copy-not-found': {
    what: { zh: '找不到这个案件快照', en: 'There is no such snapshot of a case' },
    todo: {
      zh: '它可能已被较新的快照替换，或已被删除。请刷新列表后再选。',
      en: 'A newer one may have taken its place, or it was removed. Look at the list again.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorText>>
