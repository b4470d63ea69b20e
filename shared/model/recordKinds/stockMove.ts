import { defineKind, field, format } from './build.ts'
import { currencyField } from './currencyField.ts'

/** Words that tell a shop on a platform from a place of its own. */
const shopName = '(?:专营|专卖|旗舰|企业|淘宝|天猫|拼多多|抖音|网)店|小店$|商城$|网店'

export const stockMove = defineKind({
  id: 'stockMove', nameZh: '出入库', nameEn: 'Stock moves', icon: 'warehouse',
  formats: [format('stock_ledger', '仓库出入库台账', 'Warehouse in/out ledger', 'B', '入库|出库|品名', { loose: true })],
  fields: [
    field('direction', '出入库', 'In or out', 'direction', '类型|出/入库|出入库类型|收发类型|方向|业务类型', { shown: true, facet: true, context: [{ from: 'sheetName', pattern: '(入库|出库)' }] }),
    field('date', '日期', 'Date', 'time', '入库日期|出库日期|时间|制单日期', { shown: true }),
    field('number', '单据号', 'Document', 'serial', '单号|入库单号|出库单号', { shown: true }),
    field('place', '仓库', 'Warehouse', 'text', '库位|库位名称|仓库名称|仓库/库位|仓库类型', { shown: true, facet: true }),
    field('title', '品名', 'Title', 'title', '名称|商品名称|货物名称|剧本名称|产品名称|物料名', { required: true, shown: true, facet: true }),
    field('code', '品号', 'Code', 'serial', '编码|产品代码|物料编号|货号|品号/编码'),
    field('spec', '规格', 'Spec', 'text', '规格型号'),
    field('model', '型号', 'Model', 'text', ''),
    field('unit', '单位', 'Unit', 'text', ''),
    field('quantity', '数量', 'Quantity', 'integer', '数量(套)|数量(盒)|件数', { shown: true, summed: true }),
    field('quantityIn', '入库数量', 'Quantity in', 'integer', '入库|入库/数量|进货数量|收入数量'),
    field('quantityOut', '出库数量', 'Quantity out', 'integer', '出库|出库/数量|发货数量|发出数量'),
    field('balance', '结存数量', 'Stock', 'integer', '结存|库存|库存数量|剩余'),
    field('party', '往来单位', 'Other party', 'name', '供应商|客户|收货人|领用人|供应商/客户|收货单位|去向', { shown: true, facet: true }),
    field('price', '单价', 'Unit price', 'money', '', { shown: true }),
    field('amount', '金额', 'Amount', 'money', '总价|小计', { shown: true, summed: true }),
    currencyField(),
    field('handler', '经手人', 'Handled by', 'name', '入库员|制单人|验收人|保管员|库管', { shown: true, facet: true }),
    field('remark', '备注', 'Remark', 'text', ''),
  ],
  needs: [['title', 'model'], ['quantity', 'quantityIn', 'quantityOut'], ['direction', 'quantityIn', 'quantityOut', 'place']],
  rowNeeds: [['quantity']],
  titleWords: ['出入库', '仓库', '库存', '入库', '出库', '进销存'],
  timeField: 'date', amountField: 'amount', directionField: 'direction', currency: { field: 'currency', amounts: ['amount', 'price'] },
  derive: [{ how: 'fallback', from: ['model'], into: 'title' }, { how: 'pair', in: ['quantityIn'], out: ['quantityOut'], amount: 'quantity', direction: 'direction' }],
  sameFact: ['number', 'date', 'direction', 'place', 'title', 'quantity', 'party', 'price', 'amount', 'currency'], sameFactCore: [['date'], ['quantity']], sameFactNeeds: ['number'],
  sameFactSoft: ['title'], indexes: [['number']],
  contradicts: { key: ['number', 'title', 'direction'], differ: ['quantity', 'amount', 'party', 'date'], once: { acrossSheets: true } },
  roles: [
    { role: 'place', kind: 'place', nameZh: '仓库', nameEn: 'Warehouse', keys: [{ identifier: 'place', fields: ['place'] }] },
    { role: 'shop', kind: 'shop', nameZh: '网店', nameEn: 'Shop', only: { field: 'party', pattern: shopName }, keys: [{ identifier: 'shop', fields: ['party'] }] },
    { role: 'other', kind: 'place', nameZh: '往来场所', nameEn: 'Other place', only: { field: 'party', pattern: `${shopName}|公司$|^[\\u4e00-\\u9fa5]{2,3}$`, not: true }, keys: [{ identifier: 'place', fields: ['party'] }] },
    { role: 'company', kind: 'organisation', nameZh: '往来公司', nameEn: 'Company', only: { field: 'party', pattern: '公司$' }, keys: [{ identifier: 'name', fields: ['party'], within: 'sheet' }] },
    { role: 'person', kind: 'person', nameZh: '往来人员', nameEn: 'Person', only: { field: 'party', pattern: '^[\\u4e00-\\u9fa5]{2,3}$' }, keys: [{ identifier: 'name', fields: ['party'], within: 'sheet' }] },
    { role: 'handler', kind: 'person', nameZh: '经手人', nameEn: 'Handler', keys: [{ identifier: 'name', fields: ['handler'], within: 'sheet' }] },
    { role: 'work', kind: 'work', nameZh: '作品', nameEn: 'Work', keys: [{ identifier: 'title', fields: ['title'] }] },
  ],
  links: [
    { id: 'shop', linkKind: 'delivers', from: 'place', to: 'shop', direction: 'direction', amount: 'amount', quantity: 'quantity', time: 'date' },
    { id: 'place', linkKind: 'delivers', from: 'place', to: 'other', direction: 'direction', amount: 'amount', quantity: 'quantity', time: 'date' },
    { id: 'company', linkKind: 'delivers', from: 'place', to: 'company', direction: 'direction', amount: 'amount', quantity: 'quantity', time: 'date' },
    { id: 'person', linkKind: 'delivers', from: 'place', to: 'person', direction: 'direction', amount: 'amount', quantity: 'quantity', time: 'date' },
    { id: 'keeps', linkKind: 'keeps', from: 'handler', to: 'place', time: 'date' },
  ],
})
