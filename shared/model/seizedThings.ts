/**
 * What a line of a seizure list is: a phone or something that belongs to one, money or a paper about money, copies of a work or other goods.
 * The words stand here as data. What they do not decide is `undecided`, never guessed: measures leave it out and say so.
 */
import { currencyChoices, markedAmount, unknownCurrency, yuan } from './currency.ts'
import { parseDecimal, toScaled } from './exactDecimal.ts'
import { numberText, parseMoney } from './money.ts'

export interface SeizedItem {
  readonly name: string
  readonly title: string | null
  readonly feature: string | null
  readonly quantity: number | null
  readonly unit: string | null
  /** The cell of the quantity as the file has it; null where quantity and unit say all. */
  readonly written: string | null
}
export type Verdict = 'yes' | 'undecided' | 'no'

const folded = (text: string): string => text.normalize('NFKC').toLowerCase()
const brackets = /[([{【「〔][^)\]}】」〕]*[)\]}】」〕]?/gu
/** The text without what stands in brackets; all of it where nothing else is there. */
function outside(text: string): string {
  const bare = text.replace(brackets, ' ').trim()
  return bare === '' ? text.replace(/[()[\]{}【】「」〔〕]/gu, ' ').trim() : bare
}
const anyOf = (words: string): RegExp => new RegExp(words.replaceAll(' ', '|'), 'u')

// Phones ------------------------------------------------------------------------------------------------------------------------------

/** Nouns and names that are phones by themselves, and makes with a model of theirs that is a phone. */
const phones =
  /手机|移动电话|智能机|老[人年]机|功能机|大哥大|iphone|oppo|vivo|iqoo|oneplus|realme|魅族|一加|真我|诺基亚|nokia|(?:红米|redmi)\s*(?:note|k|a)?\s*\d+|苹果\s*(?:\d{1,2}|x[sr]?(?![a-z])|se(?![a-z]))(?:\s*(?:pro|max|plus|mini|s(?![a-z])))*|(?:华为|huawei)\s*(?:p\s*\d+|(?:mate|nova|pura|pocket|畅享|麦芒)\s*\d*)|(?:荣耀|honor)\s*(?:v|x|play|magic|畅玩)?\s*\d+|(?:小米|xiaomi)\s*(?:mix|note|max|cc|civi)?\s*\d+|(?:三星|samsung)\s*(?:galaxy|s|note|a|w|z\s*fold|z\s*flip)\s*\d+/gu
/** What belongs to a phone or is about one, standing behind it. */
const phoneParts = anyOf(
  '卡 线 充电 电池 电源 屏 壳 套 膜 支架 架 盒 袋 包 柜 店 照片 截图 截屏 图片 影像 号 账 维修 发票 收据 清单 说明书 合格证 耳机 耳麦 摄像头 镜头 背夹 主板 零件 配件 模型 样机 玩具 挂绳 自拍 信号 屏蔽 游戏 软件 系统 备份 镜像 数据 内容 记录 通讯录 短信 存储 内存 硬盘 优盘 读卡 转接 钥匙 广告 招牌 小票 押金 费 sim usb otg type-?c case cable charger',
)
const otherDevices = anyOf(
  '平板 ipad 电脑 笔记本 手表 watch 手环 airpods 路由器 电视 音箱 macbook 充电宝 u盘 相机 打印机 键盘 鼠标 显示器 主机 pad book',
)
/** Words behind a phone that leave it a phone. */
const phoneHarmless =
  /\d+号机?|[一二两三四五六七八九十壹贰叁]?[部台个只支件](?![\p{Script=Han}])|黑|白|红|蓝|绿|金|银|灰|紫|粉|黄|玫瑰|土豪|深空|星光|远峰|色|机身|裸机|整机|牌|型号?|款|系列|备用|工作|私人|个人|涉案|作案|用|使用|等|共|版|国行|智能|已|未|旧|新|损坏|破损|开机|关机|无|双|碎|机|青春|荣耀|至尊|标准|尊享/gu
/** Joined to a phone these say what is with it; the others name a second thing. */
const withWords = /带有?|附有?|内有|内装|内含|含有?|连同|配有?|装有|插有|另附/u
const andWords = /[、,;+＋&]|以及|及|和|与/u
const phoneUnits: ReadonlySet<string> = new Set(['部', '台', '个', '只', '支', '件'])
const vagueNames = /^(?:电子设备|电子产品|通讯(?:工具|设备)|通信(?:工具|设备)|移动设备|作案工具|设备|物品)$/u
/** Makers of phones and of other things: what is counted in 部 may be one. */
const vagueMakes =
  /苹果|apple|华为|huawei|小米|xiaomi|三星|samsung|荣耀|honor|红米|联想|lenovo|中兴|zte|酷派|金立|锤子|坚果|努比亚|nubia|黑鲨|摩托罗拉|moto|索尼|谷歌|pixel|天语|波导|海信|朵唯|传音|tecno|htc/u

