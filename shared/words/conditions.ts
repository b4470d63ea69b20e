/** How a field is compared with a value, for page and exported files. */
import type { Condition } from '../contract/scope.ts'
import type { Language } from '../language.ts'

export const conditionOps: Readonly<Record<Language, Readonly<Record<Condition['op'], string>>>> = {
  'zh-CN': {
    is: '为',
    isNot: '不为',
    contains: '包含',
    notContains: '不含',
    between: '介于',
    oneOf: '为其中之一',
    noneOf: '不属于',
    empty: '为空',
    notEmpty: '不为空',
  },
  en: {
    is: 'is',
    isNot: 'is not',
    contains: 'contains',
    notContains: 'does not contain',
    between: 'between',
    oneOf: 'one of',
    noneOf: 'none of',
    empty: 'is empty',
    notEmpty: 'is not empty',
  },
}
