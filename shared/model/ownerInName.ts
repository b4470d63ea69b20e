/** Whose account a sheet, file or folder is named after: 赵一6222…, 张三-工行-6222…, 6222…(赵一). */
import { idNumberHolds, luhnHolds } from './identifiers.ts'
import { surnameOf } from './pinyin.ts'
import { dashSigns, nameDotSigns, withoutUnseen } from './signs.ts'

/** What a name tells of an owner; null: nothing, or more than one. */
export interface OwnerInName {
  readonly name: string | null
  /** Digits of a card or account, or a masked one as it stands. */
  readonly number: string | null
  readonly idNumber: string | null
}
const nobody: OwnerInName = { name: null, number: null, idNumber: null }

const masked = /(?<![0-9*])[0-9]{3,10}[*＊]{2,}[0-9]{2,6}(?![0-9*])/gu
/** 6222 0210 0111 2223 331: groups of four. */
const grouped = new RegExp(
  `(?<![0-9])[0-9]{4}(?:[ ${dashSigns}][0-9]{4}){2,3}(?:[ ${dashSigns}][0-9]{1,3})?(?![0-9])`,
  'gu',
)
const digits = /(?<![0-9*A-Za-z])[0-9]{11,19}[Xx]?(?![0-9*])/gu
const ofAccount = /[账帐]号|卡号|[账帐]户|银行卡/u
/** A day written without signs, and what may stand behind it: the clock, another day, a number of a paper. */
const ofDay = /^(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])/u

/** Words that stand beside a name and are no part of it. */
const beside =
  /(?:中国|中华)?(?:工商|农业|建设|交通|招商|邮政储蓄|邮储|民生|中信|光大|浦东发展|浦发|兴业|平安|华夏|广发|恒丰|浙商|渤海|徽商|农村商业|农商|信用社|城市商业|城商)(?:银行)?(?:卡)?|中国银行|[工农中建交招邮]行|银行卡?|信用卡|借记卡|储蓄卡|微信|支付宝|财付通|钱包|(?:资金|交易|银行|个人|账户|帐户|账号|帐号|卡号)?(?:流水|明细|往来|对账单|账单|清单|记录|汇总)(?:表|单)?|资金|交易|账户|帐户|账号|帐号|卡号|名下|户名|姓名|犯罪|嫌疑人|持卡人|开户人|当事人|被告人|本人|涉案|查询|调取|反馈|结果|导出|数据|情况|主卡|副卡|尾号|[0-9]{2,4}年(?:度)?|[0-9]{1,2}月(?:份)?|[0-9]{1,2}[日号]|至今|的|卡(?=$|[^\p{Script=Han}])/gu
const marked = new RegExp(
  `(?:户名|姓名|嫌疑人|持卡人|开户人|当事人|被告人)[:：]?\\s*([\\p{Script=Han}]{2,4}(?:[${nameDotSigns}][\\p{Script=Han}]{1,8})*)(?=$|[^\\p{Script=Han}])`,
  'u',
)
/** What ends so is a place, an office, a paper or a thing. */
const noPerson =
  /(?:省|市|区|县|镇|乡|村|街|局|队|所|院|厅|处|科|组|站|店|厂|社|馆|校|行|司|案|案件|表|单|账|帐|页|册|卷|类|项|份|部分|文件|文件夹|材料|证据|平台|网|号|公司|集团|商行|经营部|工作室|银行|附件|目录|时间|日期|金额)$/u
