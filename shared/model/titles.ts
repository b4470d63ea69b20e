/** Titles of works inside the texts of lists and shops. */

const salesWords = /^(?:盗版|正版|全新|现货|热卖|包邮|盒装|剧本杀|桌游|剧本|城限|独家|实体|正品|复刻|同款)+/u

/**
 * The title a text names: what stands in 《》 first; without it, for a product line (`product`), the first word after shop brackets and sales
 * words; else the text itself. Null when nothing is left.
 */
export function titleOf(raw: string, product: boolean): string | null {
  const text = raw
    .normalize('NFKC')
    .replace(/[\u200b\ufeff"']/g, '')
    .trim()
  const quoted = /《\s*([^《》]+?)\s*》/u.exec(text)?.[1]
  if (quoted !== undefined) return quoted
  if (!product) return text === '' ? null : text.replace(/\s+/g, ' ')
  const bare = text.replace(/^(?:[【[(][^】\])]*[】\])]\s*)+/u, '')
  const words = bare
    .split(/[\s,，;；/|+]+/u)
    .map((word) => word.replace(salesWords, ''))
    .filter((word) => word !== '')
  return words[0] ?? null
}
