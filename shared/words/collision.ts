/** What collisions say, for page, command line and exported files. */
import type { CaseFamily, LineState, Owners, TablesState, ValueOwner } from '../contract/collision.ts'
import type { Language } from '../language.ts'

type Words<Key extends string> = Readonly<Record<Language, Readonly<Record<Key, string>>>>

/** What became of a line of a list. */
export const collisionStates: Words<LineState> = {
  'zh-CN': { found: '在案', cells: '仅见于单元格', absent: '不在案', unread: '无法读取' },
  en: { found: 'in the case', cells: 'in cells only', absent: 'not in the case', unread: 'unreadable' },
}
/** On which side of two columns a value stands. */
export const sideStates: Words<TablesState> = {
  'zh-CN': { both: '两侧都有', left: '仅左侧', right: '仅右侧' },
  en: { both: 'in both', left: 'left only', right: 'right only' },
}
/** What several cases are collided by. */
export const familyNames: Words<CaseFamily> = {
  'zh-CN': {
    phone: '手机号',
    account: '账号',
    idNumber: '身份证号',
    ip: 'IP 地址',
    address: '地址',
    wechat: '微信号',
    qq: 'QQ',
    alipay: '支付账号',
    device: '设备',
    vehicle: '车辆',
    email: '邮箱',
    siteAccount: '网站账号',
    domain: '域名',
    wallet: '钱包地址',
    organisation: '信用代码',
    name: '姓名',
  },
  en: {
    phone: 'phone',
    account: 'account',
    idNumber: 'ID number',
    ip: 'IP address',
    address: 'address',
    wechat: 'WeChat',
    qq: 'QQ',
    alipay: 'payment account',
    device: 'device',
    vehicle: 'vehicle',
    email: 'e-mail',
    siteAccount: 'site account',
    domain: 'domain',
    wallet: 'wallet',
    organisation: 'credit code',
    name: 'name',
  },
}
/** Whose a value is, beside the names. */
export const ownerWords: Words<'unknown' | 'nameOnly' | 'more'> = {
  'zh-CN': { unknown: '户名未知', nameOnly: '仅知姓名', more: '另有实体未列' },
  en: { unknown: 'holder unknown', nameOnly: 'name only', more: 'more entities than are asked' },
}
/** Owners in one text: each with the number or that only the name is known, then what is not known. `told` may hide a name or number. */
export function ownersText(
  { people, unknown, more }: Owners,
  language: Language,
  told: (text: string, owner: ValueOwner, part: 'name' | 'number') => string = (text) => text,
): string {
  const words = ownerWords[language]
  return [
    ...people.map((owner) => {
      const beside =
        owner.number !== '' ? told(owner.number, owner, 'number') : owner.nameOnly ? words.nameOnly : ''
      const name = told(owner.name, owner, 'name')
      return beside === '' ? name : language === 'zh-CN' ? `${name}（${beside}）` : `${name} (${beside})`
    }),
    ...(unknown ? [words.unknown] : []),
    ...(more ? [words.more] : []),
  ].join(language === 'zh-CN' ? '；' : '; ')
}