function lastPhone(text: string): { readonly before: string; readonly behind: string } | null {
  const match = [...text.matchAll(phones)].at(-1)
  return match === undefined
    ? null
    : { before: text.slice(0, match.index), behind: text.slice(match.index + match[0].length) }
}
function phoneByWords(text: string): Verdict {
  const found = lastPhone(text)
  if (found === null) return 'no'
  const { before, behind } = found
  if (otherDevices.test(behind) || phoneParts.test(behind.replace(/\d+号机?/gu, ''))) return 'no'
  if (/仿真|模拟|玩具|模型/u.test(before)) return 'undecided'
  return /\p{Script=Han}/u.test(behind.replace(phoneHarmless, '')) ? 'undecided' : 'yes'
}
/** Whether the item is a phone: by what the thing is, not by every mention of one. A lot of several things is undecided, and so is what no word decides. */
export function isPhone(item: SeizedItem): Verdict {
  const name = outside(folded(item.name))
  const [first = '', ...more] = name.split(withWords)[0]?.split(andWords) ?? []
  const head = first.trim() === '' ? name : first
  const verdict = phoneByWords(head)
  const others = more.filter((part) => part.trim() !== '')
  if (verdict === 'no') {
    if (others.some((part) => phoneByWords(part) !== 'no')) return 'undecided'
    if (lastPhone(head) !== null) return 'no'
    const vague = vagueNames.test(name) && phoneByWords(folded(item.feature ?? '')) !== 'no'
    return vague ||
      (vagueMakes.test(name) && unitOf(item) === '部' && !otherDevices.test(name) && !phoneParts.test(name))
      ? 'undecided'
      : 'no'
  }
  const unit = unitOf(item)
  if (unit !== null && !phoneUnits.has(unit)) return 'undecided'
  const alone = others.every((part) => item.quantity === 1 && phoneParts.test(part))
  return alone ? verdict : 'undecided'
}

// Quantities and units ----------------------------------------------------------------------------------------------------------------

/** The unit of the item: that of its column, else the word behind the figures of the quantity (`50盒`). Null: none. */
export function unitOf({ unit, written }: SeizedItem): string | null {
  const given = unit === null ? '' : folded(unit).replace(/[\s.。]/gu, '')
  if (given !== '') return given
  const behind =
    /^[^\d]*\d[\d,.]*\s*(\p{Script=Han}{1,3})$/u.exec(folded(written ?? '').trim())?.[1] ??
    /^[零一二三四五六七八九十百千万两壹贰叁肆伍陆柒捌玖拾佰仟]+([^零一二三四五六七八九十百千万两壹贰叁肆伍陆柒捌玖拾佰仟元角分整]{1,2})$/u.exec(
      folded(written ?? '').trim(),
    )?.[1]
  // 2万册 counts 册; 1.25万元 is money and keeps its 万.
  return behind?.replace(/^[十百千万](?=[^元圆])/u, '') ?? null
}
/** The quantity in hundredths of its unit; null where none can be read. */
function hundredths({ quantity, written }: SeizedItem): bigint | null {
  if (quantity !== null) return BigInt(quantity) * 100n
  const number = numberText(
    folded(written ?? '')
      .replace(/\p{Script=Han}+$/u, '')
      .trim(),
  )
  const decimal = number === null ? null : parseDecimal(number.text)
  const scaled = decimal === null ? null : toScaled(decimal, 2)
  return scaled?.exact === true ? BigInt(scaled.value) : null
}

// Cash --------------------------------------------------------------------------------------------------------------------------------

export interface Cash {
  /** Hundredths of the currency. */
  readonly sum: bigint
  readonly currency: string
}
/** Kept in wallets, not in drawers. */
const coins: ReadonlySet<string> = new Set(['USDT', 'USDC', 'BTC', 'ETH', 'TRX'])
const currencyWords: readonly (readonly [word: string, code: string])[] = Object.entries(currencyChoices)
  .filter(([code]) => code !== unknownCurrency && !coins.has(code))
  .flatMap(([code, words]) =>
    words
      .map((word) => folded(word))
      .filter((word) => /^[a-z]{3,}$/u.test(word) || /^\p{Script=Han}{2,}$/u.test(word))
      .map((word) => [word, code] as const),
  )
  .toSorted(([one], [other]) => other.length - one.length)
