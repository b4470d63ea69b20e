/**
 * What has changed in how facts (repeats, counter-entries, entities, links) follow from the same rows. A case keeps in `meta.factRules` by which
 * of these its facts were derived; one with fewer is derived anew when it is opened for writing. Whoever changes what is derived from rows
 * that are already in a case appends a line. The number of a rule is its place, so that lines of two hands never share one.
 */
export interface FactRule {
  /** Stands in the audit row of the renewal; never changed. */
  readonly id: string
  readonly nameZh: string
  readonly nameEn: string
}
export const factRuleList: readonly FactRule[] = [
  { id: 'numbered', nameZh: '整理规则开始编号', nameEn: 'rules of derivation are numbered' },
  {
    id: 'repeats',
    nameZh: '重复行、同号不同值的行按新规则认定',
    nameEn: 'duplicates and rows of one number that differ, by one rule',
  },
  { id: 'currencies-apart', nameZh: '关系金额按币种分别合计', nameEn: 'links sum each currency apart' },
  {
    id: 'births',
    nameZh: '人员登记的出生日期、邮箱计入人员特征',
    nameEn: 'birth dates and mail addresses of a register are known of its people',
  },
  {
    id: 'who',
    nameZh: '不是号码的内容与单凭姓名不再合并人员、账户',
    nameEn: 'what is no number, and a name alone, join nobody',
  },
  { id: 'sites', nameZh: '账号按所属网站分开', nameEn: 'accounts belong to their site' },
  {
    id: 'signs',
    nameZh: '号码、姓名中看不见的字符与间隔号写法不再区分',
    nameEn: 'signs that nobody sees and spellings of the dot tell no numbers and names apart',
  },
  {
    id: 'ownless',
    nameZh: '没有本方号码或收付方向的行，流水号相同且无矛盾的认作重复',
    nameEn:
      'rows without their own number or direction are one with those of the same serial that contradict nothing',
  },
  {
    id: 'reversals',
    nameZh: '冲正、退款与被冲退的交易对应，金额按净额计',
    nameEn: 'reversals and refunds are tied to what they take back, sums are net of them',
  },
  {
    id: 'reversal-words',
    nameZh: '更多冲退用语（红冲、冲回、错账、返还等）识别为冲正、退款',
    nameEn: 'more words of taking back (红冲, 冲回, 错账, 返还 …) are read as reversals and refunds',
  },
  {
    id: 'patterns',
    nameZh: '随手填写的号码（字母加顺号、重复组、空壳微信号、管理邮箱、零号牌、内网地址等）不再跨表合并',
    nameEn:
      'numbers that somebody only filled in, and addresses inside networks, join nothing beyond a sheet',
  },
  {
    id: 'currency-not-told',
    nameZh: '币种不明的行与同一事实币种已明的行不再相互矛盾',
    nameEn: 'an unknown currency contradicts no row of the same fact',
  },
  {
    id: 'written-otherwise',
    nameZh:
      '流水号、单号被表格软件写成 1.2E+18 的不再作为号码、也不与原号矛盾；文字不分全半角与空格；认定为重复的行一律只计一次',
    nameEn:
      'a number of which a spreadsheet left 1.2E+18 numbers nothing and contradicts no full one; texts are compared whatever their width and spaces; rows that people decided are one count once',
  },
  {
    id: 'shops',
    nameZh: '同一订单号出现在不同店铺的列为同号不同值，不再并为一单',
    nameEn: 'one order number in two shops is a conflict and no duplicate',
  },
  {
    id: 'called-many',
    nameZh:
      '更多占位词、重复号、客服热线不再合并人员；老板、李某、张*等称呼每行各为一人；校验不过的证件号不再使两行成为重复行',
    nameEn:
      'more words for nothing, patterns and hotlines join nobody; what many are called (老板, 李某, 张*) is somebody of its own in each row; a failed check digit makes no two rows one',
  },
  {
    id: 'later-states',
    nameZh: '充值提现、流水同号的，以较后的状态（处理中 → 成功、失败）为准',
    nameEn:
      'of deposits and transfers of one number the later state (under way, then success or failure) stands',
  },
  {
    id: 'equal-rows',
    nameZh: '完全相同的行以哪张表的为准，按文件内容而不按导入先后',
    nameEn: 'of equal rows the one that stands is chosen by what its file holds, not by the order of imports',
  },
  {
    id: 'any-own-number',
    nameZh: '同一流水号的行，只要有一个本方号码相同即一并核对，与其他文件是否导入无关',
    nameEn:
      'rows of one serial are looked at together where any of their own numbers is the same, whatever other files are there',
  },
  {
    id: 'finer-times',
    nameZh:
      '同一笔写法不同的行，其余内容一样多的，以时间写得更细的一行为准（10:09:52 先于 10:09）；同一秒内毫秒不同的两行为两笔',
    nameEn:
      'of rows that are one fact and say as much, the one with the finer time stands (10:09:52 before 10:09); two rows of one second with different fractions are two',
  },
  {
    id: 'calls-both-sides',
    nameZh:
      '同一次通话在双方话单里各有一行的（主被叫相反、号码互换、起时相差 5 分钟以内、时长相差 2 秒以内），只计一次',
    nameEn:
      'one call in the lists of both phones (one out and one in, numbers crosswise, begun within five minutes, lengths within two seconds) counts once',
  },
]
/** The number of the rules that this program derives by. */
export const factRules = factRuleList.length

/** The rules that came after a number, oldest first. */
export function factRulesSince(number: number): readonly FactRule[] {
  return factRuleList.slice(number)
}
