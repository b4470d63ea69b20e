/** Values for columns of which nothing is known but the header. */
/** A value that a column of this header could hold. */
export function plausible(header: string, row: number): string {
  if (/MAC/i.test(header)) return `00-1A-2B-3C-4D-5${row}`
  if (/IMEI|IMSI|串号/i.test(header)) return `49015420323751${row}`
  if (/发送方|接收方$|代币地址/.test(header)) return `0x111111111111111111111111111111111111111${row}`
  if (/姓名|户名|名称/.test(header)) return `某某${'甲乙丙丁'.charAt(row)}`
  if (/执照/.test(header)) return `9131011500000000X${row}`
  if (/时间|日期/.test(header)) return `2022-01-0${row} 10:11:12`
  if (/证[件照]号|身份证/.test(header)) return '11010519491231002X'
  if (/手机|电话|号码$/.test(header)) return `1381234567${row}`
  if (/卡号|账号|账卡号|帐号/.test(header)) return `622202123456789012${row}`
  if (/额|价|元|费/.test(header)) return `12.5${row}`
  if (/数量|笔数|次数|时长/.test(header)) return String(row)
  if (/IP/i.test(header)) return `1.2.3.${row}`
  return /号|ID|编码/.test(header) ? `A10${row}` : `某某${row}`
}
