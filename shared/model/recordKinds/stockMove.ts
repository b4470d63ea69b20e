import { defineKind, field, format } from './build.ts'
import { currencyField } from './currencyField.ts'

/** Words that tell a shop on a platform from a place of its own. */
const shopName = '(?:专营|专卖|旗舰|企业|淘宝|天猫|拼多多|抖音|网)店|小店$|商城$|网店'

export const stockMove = defineKind({
  id: 'stockMove', nameZh: '出入库', nameEn: 'Stock moves', icon: 'warehouse',
  formats: [format('stock_ledger', '仓库出入库台账', 'Warehouse in/out ledger', 'B', '入库|出库|品名', { loose: true })],
  fields: [
    field('direction', '出入库', 'In or out', 'direction', '类型|出/入库|出入库类型|收发类型|方向|业务类型', { says: 'inout|inout type|inout dir|inout flag|inout way|dir|stock dir|billNo type|stockIn stockOut|stockIn stockOut type|stockIn stockOut flag', shown: true, facet: true, context: [{ from: 'sheetName', pattern: '(入库|出库)' }] }),
    field('date', '日期', 'Date', 'time', '入库日期|出库日期|时间|制单日期', { says: 'date|time|inout date|inout time|billNo date|billNo time|business date|occur date|handler date|register date|book date|stockIn date|stockIn time|stockOut date|stockOut time|shipping date|dateTime', shown: true }),
    field('number', '单据号', 'Document', 'serial', '单号|入库单号|出库单号', { says: 'billNo|number|serial|inout billNo|inout number|inout serial|stockIn billNo|stockIn number|stockOut billNo|stockOut number|billNo number|voucher number|billNo serial', shown: true }),
    field('place', '仓库', 'Warehouse', 'text', '库位|库位名称|仓库名称|仓库/库位|仓库类型', { says: 'warehouse|belongs warehouse|keep warehouse|warehouse place|warehouse name|inout warehouse|stockIn warehouse|stockOut warehouse|warehouse type|keep place|stock place', shown: true, facet: true }),
    field('title', '品名', 'Title', 'title', '名称|商品名称|货物名称|剧本名称|产品名称|物料名', { says: 'goods|goods name|work|work name|type|type name|goods type name', required: true, shown: true, facet: true }),
    field('code', '品号', 'Code', 'serial', '编码|产品代码|物料编号|货号|品号/编码', { says: 'goods number|goods codeNo|codeNo|sku' }),
    field('spec', '规格', 'Spec', 'text', '规格型号', { says: 'feature|feature model|goods feature|feature explain|pack feature|goods feature model|size' }),
    field('model', '型号', 'Model', 'text', '', { says: 'model|goods model' }),
    field('unit', '单位', 'Unit', 'text', '', { says: 'unit|goods unit|quantity unit|unit name|pack unit' }),
    field('quantity', '数量', 'Quantity', 'integer', '数量(套)|数量(盒)|件数', { says: 'quantity|occur quantity|inout quantity|goods quantity|change quantity|real quantity|stockIn stockOut quantity|business quantity', shown: true, summed: true, counts: 'things' }),
    field('quantityIn', '入库数量', 'Quantity in', 'integer', '入库|入库/数量|进货数量|收入数量', { says: 'stockIn quantity|stockIn|in quantity|receive quantity|period stockIn|collect quantity', counts: 'things' }),
    field('quantityOut', '出库数量', 'Quantity out', 'integer', '出库|出库/数量|发货数量|发出数量', { says: 'stockOut quantity|stockOut|out quantity|send quantity|period stockOut|shipping quantity', counts: 'things' }),
    field('balance', '结存数量', 'Stock', 'integer', '结存|库存|库存数量|剩余', { says: 'balance|stock|stock quantity|balance quantity|stock balance|remain stock|remain quantity|end stock|keep quantity', counts: 'things' }),
    field('party', '往来单位', 'Other party', 'name', '供应商|客户|收货人|领用人|供应商/客户|收货单位|去向', { says: 'other|other name|other organ|other customer|customer|customer name|customer organ|supplier|supplier name|receiver|receiver name|receiver organ|stockOut organ|stockOut object|customer supplier|consignor organ|object|stockOut customer|receiver customer', shown: true, facet: true }),
    field('price', '单价', 'Unit price', 'money', '', { says: 'price|goods price|stockOut price|stockIn price|cost2 price|goods cost2 price', shown: true }),
    field('amount', '金额', 'Amount', 'money', '总价|小计', { says: 'money|cumulative money|goods money|inout money|cumulative|value|goods value|stockIn money|stockOut money', shown: true, summed: true }),
    currencyField(),
    field('handler', '经手人', 'Handled by', 'name', '入库员|制单人|验收人|保管员|库管', { says: 'handler|handler person|stockIn handler|stockOut handler|warehouse handler|keep|keep person|keep handler|consignor|consignor person|handler name|warehouse person|warehouse keep person|stockIn person|stockOut person', shown: true, facet: true }),
    field('remark', '备注', 'Remark', 'text', '', { says: 'remark|explain|memo' }),
  ],
  plain: 'goods business',
  needs: [['title', 'model'], ['quantity', 'quantityIn', 'quantityOut'], ['direction', 'quantityIn', 'quantityOut', 'place']],
  rowNeeds: [['quantity']],
  titleWords: ['出入库', '仓库', '库存', '入库', '出库', '进销存'],
  timeField: 'date', amountField: 'amount', directionField: 'direction', currency: { field: 'currency', amounts: ['amount', 'price'] },
  derive: [{ how: 'fallback', from: ['model'], into: 'title' }, { how: 'pair', in: ['quantityIn'], out: ['quantityOut'], amount: 'quantity', direction: 'direction' }, { how: 'signed', amount: 'quantity', direction: 'direction', also: ['amount'] }],
  sameFact: ['number', 'date', 'direction', 'place', 'title', 'quantity', 'party', 'price', 'amount', 'currency'], sameFactCore: [['date'], ['quantity']], sameFactNeeds: ['number'],
  sameFactSoft: ['title'], indexes: [['number']],
  contradicts: { key: ['number', 'title', 'direction'], differ: ['quantity', 'amount', 'currency', 'party', 'place', 'date'], once: { acrossSheets: true, perhapsTwo: ['party', 'place'] } },
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
