/** Errors of signed states of a case in words. */
import type { ErrorText } from './errorText.ts'

export const signingErrors = {
  'signing-key-locked': {
    what: {
      zh: '签名密钥设有口令，尚未解锁',
      en: 'The signing key is under a passphrase that was not given',
    },
    todo: {
      zh: '请在设置中输入签名密钥的口令后再签名。',
      en: 'Give its passphrase in the settings, then sign again.',
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
