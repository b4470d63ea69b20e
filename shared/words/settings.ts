/** What a person settled about a sheet, in words: the page, the command line and the report say the same. */
import { nameIn, type Language } from '../language.ts'
import { fieldOf } from '../model/recordKinds/index.ts'
import type { SheetSetting } from '../model/sheetSettings.ts'

const orders: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  dmy: ['日-月-年', 'day-month-year'],
  mdy: ['月-日-年', 'month-day-year'],
  ymd: ['年-月-日', 'year-month-day'],
}
const meanings: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  success: ['成功', 'succeeded'],
  failed: ['失败', 'failed'],
  revoked: ['撤销', 'revoked'],
  unknown: ['未知', 'unknown'],
}
const say = (language: Language, [zh, en]: readonly [zh: string, en: string]): string =>
  language === 'zh-CN' ? zh : en

/** An order of day, month and year in words; the text itself where it is none. */
export function orderText(order: string, language: Language): string {
  const found = orders[order]
  return found === undefined ? order : say(language, found)
}
/** What a code means in words; of a state the first spelling of its field. */
export function meaningText(kind: string, field: string, meaning: string, language: Language): string {
  const found = meanings[meaning]
  if (fieldOf(kind, field)?.type === 'result' && found !== undefined) return say(language, found)
  return fieldOf(kind, field)?.choices?.[meaning]?.[0] ?? meaning
}
/** What a column of WeChat holds, in words. */
export function weChatText(names: string, language: Language): string {
  return names === 'ids' ? say(language, ['微信号', 'ids']) : say(language, ['昵称', 'nicknames'])
}
/** A setting in one phrase; with null for its value, what was taken back. */
export function settingText(
  kind: string,
  { about, field, code, value }: Omit<SheetSetting, 'value'> & { readonly value: string | null },
  language: Language,
): string {
  const found = fieldOf(kind, field)
  const name = found === undefined ? field : nameIn(found, language)
  const back = say(language, ['按原表（人工设定已取消）', 'as the sheet says (taken back)'])
  switch (about) {
    case 'dates':
      return say(language, [
        `“${name}”的日期顺序：${value === null ? back : orderText(value, language)}`,
        `order of dates in “${name}”: ${value === null ? back : orderText(value, language)}`,
      ])
    case 'year':
      return say(language, [
        `“${name}”中没有年份的日期，首行为：${value ?? back}`,
        `year of the first date without one in “${name}”: ${value ?? back}`,
      ])
    case 'wechat': {
      const taken = value === null ? back : weChatText(value, language)
      return say(language, [`“${name}”：按${taken}读`, `“${name}” holds ${taken}`])
    }
    case 'result': {
      const meaning = value === null ? back : meaningText(kind, field, value, language)
      return say(language, [
        `“${name}”中“${code}”的含义：${meaning}`,
        `“${code}” in “${name}” means: ${meaning}`,
      ])
    }
    case 'currency':
      return say(language, [
        `未注明币种的金额：${value ?? back}`,
        `amounts without a currency: ${value ?? back}`,
      ])
    case 'own':
      return say(language, [
        `表中未写“${name}”的行：${value ?? back}`,
        `rows without “${name}”: ${value ?? back}`,
      ])
    case 'rules':
      return value === null
        ? say(language, ['恢复为按旧规则读取的样子', 'put back as older rules had read it'])
        : say(language, ['按现在的规则重新读取', 'read again by the rules of today'])
  }
}
