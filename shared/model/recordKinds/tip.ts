import { defineKind, field } from './build.ts'
import { currencyField } from './currencyField.ts'

export const tip = defineKind({
  id: 'tip', nameZh: '线索', nameEn: 'Tips', icon: 'lightbulb',
  formats: [],
  fields: [
    field('number', '线索编号', 'Number', 'serial', '编号|序号|警情编号', { says: 'report number|number|row' }),
    field('time', '线索时间', 'Time', 'time', '举报时间|报案时间|发案时间|案发时间|时间|日期', { says: 'time|date|report time|report date|accept time|accept date|occur time|occur date|involved time', shown: true }),
    field('content', '线索内容', 'Content', 'text', '举报内容|简要案情|案情|内容|警情内容|事由', { says: 'content|report content|report describe|report detail|report memo|report status|involved content|involved describe|involved status|memo content|brief status|report explain|involved memo|involved detail|brief content', required: true, shown: true }),
    field('source', '线索来源', 'Source', 'text', '来源|报警方式', { shown: true, facet: true }),
    field('informant', '举报人', 'Informant', 'name', '报案人|报警人|商户|店主', { says: 'informant|informant fullName|report person|report person fullName|report provider', shown: true }),
    field('informantPhone', '举报人电话', 'Informant phone', 'phone', '报警电话|联系电话|报警人电话'),
    field('subject', '被举报人', 'Subject', 'name', '嫌疑人|涉案人员', { says: 'reported|reported fullName|suspect|suspect fullName|involved person|reported suspect', shown: true }),
    field('phone', '涉案电话', 'Phone', 'phone', '嫌疑人电话|涉案手机号', { says: 'involved phone|suspect phone|involved number|reported phone', multi: true }),
    field('card', '涉案卡号', 'Card', 'card', '涉案账户|涉案银行卡', { says: 'involved card|involved account', multi: true }),
    field('place', '地点', 'Place', 'text', '案发地点|发案地点|地址|发案地址', { says: 'place|occur place|involved place|address|involved address|occur address', shown: true, facet: true }),
    field('goods', '损失物品', 'Goods', 'text', '被盗物品|物品'),
    field('amount', '损失金额', 'Loss', 'money', '涉案金额|损失价值|案值', { says: 'loss|loss money|involved money|loss cumulative money|loss cumulative|involved value|loss value', summed: true, shown: true }),
    currencyField(),
    field('status', '办理情况', 'Status', 'text', '处理结果|状态', { says: 'dispose status|dispose result|status|dispose', facet: true }),
    field('remark', '备注', 'Remark', 'text', '', { says: 'remark|else' }),
  ],
  plain: 'report involved info',
  needs: [['content'], ['time', 'source', 'informant', 'subject', 'place']],
  titleWords: ['线索', '举报', '警情', '报案'],
  timeField: 'time', amountField: 'amount', currency: { field: 'currency', amounts: ['amount'] },
  sameFact: ['number', 'time', 'content', 'informant'], sameFactNeeds: ['number'], sameFactCore: [['number', 'content']],
  roles: [
    { role: 'phone', kind: 'phone', nameZh: '涉案电话', nameEn: 'Phone', multi: true, keys: [{ identifier: 'phone', fields: ['phone'] }], identifiers: [{ kind: 'phone', field: 'phone' }] },
    { role: 'card', kind: 'bankAccount', nameZh: '涉案账户', nameEn: 'Account', multi: true, keys: [{ identifier: 'account', fields: ['card'] }], identifiers: [{ kind: 'card', field: 'card' }] },
    { role: 'subject', kind: 'person', nameZh: '被举报人', nameEn: 'Subject', keys: [{ identifier: 'name', fields: ['subject'], within: 'sheet' }] },
    { role: 'place', kind: 'place', nameZh: '地点', nameEn: 'Place', keys: [{ identifier: 'place', fields: ['place'] }] },
  ],
  links: [
    { id: 'phone', linkKind: 'mentions', from: 'subject', to: 'phone', time: 'time' },
    { id: 'card', linkKind: 'mentions', from: 'subject', to: 'card', time: 'time' },
    { id: 'place', linkKind: 'mentions', from: 'subject', to: 'place', time: 'time' },
  ],
})
