/** Names of sites: 甲站, 甲网站 and 甲 are one. */
import { isKey } from './identityKeys.ts'

/** Words about any site name none. */
const anySite =
  /^(?:互联|网络|网上|涉案|涉嫌|涉赌|赌博|赌球|博彩|境外|非法|该|本|某|主|总|分|官方?|管理|后台|系统|会员|代理|注单|投注|充值|提现|登录|足球|体育|彩票|棋牌|电竞|娱乐城?|国际|在线|线上|平台|网站|站点|网|站|全部|所有|数据|导出)+$/u
/** Words for what a file holds and when it was made, as a pattern; they name no site either: site-dump, site_members_2023. */
export const noLatinSite =
  '(?:(?:dump|data|export(?:ed)?|backup|bak|copy|list|members?|users?|players?|accounts?|agents?|admins?|logs?|logins?|reports?|tables?|databases?|db|sql|csv|map|names?|files?|all|total|info|records?|deposits?|withdraw(?:al)?s?|bets?|orders?|new|old|final|main)|(?:19|20)[0-9]{2}(?:[0-9]{2}){0,2})+'
const anyLatinSite = new RegExp(`^${noLatinSite}$`, 'u')
const siteWords = /(?:官方)?(?:网站|站点|网|站|平台|后台)$/u
/** The name of a site as it is compared: 甲站, 甲网站 and 甲 are one. Null without a name. */
export function siteKey(text: string | null): string | null {
  if (text === null || !isKey('text', text)) return null
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s“”"'《》【】[\]()「」]/gu, '')
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/\/.*$/, '')
  const bare = plain.replace(siteWords, '')
  return plain === '' || anySite.test(plain) || anyLatinSite.test(plain) ? null : bare === '' ? plain : bare
}