const cashWords = /现金|现钞|纸币|硬币|钞票|零钱/gu
/** Words of money that may be cash or a debt, a price or a balance. */
const moneyWords = /赌资|赃款|货款|钱款|款项|毒资|违法所得|押金|保证金/u
/** Money that nobody can hold in his hand, or that is none: balances, deposits, frozen sums, counterfeits. */
const noCash =
  /余额|存款|冻结|数字人民币|数字货币|(?:微信|支付宝|钱包|账户|账号|银行卡|平台|理财)[^,;()]{0,8}(?:零钱|资金|人民币|余额|款)|零钱通|假(?:币|钞|人民币|美元|港币)|伪(?:币|钞|造)|仿(?:真|制)|变造|练功|冥币|道具|纪念[币钞]|游戏币|虚拟/u
/** What is about money and none itself, standing behind the word. */
const moneyPapers = anyOf(
  '单 票 账 帐 本 机 袋 包 箱 柜 盒 记录 收据 凭证 卡 登记 条 表 簿 册 明细 流水 存折 合同 夹 照片 复印 清单 贷 业务 钱箱',
)
const amountInName =
  /(\d[\d,]*(?:\.\d+)?)\s*(万|千|百)?\s*(?=元|圆|块|整|[a-z]{3}|\p{Script=Han}{0,3}[元币圆])/u
const notes: ReadonlySet<bigint> = new Set([1n, 2n, 5n, 10n, 20n, 50n, 100n].map((value) => value * 100n))

/** Where a currency is named: letters end where the word ends, USDT is no USD. */
const currencyPattern = new RegExp(
  currencyWords.map(([word]) => (/^[a-z]/u.test(word) ? `(?<![a-z])${word}(?![a-z])` : word)).join('|'),
  'gu',
)
const codeOfWord: ReadonlyMap<string, string> = new Map(currencyWords)
function currenciesIn(text: string): {
  readonly codes: ReadonlySet<string>
  readonly rest: string
  /** Where the last name ends; 0 without one. */
  readonly end: number
} {
  const found = [...text.matchAll(currencyPattern)]
  const last = found.at(-1)
  return {
    codes: new Set(found.flatMap(([word]) => codeOfWord.get(word) ?? [])),
    rest: text.replace(currencyPattern, ' '),
    end: last === undefined ? 0 : last.index + last[0].length,
  }
}
/** Hundredths one of a unit of money stands for; null: the unit counts notes, bundles or lots. */
function worthOf(unit: string): bigint | null {
  const bare = currenciesIn(unit).rest.replace(/[\s()[\]（）整]/gu, '')
  switch (bare) {
    case '':
    case '元':
    case '圆':
    case '块':
      return 100n
    case '万元':
    case '万':
      return 1_000_000n
    case '千元':
      return 100_000n
    case '百元':
      return 10_000n
    case '角':
      return 10n
    case '分':
      return 1n
    default:
      return null
  }
}
function amountOf(name: string): bigint | null {
  const [, digits, size] = amountInName.exec(name) ?? []
  if (digits === undefined) return null
  const parsed = parseMoney(digits)
  if (parsed?.exact !== true) return null
  return BigInt(parsed.minor) * (size === '万' ? 10_000n : size === '千' ? 1_000n : size === '百' ? 100n : 1n)
}
/** How much cash the item is, in its own currency; `undecided` where it is money but not clear how much or of which currency; null: none. */
export function cashOf(item: SeizedItem): Cash | 'undecided' | null {
  const whole = folded(item.name)
  const bare = outside(whole)
  const unit = unitOf(item)
  const named = currenciesIn(whole)
  const marked = markedAmount(folded(item.written ?? '').replace(/\s/gu, ''))
  const words = [...bare.matchAll(cashWords)]
  const isMoney = words.length > 0 || named.codes.size > 0
  if (!isMoney && /大钞|百元钞|元钞|元面[值额]/u.test(bare)) return 'undecided'
  if (!isMoney) return moneyWords.test(bare) && unit !== null && worthOf(unit) !== null ? 'undecided' : null
  const lastWord = Math.max(...words.map((match) => match.index + match[0].length), currenciesIn(bare).end)
  const behind = bare.slice(lastWord)
  if (moneyPapers.test(behind)) return null
  // What lies in an account or a wallet is no cash, and what only looks like money is none.
  if (noCash.test(bare)) return null
  if (noCash.test(whole)) return 'undecided'
  if (/\p{Script=Han}/u.test(behind.replace(/[元圆角分整万千百块计共等]|合计|共计|总计|面[值额]/gu, '')))
    return 'undecided'
  const codes = new Set([
    ...named.codes,
    ...currenciesIn(unit ?? '').codes,
    ...(marked === null ? [] : [marked.mark.currency]),
  ])
  const [currency = yuan] = codes
  if (codes.size > 1) return 'undecided'
  const sum = sumOf(item, unit, amountOf(whole))
  return sum === null ? 'undecided' : { sum, currency }
}
function sumOf(item: SeizedItem, unit: string | null, inName: bigint | null): bigint | null {
  const quantity = hundredths(item)
  const worth = unit === null ? null : worthOf(unit)
  if (worth !== null) {
    const sum = quantity === null ? null : (quantity * worth) / 100n
    // Two amounts that differ are not one amount.
    return inName === null || inName === sum ? sum : null
  }
  if (inName !== null) {
    if (quantity === null || quantity === 100n || quantity === inName) return inName
    return unit === '张' && notes.has(inName) ? (inName * quantity) / 100n : null
  }
  return unit === null ? quantity : null
}

