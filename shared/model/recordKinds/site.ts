/** The site that the accounts of a back office belong to: a123 of one site is not a123 of another. */
import type { Field } from '../define.ts'
import { noLatinSite } from '../siteName.ts'
import { field } from './build.ts'

const name = '[^\\s_\\-—()（）【】\\[\\]/\\\\.,，、:：“”"]{1,16}?'
const sort = '(?:网站|站点|平台|国际|娱乐城|娱乐|体育|彩票|棋牌|博彩|赌场|电竞|站|网)'
const table = '(?:会员|代理|注单|投注|充值|提现|存款|取款|出入款|登录|登陆|账变|账号|后台|用户|玩家|上分|下分|数据|导出|资料|列表|明细|名单|记录|信息|流水)'
const edge = '[\\s_\\-—()（）【】\\[\\]/\\\\“”"]'
/** 甲站会员, 会员列表（金鼎国际）. */
const named = `(?:^|${edge})(${name}${sort})(?=$|${edge}|${table})`
const labelled = '(?:网站|站点|平台)(?:名称)?\\s*[:：\\t]\\s*([^\\s,，;；]+)'
/** site A, SITE_b1; neither the sites of a list nor what a file of the site holds. */
const latin = `(?:^|[^A-Za-z0-9])(?:site|SITE|Site)(?![sS](?![A-Za-z0-9]))[ _-]?(?!${noLatinSite}(?![A-Za-z0-9]))([A-Za-z0-9]{1,20})(?![A-Za-z0-9])`
const domain = '((?:[A-Za-z0-9-]+\\.)+(?:com|net|cc|vip|org|top|xyz|club|app|bet|win|io|me|tv|info|biz|asia|live|fun|pro|cn))(?![A-Za-z0-9.])'

/** The field of the site: from a column, the words around the table, the sheet, the file or its folder; a person may write it. */
export function siteField(spellings: string): Field {
  return field('site', '所属网站', 'Site', 'text', `网站|网站名称|站点|站点名称|所属站点|网站标识|站点标识|SITE|SITENAME|${spellings}`, {
    facet: true,
    context: [
      { from: 'title', pattern: labelled },
      ...(['title', 'sheetName', 'fileName', 'path'] as const).flatMap((from) => [{ from, pattern: named }, { from, pattern: latin }, { from, pattern: domain }]),
    ],
  })
}
