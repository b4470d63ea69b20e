/**
 * Messages as functions, made without eval: places in braces, English forms for one and many, and after the number 1 the noun that follows it in the
 * singular. Only the message's own words are changed, never what is filled in.
 */
import { afterOne } from '../../shared/words/afterOne.ts'

interface Filling {
  named(name: string): unknown
  plural(forms: readonly string[]): string
}
export type Message = (filling: Filling) => string

export function compileMessage(message: string, english: boolean): Message {
  const forms = message.split(/\s\|\s/).map((form) => form.split(/(\{\w+\})/))
  const fill = (parts: readonly string[], filling: Filling): string => {
    let one = false
    return parts
      .map((part) => {
        const name = /^\{(\w+)\}$/.exec(part)?.[1]
        if (name === undefined) {
          const words = one ? afterOne(part) : part
          if (part !== '') one = false
          return words
        }
        const value = filling.named(name)
        const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
        one = english && text === '1'
        return text
      })
      .join('')
  }
  return (filling) =>
    forms.length === 1
      ? fill(forms[0] ?? [], filling)
      : filling.plural(forms.map((parts) => fill(parts, filling)))
}
