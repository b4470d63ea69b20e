/** Third-party payers (通道户): who moves money for everybody and is nobody's counterpart. */
const names =
  /财付通|微信支付|微信转账|微信红包|零钱通|支付宝|蚂蚁(?:支付|集团)|银联|网联|备付金|待清算|清算(?:中心|资金|账户|户|款)|待划转|快钱|拉卡拉|易宝支付|汇付天下|通联支付|连连(?:银通|支付)|京东支付|网银在线|平安付|百付宝|随行付|银盛支付|汇聚支付|宝付|美团支付|抖音支付|合众易宝|第三方支付|TENPAY|ALIPAY|UNIONPAY/iu
/** Whether a name is that of a third-party payer; a rule of words, told where it applies. */
export function isChannelName(name: string): boolean {
  return name !== '' && names.test(name)
}
