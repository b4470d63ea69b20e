/** Names by their sound: full syllables (zhangwei, also unfinished: zhangw) and first letters (zw), with every reading of a character. */
import { charactersBySyllable } from './pinyinTable.ts'
import { simplified } from './textFold.ts'

let bySound: ReadonlyMap<string, readonly string[]> | null = null
/** Filled at the first question: most runs of the program never ask. */
function sounds(): ReadonlyMap<string, readonly string[]> {
  if (bySound !== null) return bySound
  const map = new Map<string, string[]>()
  for (const [syllable, characters] of Object.entries(charactersBySyllable)) {
    // ü is typed as v, and written yu in passports and u where a keyboard has nothing else.
    const spelled = /^[ln]v/.test(syllable)
      ? [syllable, syllable.replace('v', 'u'), syllable.replace('v', 'yu')]
      : [syllable]
    for (const character of characters) {
      const known = map.get(character)
      if (known === undefined) map.set(character, [...spelled])
      else for (const spelling of spelled) if (!known.includes(spelling)) known.push(spelling)
    }
  }
  return (bySound = map)
}
const none: readonly string[] = []
/** All readings of a (simplified) character without tones, lower case, ü spelled v, u and yu; empty when it has none. */
export function readingsOf(character: string): readonly string[] {
  return sounds().get(character) ?? none
}

/** Whether a folded word may be meant as pinyin: two letters or more, and nothing else. Returns it without apostrophes, or null. */
export function pinyinWord(foldedWord: string): string | null {
  const letters = foldedWord.replace(/['’]/g, '')
  return /^[a-z]{2,40}$/.test(letters) ? letters : null
}

/**
 * Whether the word is spelled by consecutive characters of the text, from any of them on: by their full syllables, of which the last may be
 * unfinished, or by the first letter of each. Any reading of a character will do: 曾 is zeng and ceng, 单 shan, dan and chan.
 */
export function pinyinStandsIn(word: string, foldedText: string): boolean {
  return pinyinPlace(word, [...foldedText]) !== null
}
/** The characters that spell the word, as [from, to) of the list; null when none do. */
export function pinyinPlace(word: string, characters: readonly string[]): readonly [number, number] | null {
  const first = word.charAt(0)
  for (let at = 0; at < characters.length; at += 1) {
    if (!readingsOf(characters[at] as string).some((reading) => reading.charAt(0) === first)) continue
    const end = spelledEnd(word, characters, at) ?? initialsEnd(word, characters, at)
    if (end !== null) return [at, end]
  }
  return null
}
function spelledEnd(rest: string, characters: readonly string[], at: number): number | null {
  if (rest === '') return at
  const character = characters[at]
  if (character === undefined) return null
  for (const reading of readingsOf(character)) {
    if (reading.startsWith(rest)) return at + 1
    if (!rest.startsWith(reading)) continue
    const end = spelledEnd(rest.slice(reading.length), characters, at + 1)
    if (end !== null) return end
  }
  return null
}
function initialsEnd(word: string, characters: readonly string[], at: number): number | null {
  if (at + word.length > characters.length) return null
  for (let index = 0; index < word.length; index += 1) {
    const letter = word.charAt(index)
    if (!readingsOf(characters[at + index] as string).some((reading) => reading.charAt(0) === letter))
      return null
  }
  return at + word.length
}

/** The surnames in use; those of two characters apart. Simplified. */
const surnames = new Set(
  simplified(
    '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧肖尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟锺徐邱丘骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎闫充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督岳帅缑亢况郈有琴归海晋楚闫法汝鄢涂钦商牟佘佴伯赏墨哈谯笪爱阳佟付代岩覃区朴苑禚揣占冼揭揣初兰麦迟宛母隋修门展原植雒植奉尧鹿矫泮巨肇郎仝青芦员',
  ),
)
const doubleSurnames = new Set(
  '万俟司马上官欧阳夏侯诸葛闻人东方赫连皇甫尉迟公羊澹台公冶宗政濮阳淳于单于太叔申屠公孙仲孙轩辕令狐钟离宇文长孙慕容鲜于闾丘司徒司空司寇呼延南宫西门独孤端木东郭百里拓跋第五纳兰'.match(
    /../gu,
  ) ?? [],
)
const hanOnly = /^\p{Script=Han}+$/u
const joinedName = /^\p{Script=Han}{1,10}(?:[·•・‧]\p{Script=Han}{1,10}){1,4}$/u
/** Whether a folded text reads like a person's name and nothing else: a surname and one to three characters, or parts joined by a dot. */
export function readsLikeName(foldedText: string): boolean {
  if (foldedText.length < 2 || foldedText.length > 40) return false
  if (foldedText.length > 8) return joinedName.test(foldedText)
  const first = foldedText.charAt(0)
  if (!surnames.has(first) && !doubleSurnames.has(foldedText.slice(0, 2))) return joinedName.test(foldedText)
  const length = [...foldedText].length
  return length >= 2 && length <= 4 ? hanOnly.test(foldedText) : joinedName.test(foldedText)
}
/** The surname a name begins with, two characters where they are one; null when it begins with none. */
export function surnameOf(name: string): string | null {
  const two = name.slice(0, 2)
  if (doubleSurnames.has(two) && name.length > 2) return two
  const first = name.charAt(0)
  return surnames.has(first) ? first : null
}