const noNames = new Set(
  '单据 单号 全部 任务 方案 通知 常用 平安 华夏 应收 应付 支出 收入 明细 历史 成都 温州 金华 江苏 江西 安徽 安庆 云南 云浮 黄山 黄石 黄冈 黄浦 宁波 宁夏 宁德 海南 海口 温岭 和平 河北 湖南 湖北 广东 广西 汕头 合肥 常州 常德 包头 马鞍山 易购 万元 高新 高清 白云 白天 平台 平均 时段 单笔 单位 关联 连续 游戏 项目 项下 方正 相关 解析 费用 利息 余额 余下 安全 安装 管理 经办 计算 计数 伏案 成交 程序 习惯 谈话 闻讯 应用 文件 文书 文本 向上 全国 全市 全省 全案 通用 通信 通话 明年 车辆 和解 和谐 水电 水费 方面 元旦 双方 双向 对方 支付 支行 支取 开户 马上 毛利 相片 祝福 东方 东城 西城 殷实 左侧 右侧 池州 白名单 黑名单 路线 路径 危险 查封 查账 查证 查看 储蓄 储值 终端 国内 国际 国外 商户 商品 家庭 居住 年度 公安 公诉 法院 检察 仲裁 空白 原始 原件 充值 提现 代理 会员 后台'.split(
    ' ',
  ),
)

/** Whether a text is a person's name and nothing else: a surname and one or two characters, or a name with dots. */
function isPersonName(text: string): boolean {
  if (new RegExp(`^\\p{Script=Han}{1,8}(?:[${nameDotSigns}]\\p{Script=Han}{1,8})+$`, 'u').test(text))
    return true
  if (!/^\p{Script=Han}{2,4}$/u.test(text) || noNames.has(text) || noPerson.test(text)) return false
  const surname = surnameOf(text)
  return surname !== null && text.length - surname.length <= 2
}
function numbersIn(text: string): {
  readonly numbers: readonly string[]
  readonly ids: readonly string[]
  readonly rest: string
} {
  const numbers = new Set<string>()
  const ids = new Set<string>()
  const strong = ofAccount.test(text)
  const take = (found: string): string => {
    const plain = found.replace(new RegExp(`[ ${dashSigns}]`, 'gu'), '').toUpperCase()
    if (/[*＊]/u.test(plain)) numbers.add(plain)
    else if (plain.length === 18 && idNumberHolds(plain)) ids.add(plain)
    else if (!/^[0-9]+$/u.test(plain)) return ' '
    else if (plain.length >= 12 && strong) numbers.add(plain)
    else if (ofDay.test(plain)) return ' '
    else if ((plain.length >= 15 && luhnHolds(plain)) || (plain.length >= 16 && plain.startsWith('62')))
      numbers.add(plain)
    return ' '
  }
  const rest = text.replace(masked, take).replace(grouped, take).replace(digits, take)
  return { numbers: [...numbers], ids: [...ids], rest }
}
/**
 * The owner that the name of a sheet, a file (without its ending) or a folder tells. A name is taken where a number stands beside it, where a word says
 * so (嫌疑人张三), or where nothing else stands there; of two names or two numbers none is taken. Times and dates written in digits are no accounts.
 */
export function ownerInName(text: string): OwnerInName {
  const plain = withoutUnseen(text.normalize('NFKC')).trim()
  if (plain === '') return nobody
  const { numbers, ids, rest } = numbersIn(plain)
  const said = marked.exec(plain)?.[1]
  const left = rest
    .replace(beside, ' ')
    .split(new RegExp(`[^\\p{Script=Han}A-Za-z0-9${nameDotSigns}]+`, 'u'))
    .map((part) => part.replace(/^[0-9]+|[0-9]+$/gu, ''))
    .filter((part) => part !== '')
  const names = new Set(said !== undefined && isPersonName(said) ? [said] : left.filter(isPersonName))
  const others = left.filter((part) => !names.has(part))
  const named =
    names.size === 1 && (said !== undefined || numbers.length + ids.length > 0 || others.length === 0)
  const only = (values: readonly string[]): string | null =>
    values.length === 1 ? (values[0] ?? null) : null
  const several = numbers.length > 1 || ids.length > 1
  return {
    name: named && !several ? only([...names]) : null,
    number: names.size > 1 ? null : only(numbers),
    idNumber: names.size > 1 ? null : only(ids),
  }
}
