import { defineKind, field, format } from './build.ts'
import { currencyField } from './currencyField.ts'

/** A sheet's name that is no name of a list or of a sheet as programs number them: 仓库1号, not 扣押物品清单(2), 表1, Sheet1 (2). */
const placeName =
  '^(?!(?:Sheet|Table|工作表|表格?)[\\s\\d]*(?:[(（]\\d+[)）])?$|(?:本案|涉案|扣押|查封|冻结|登记保存|先行登记保存|随案移送|调取|物品|物证|财物|文件|证据|电子数据)*(?:清单|登记表|明细表?|列表|一览表|汇总表?|物品|财物|表)?[\\s\\d一二三四五六七八九十]*(?:[(（][\\d一二三四五六七八九十]+[)）])?$)(.+)$'

export const seizure = defineKind({
  id: 'seizure', nameZh: '扣押物品', nameEn: 'Seized items', icon: 'package-check',
  formats: [
    format('seizure_list', '扣押清单', 'Seizure list', 'B', '名称|数量|特征', { loose: true }),
    format('evidence_list', '物证清单/涉案财物登记', 'Exhibit register', 'B', '物品名称|物品性质|保管地点', { loose: true }),
  ],
  fields: [
    field('number', '编号', 'No.', 'text', '序号|物品编号|物证编号', { says: 'row|number|goods row|list row|goods number|list number|goods codeNo|codeNo' }),
    field('site', '扣押场所', 'Site', 'text', '现场|场所|查获场所', { says: 'scene|seize scene|seize place|involved scene|scene name', shown: true, facet: true, context: [{ from: 'sheetName', pattern: placeName }] }),
    field('name', '物品名称', 'Item', 'text', '名称|物品、文件名称|财物名称|品名|物证名称', { says: 'goods|goods name|involved goods|involved goods name|seize goods|seize goods name|goods type name', required: true, shown: true }),
    field('title', '作品', 'Work', 'title', '', { derived: true, shown: true, facet: true }),
    field('feature', '特征', 'Features', 'text', '特征(规格型号)|规格|型号|规格型号|特征描述|物品特征', { says: 'feature|feature model|feature describe|goods feature|goods model|model|model feature|describe|goods describe|brand model|explain feature', shown: true }),
    field('quantity', '数量', 'Quantity', 'integer', '已入库数量|扣押数量', { says: 'quantity|goods quantity|seize quantity|cumulative quantity|seize cumulative quantity|stockIn quantity|seize goods quantity', shown: true }),
    field('unit', '单位', 'Unit', 'text', '计量单位', { says: 'unit|goods unit|quantity unit|unit quantity|unit name', shown: true, facet: true }),
    field('volume', '体积', 'Volume (m³)', 'decimal', '体积(立方米)|体积(m3)|体积(m³)', { says: 'volume|cumulative volume|goods volume', scale: 3, measured: 'cubicMetre', shown: true, summed: true }),
    field('weight', '重量', 'Weight (kg)', 'decimal', '重量(公斤)|重量(kg)|重量(千克)', { says: 'weight|cumulative weight|goods weight', scale: 3, measured: 'kilogram', shown: true, summed: true }),
    field('value', '价值', 'Value', 'money', '估价|金额|鉴定价格', { says: 'value|price|goods value|goods price|involved value|involved money|review price|price review|review money|retail value|review value|retail price|appraise price|appraise value|appraise money' }),
    currencyField(),
    field('holder', '持有人', 'Holder', 'name', '被扣押人|物品持有人|所有人|嫌疑人姓名|嫌疑人|所属人|所属人/嫌疑人', { says: 'holder|holder name|goods holder|owner|goods owner|suspect|suspect name|involved person|belongs suspect|goods belongs person|before holder|belongs person|seized person|seized|owner fullName|goods holder name', shown: true, facet: true, context: [{ from: 'footer', pattern: '持有人\\s*[::]\\s*([\\u4e00-\\u9fa5·]{2,6})' }] }),
    field('holderId', '嫌疑人身份证号', 'Holder ID number', 'idNumber', '持有人身份证号', { says: 'holder idNumber|suspect idNumber|owner idNumber|seized idNumber|seized person idNumber|involved person idNumber' }),
    field('address', '扣押地点', 'Address', 'text', '来源|提取地点|查获地点', { says: 'seize address|seize place|seize place address|scene address|address|seize detail place', context: [{ from: 'preamble', pattern: '扣押地点\\s*[::]\\s*(\\S+)' }, { from: 'title', pattern: '扣押地点\\s*[::]\\s*(\\S+)' }] }),
    field('time', '扣押时间', 'Seized at', 'time', '扣押日期|入库时间|查获时间', { says: 'time|date|seize time|seize date|seize dateTime|register time|register date|handler time', context: [{ from: 'preamble', pattern: '扣押(?:时间|日期)\\s*[::]\\s*(\\d{4}[年./-]\\s?\\d{1,2}[月./-]\\s?\\d{1,2}日?(?:\\s*\\d{1,2}[:时]\\d{1,2}分?)?)' }, { from: 'title', pattern: '扣押(?:时间|日期)\\s*[::]\\s*(\\d{4}[年./-]\\d{1,2}[月./-]\\d{1,2}日?)' }] }),
    field('caseName', '案件名称', 'Case', 'text', '', { context: [{ from: 'preamble', pattern: '案件名称\\s*[::]\\s*(\\S+)' }, { from: 'title', pattern: '案件名称\\s*[::]\\s*(\\S+)' }] }),
    field('document', '扣押决定书文号', 'Document', 'text', '文书编号|文号|文书名称', { says: 'document|list document|seize document|document number' }),
    field('nature', '物品性质', 'Nature', 'text', '类别', { says: 'nature|goods nature|goods type|type|involved goods type', facet: true }),
    field('keeper', '保管人', 'Keeper', 'text', '保管地点|保管位置|保管措施|位置', { says: 'keep person|keep|keep organ|keep place|keep scene|keep warehouse|keep handler|keep address|warehouse|handler' }),
    field('status', '处理情况', 'Status', 'text', '领取方式|状态', { says: 'dispose|dispose status|dispose result|dispose way|status|goods status|dispose explain|stage status' }),
    field('receivedBy', '领取人', 'Handed to', 'name', ''),
    field('receivedAt', '领取时间', 'Handed over at', 'time', ''),
    field('officer', '办案民警', 'Officer', 'text', '办案民警姓名', { says: 'officer|officer fullName' }),
    field('officerNumber', '警号', 'Officer no.', 'serial', ''),
    field('remark', '备注', 'Remark', 'text', '', { says: 'remark|else|else remark' }),
  ],
  plain: 'involved seize info',
  needs: [['name'], ['quantity'], ['feature', 'holder', 'volume', 'weight', 'unit', 'nature']],
  titleWords: ['扣押', '清单', '物证', '涉案财物', '登记保存', '查获', '随案移送'],
  timeField: 'time', currency: { field: 'currency', amounts: ['value'] },
  // A list whose sheet has no name of its own is told apart by the place written above it.
  derive: [{ how: 'apart', name: 'holder', idNumber: 'holderId' }, { how: 'titleOf', from: 'name', into: 'title', product: false }, { how: 'fallback', from: ['address'], into: 'site' }],
  sameFact: ['site', 'name', 'feature', 'quantity', 'unit', 'volume', 'weight', 'value', 'holder', 'holderId', 'address', 'time', 'document', 'nature'],
  sameFactCore: [['name'], ['quantity']],
  roles: [
    { role: 'place', kind: 'place', nameZh: '场所', nameEn: 'Place', keys: [{ identifier: 'place', fields: ['site'] }], attributes: ['address'] },
    { role: 'work', kind: 'work', nameZh: '作品', nameEn: 'Work', keys: [{ identifier: 'title', fields: ['title'] }] },
    { role: 'holder', kind: 'person', nameZh: '持有人', nameEn: 'Holder', label: 'holder', keys: [{ identifier: 'id', fields: ['holderId'] }, { identifier: 'name', fields: ['holder'], within: 'sheet' }], identifiers: [{ kind: 'idNumber', field: 'holderId' }] },
  ],
  links: [
    { id: 'seized', linkKind: 'seizedAt', from: 'work', to: 'place', quantity: 'quantity', time: 'time' },
    { id: 'keeps', linkKind: 'keeps', from: 'holder', to: 'place', time: 'time' },
  ],
})