// Copies of works ---------------------------------------------------------------------------------------------------------------------

/** How copies are counted: a packed copy (盒, 套, 份), a booklet (册, 本), or something that holds several (箱, 件 …) until a person says how many. */
export type Counting = 'box' | 'set' | 'booklet' | 'holder' | 'other'
const countings: Readonly<Record<string, Counting>> = {
  盒: 'box',
  套: 'set',
  份: 'set',
  部: 'set',
  本: 'booklet',
  册: 'booklet',
  箱: 'holder',
  件: 'holder',
  包: 'holder',
  捆: 'holder',
  袋: 'holder',
  扎: 'holder',
  托: 'holder',
  板: 'holder',
}
/** How a unit counts copies. */
export function countingOf(unit: string | null): Counting {
  return unit === null ? 'other' : (countings[unit] ?? 'other')
}
/** Words of goods that are works. */
const workGoods = anyOf(
  '剧本 桌游 盗版 盒装本 城限 独家本 图书 书籍 教材 教辅 小说 漫画 光盘 音像 影碟 复刻 侵权复制品 出版物',
)
/** Words of goods that are none, whatever stands in 《》 beside them. */
const otherGoods = anyOf(
  '茶 烟 酒 药 食品 月饼 糖 奶 饮料 面膜 化妆 口罩 名片 打印纸 纸巾 笔 墨 胶 手套 螺 钉 针 油 灯 电池 工具 首饰 手表 玩具 模具 电脑 设备 衣 服 鞋 家具 桌椅 账本 账册 笔记本 记事本 收据 印章 手机 现金 人民币',
)
/** What a copy is made of or packed in, not yet or no longer one. */
const pieces = anyOf('空盒 包装 外盒 纸箱 箱子 封面 印版 菲林 散页 内页 半成品 书芯 卡纸 标签')

export interface Copies {
  readonly title: string | null
  readonly counting: Counting
  /** Null: no whole number can be read. */
  readonly quantity: number | null
}
/** The titles of works a case knows, ready to be looked for in texts. */
export interface KnownTitles {
  has(title: string): boolean
  /** The longest that stands in a text or is it; null for none. A single character is no title, two are one only by themselves. */
  standingIn(text: string): string | null
}
/** What tells titles of works apart: case, width and blanks do not. */
export const titleKey = (text: string): string => folded(text).replace(/\s/gu, '')
/** `titles`: of lists of works, ledgers and orders. `quoted`: what a seizure list itself puts in 《》, found in its other lines too, but no proof that it is a work. */
export function knownTitles(titles: readonly string[], quoted: readonly string[] = []): KnownTitles {
  const named = new Set([...titles].map(titleKey))
  const byText = new Map([...quoted, ...titles].map((title) => [titleKey(title), title] as const))
  const longest = [...byText]
    .filter(([text]) => text.length >= 3)
    .toSorted(([one], [other]) => other.length - one.length)
  return {
    has: (title) => named.has(titleKey(title)),
    standingIn(text) {
      const bare = titleKey(text)
      const same = bare.length < 2 ? undefined : byText.get(bare)
      return same ?? longest.find(([word]) => bare.includes(word))?.[1] ?? null
    },
  }
}
/** The copies of a work an item is, told by the titles the case knows and by words of goods; `undecided` where neither decides; null: other goods. */
export function copiesOf(item: SeizedItem, known: KnownTitles): Copies | 'undecided' | null {
  const unit = unitOf(item)
  const counting = countingOf(unit)
  const name = folded(item.name)
  const besides = name.replace(/《[^》]*》/gu, '')
  const title = item.title ?? known.standingIn(item.name)
  const isKnown = title !== null && known.has(title)
  if (pieces.test(besides)) return title === null ? null : 'undecided'
  if (title === null && isPhone(item) === 'yes') return null
  if (otherGoods.test(besides) && !workGoods.test(besides))
    return isKnown && counting !== 'other' ? 'undecided' : null
  if (title === null && !workGoods.test(besides))
    return counting === 'other' || counting === 'booklet' ? null : 'undecided'
  const quantity = hundredths(item)
  return {
    title,
    counting,
    quantity: quantity === null || quantity % 100n !== 0n ? null : Number(quantity / 100n),
  }
}
