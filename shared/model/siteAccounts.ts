/**
 * Names in the account columns of a betting site that are no player's and no agent's account: the house itself, and accounts of the site's own
 * for tests and service. Data; who shows a figure says which names it took for what.
 */
const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s"'()[\]【】_\-.]/gu, '')

/** What back offices write where the house or the top of the tree stands in place of an account above. */
export const houseNames: readonly string[] = [
  '公司',
  '总公司',
  '分公司',
  '本公司',
  '平台',
  '总平台',
  '本平台',
  '系统',
  '系统默认',
  '默认',
  '顶级',
  '顶层',
  '顶级代理',
  '最上级',
  '最高级',
  '根',
  '根节点',
  '根代理',
  '总部',
  '总台',
  '后台',
  '官方',
  '庄家',
  '无上级',
  '无',
  '直属',
  '公司直属',
  '平台直属',
  'company',
  'house',
  'system',
  'platform',
  'root',
  'top',
  'none',
  'null',
]
const houses: ReadonlySet<string> = new Set(houseNames)
/** Whether an account name means the house itself, the system or the top of the tree, and so no agent: `公司`, `总公司`, `系统`, `顶级`. `公司8` is an account. */
export function isHouseName(name: string): boolean {
  return houses.has(plain(name))
}
/** Words of accounts that the site itself keeps: tests, trials, robots, service. As a part of a Latin name only where it begins or ends it, with figures at most. */
const ownWords = /测试|试玩|体验账?号|机器人|客服|演示|内部账?号|陪玩|托号/u
const ownLatin =
  /^(?:test|ceshi|cs?test|robot|bot|demo|guest|shiwan|trial|kefu|service|admin)\d*$|^(?:test|ceshi|robot|demo|kefu|shiwan)[a-z]{0,3}\d+$/u
/** Whether an account name, its kind or a note on it says that the site itself uses it: `test01`, `试玩123`, `机器人`, `客服01`. */
export function isOwnUse(text: string): boolean {
  return ownWords.test(text) || ownLatin.test(plain(text))
}
