/** Why two may be one, or may not, in words; for the page and the command line. */
import type { ClaimReason, ReasonInCase } from '../contract/identity.ts'
import { textIn, type Language, type Words } from '../language.ts'

export const identityReasonWords: Readonly<Record<ClaimReason, Words>> = {
  'same-card': { zh: '同一银行卡', en: 'Same bank card' },
  'same-account': { zh: '同一账号', en: 'Same account' },
  'same-wechat': { zh: '同一微信', en: 'Same WeChat' },
  'same-qq': { zh: '同一 QQ', en: 'Same QQ' },
  'same-phone': { zh: '同一手机号', en: 'Same phone' },
  'same-email': { zh: '同一邮箱', en: 'Same e-mail' },
  'same-payment': { zh: '同一支付账号', en: 'Same payment account' },
  'same-id': { zh: '同一证件号', en: 'Same ID number' },
  'same-device': { zh: '同一设备', en: 'Same device' },
  'same-login-ip': { zh: '同一登录 IP', en: 'Same login IP' },
  'same-pay-card': { zh: '同一付款卡', en: 'Same paying card' },
  'same-wallet': { zh: '同一钱包', en: 'Same wallet' },
  'same-plate': { zh: '同一车牌', en: 'Same plate' },
  'name-only': { zh: '仅凭姓名的同名者', en: 'Known by the same name only' },
  'same-name': { zh: '姓名相同', en: 'Same name' },
  'name-script': { zh: '姓名繁简或写法不同', en: 'Name in another script' },
  'name-sound': { zh: '姓名同音', en: 'Name sounds alike' },
  'name-shape': { zh: '姓名形近', en: 'Name looks alike' },
  'name-order': { zh: '姓名字序不同', en: 'Name in another order' },
  'name-one-off': { zh: '姓名差一字', en: 'Name one character off' },
  'name-alike': { zh: '姓名拼写相近', en: 'Name spelled nearly alike' },
  'name-part': { zh: '姓名少写一部分', en: 'A part of the name' },
  'id-alike': { zh: '证件号差一处', en: 'ID numbers one slip apart' },
  'number-alike': { zh: '号码差一处', en: 'Number one slip apart' },
  'same-unsure': { zh: '不合规的号码相同', en: 'Same number, which is no sure one' },
  'phone-prefix': { zh: '手机号前七位相同', en: 'Same phone prefix' },
  'same-address': { zh: '地址相同', en: 'Same address' },
  'address-alike': { zh: '地址相近', en: 'Address nearly the same' },
  'same-birth': { zh: '出生日期相同', en: 'Same birth date' },
  'birth-alike': { zh: '出生日期相近', en: 'Birth date nearly the same' },
  'same-neighbour': { zh: '与同一对象往来', en: 'Linked to the same' },
  'different-id': { zh: '证件号不同且均有效', en: 'Different valid ID numbers' },
  'different-name': { zh: '姓名迥异', en: 'Quite different names' },
  'different-sex': { zh: '性别不同', en: 'Different sex' },
  'different-birth': { zh: '出生日期不同', en: 'Different birth dates' },
  elsewhere: { zh: '同一时刻在两地使用', en: 'Used in two places at once' },
  'names-apart': {
    zh: '姓名不一致，可能是家人（兄弟姐妹、父子等）',
    en: 'Names that do not agree: perhaps of one family',
  },
  'called-many': { zh: '称呼或掩码姓名，可指多人', en: 'A name that many are called' },
  'told-apart': { zh: '其中一部分已认定不是同一', en: 'A part was told apart' },
  'by-hand': { zh: '人工认定', en: 'By hand' },
  'rest-of-split': { zh: '移出他人后保留', en: 'Stayed together when others were taken out' },
}
/** The reason's words. */
export function identityReasonText(code: ClaimReason, language: Language): string {
  return textIn(identityReasonWords[code], language)
}
/** The reason with what they have in common, or how they stand against each other. */
export function reasonInCaseText({ code, value }: ReasonInCase, language: Language): string {
  const words = identityReasonText(code, language)
  return code === 'same-neighbour' || value === '' ? words : `${words} ${value}`
}
