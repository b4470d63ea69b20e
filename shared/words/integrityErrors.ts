/** Errors of a case that is not as the program left it, in words. */
import type { ErrorText } from './errorText.ts'

export const integrityErrors = {
  'case-foreign': {
    what: {
      zh: '案件文件中有本程序不会建立的部分，没有打开，文件未被改动',
      en: 'The case file has a part that this program does not make; it was not opened and not changed',
    },
    todo: {
      zh: '文件可能已损坏，或被其他软件改动。请保留该文件备查，改用最近的备份。',
      en: 'It may be damaged, or another program has changed it. Keep the file for examination and use the latest backup.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorText>>
