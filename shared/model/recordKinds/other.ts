import { defineKind, field, format } from './build.ts'
import { currencyField } from './currencyField.ts'

/** Any table a person maps by hand. Nothing is required, so recognition never chooses it by itself beyond its one named format. */
export const other = defineKind({
  id: 'other', nameZh: '其他表格', nameEn: 'Other table', icon: 'table',
  formats: [format('bank_task', '任务信息（查控反馈）', 'Query task feedback', 'B', '任务流水号|主体类别|反馈结果')],
  fields: [
    field('number', '编号', 'Number', 'serial', '序号|任务流水号', { shown: true }),
    field('time', '时间', 'Time', 'time', '日期|发送时间', { shown: true }),
    field('endTime', '结束时间', 'End', 'time', '反馈时间'),
    field('name', '名称', 'Name', 'name', '姓名|主体|银行名称', { shown: true }),
    field('idNumber', '身份证号', 'ID number', 'idNumber', '身份证号码|证件号码'),
    field('phone', '手机号', 'Phone', 'phone', '手机号码|联系电话|电话', { multi: true }),
    field('card', '银行卡号', 'Bank card', 'card', '账卡号|卡号', { multi: true }),
    field('account', '账号', 'Account', 'account', '证账号码'),
    field('amount', '金额', 'Amount', 'money', '', { summed: true, shown: true }),
    currencyField(),
    field('quantity', '数量', 'Quantity', 'decimal', '', { scale: 3, shown: true }),
    field('category', '类别', 'Category', 'text', '类型|主体类别', { facet: true }),
    field('requestNumber', '请求单号', 'Request', 'serial', ''),
    field('detailResult', '反馈明细结果', 'Outcome, rows', 'text', ''),
    field('otherResult', '反馈非明细结果', 'Outcome, other', 'text', ''),
    field('queryResult', '查询结果', 'Query outcome', 'text', ''),
    field('storedAt', '入库时间', 'Stored at', 'time', ''),
    field('storedStatus', '入库状态', 'Stored', 'text', ''),
    field('result', '结果', 'Outcome', 'text', '反馈结果', { facet: true, shown: true }),
    field('content', '内容', 'Content', 'text', '说明|描述', { shown: true }),
    field('address', '地址', 'Address', 'text', '地点'),
    field('remark', '备注', 'Remark', 'text', ''),
  ],
  catchAll: true,
  needs: [['number', 'name', 'time', 'content', 'card', 'phone', 'idNumber', 'account']],
  titleWords: ['任务信息'],
  timeField: 'time', amountField: 'amount', currency: { field: 'currency', amounts: ['amount'] },
  sameFact: ['number', 'time', 'name', 'idNumber', 'phone', 'card', 'account', 'amount', 'quantity', 'content', 'requestNumber'],
  sameFactCore: [['number', 'name', 'content'], ['time'], ['amount']],
  roles: [
    { role: 'person', kind: 'person', nameZh: '人员', nameEn: 'Person', label: 'name', keys: [{ identifier: 'id', fields: ['idNumber'] }], identifiers: [{ kind: 'idNumber', field: 'idNumber' }], attributes: ['name'] },
    { role: 'phone', kind: 'phone', nameZh: '电话', nameEn: 'Phone', multi: true, keys: [{ identifier: 'phone', fields: ['phone'] }], identifiers: [{ kind: 'phone', field: 'phone' }] },
    { role: 'card', kind: 'bankAccount', nameZh: '银行卡', nameEn: 'Bank card', multi: true, keys: [{ identifier: 'account', fields: ['card'] }], identifiers: [{ kind: 'card', field: 'card' }] },
  ],
  links: [
    { id: 'phone', linkKind: 'uses', from: 'person', to: 'phone' },
    { id: 'card', linkKind: 'holds', from: 'person', to: 'card' },
  ],
})
