import { defineKind, field } from './build.ts'
import { currencyField } from './currencyField.ts'

export const work = defineKind({
  id: 'work', nameZh: '权利作品', nameEn: 'Works', icon: 'book',
  formats: [],
  fields: [
    field('title', '作品名称', 'Title', 'title', '作品|剧本名称|书名|名称', { says: 'work|work name|goods name|retail work name|right work|right work name|goods|name', required: true, shown: true }),
    field('owner', '著作权人', 'Rights holder', 'name', '权利人|版权方|出品方|发行方', { says: 'right|right name|right organ|right person|right holder', shown: true, facet: true }),
    field('author', '作者', 'Author', 'name', '编剧', { multi: true }),
    field('registration', '著作权登记号', 'Registration', 'serial', '登记号|版权登记号|作品登记号', { says: 'registration', shown: true }),
    field('registeredAt', '登记日期', 'Registered', 'date', '登记时间|首次发表日期', { says: 'register date|registration date|handler date', shown: true }),
    field('price', '正版零售价', 'List price', 'money', '正版零售价(元)|零售价|定价|正版价格|市场价|单价', { says: 'price|retail price|retail|work price', shown: true }),
    currencyField(),
    field('opinion', '鉴定意见', 'Expert opinion', 'text', '鉴定结论|是否侵权', { shown: true, facet: true }),
    field('remark', '备注', 'Remark', 'text', '', { says: 'remark|explain' }),
  ],
  plain: 'work right info',
  needs: [['title'], ['owner', 'registration', 'opinion']],
  titleWords: ['权利', '作品', '著作权', '版权', '权利人'], currency: { field: 'currency', amounts: ['price'] },
  sameFact: ['title', 'registration', 'owner', 'price'], sameFactNeeds: ['registration'], sameFactCore: [['title']],
  contradicts: { key: ['title'], differ: ['owner', 'registration', 'price'] },
  roles: [
    { role: 'work', kind: 'work', nameZh: '作品', nameEn: 'Work', keys: [{ identifier: 'title', fields: ['title'] }], identifiers: [{ kind: 'registration', field: 'registration' }], attributes: ['price', 'registeredAt', 'opinion'] },
    { role: 'owner', kind: 'organisation', nameZh: '著作权人', nameEn: 'Rights holder', keys: [{ identifier: 'name', fields: ['owner'], within: 'sheet' }] },
  ],
  links: [{ id: 'owns', linkKind: 'owns', from: 'owner', to: 'work' }],
})
