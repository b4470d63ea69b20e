/** Errors of signed states of a case in words. */
import type { ErrorText } from './errorText.ts'

export const signingErrors = {
  'signing-key-locked': {
    what: { zh: '没有可用的签名密钥，没有签名', en: 'No signing key is at hand; nothing was signed' },
    todo: {
      zh: '请在设置中解锁签名密钥；命令行请用 --data 指定存放密钥的文件夹。',
      en: 'Unlock the key in the settings; on the command line give its folder with --data.',
    },
  },
  'head-unreadable': {
    what: { zh: '这不是签名文本，或者不完整', en: 'This is no signed state of a case, or not all of it' },
    todo: {
      zh: '请完整粘贴以 LZ1 开头的签名文本，或“日志序号 校验值”。',
      en: 'Paste the whole text that begins with LZ1, or number and hash of an entry of the log.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorText>>
