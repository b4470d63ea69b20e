import { defineKind, field, format } from './build.ts'
import { currencyField } from './currencyField.ts'
import { firm } from './firm.ts'

/** Houses, flats and land, by their owners. */
export const property = defineKind({
  id: 'property', nameZh: '不动产登记', nameEn: 'Property register', icon: 'house',
  formats: [format('property_register', '不动产登记信息', 'Property register', 'C', '权利人|坐落|不动产权证号', { loose: true })],
  fields: [
    field('owner', '权利人', 'Owner', 'name', '产权人|所有权人|房屋所有权人|不动产权利人|房主|业主|权利人姓名|权利人名称|产权人姓名|产权所有人|房屋权利人|业主姓名|房屋所有人|登记权利人|买受人', { shown: true, facet: true }),
    field('ownerId', '权利人证件号码', 'Owner ID number', 'idNumber', '权利人身份证号|权利人证件号|产权人身份证号|产权人证件号码|所有权人证件号码|业主身份证号|房主身份证号|权利人身份证号码|买受人证件号码|产权人证件号', { shown: true }),
    field('coOwner', '共有人', 'Co-owners', 'name', '共有人姓名|共同权利人|其他共有人|共有权人|房屋共有人', { multi: true, shown: true }),
    field('phone', '联系电话', 'Phone', 'phone', '权利人电话|业主电话|手机号|产权人电话', { multi: true }),
    field('certificate', '不动产权证号', 'Certificate', 'serial', '不动产权证书号|产权证号|房产证号|房屋所有权证号|权证号|权属证号|不动产证号|不动产权证书编号|产权证书号|产权证编号|权证号码|房权证号|合同编号', { shown: true }),
    field('unit', '不动产单元号', 'Unit no.', 'serial', '单元号|房屋编号|房屋代码|宗地代码|房屋编码'),
    field('address', '坐落', 'Address', 'text', '房屋坐落|不动产坐落|房屋地址|房产地址|坐落地址|房屋坐落地址|座落|房屋座落|房产坐落|不动产地址|坐落位置', { shown: true }),
    field('area', '建筑面积', 'Area (m²)', 'decimal', '面积|房屋面积|建筑面积(平方米)|建筑面积(㎡)|面积(平方米)|面积(㎡)|房屋建筑面积', { scale: 3, shown: true }),
    field('use', '规划用途', 'Use', 'text', '房屋用途|用途|房屋类型|不动产类型|房屋性质|权利类型|权利性质', { facet: true }),
    field('way', '取得方式', 'Acquired by', 'text', '登记类型|登记原因|取得方式/登记原因|共有情况|共有方式'),
    field('registered', '登记时间', 'Registered', 'time', '登记日期|发证日期|登簿时间|登簿日期|取得时间|取得日期|购买时间|购买日期|登记簿登记时间|合同签订日期|签约日期|备案时间', { shown: true }),
    field('price', '成交价格', 'Price', 'money', '交易价格|成交价|购买价格|合同金额|房屋总价|成交金额|合同价|取得价格|总价', { shown: true }),
    currencyField(),
    field('status', '权属状态', 'State', 'text', '权利状态|登记状态|现势状态|是否有效|房屋状态', { facet: true }),
    field('mortgage', '抵押情况', 'Mortgage', 'text', '抵押状态|是否抵押|抵押权人|抵押信息'),
    field('sealed', '查封情况', 'Sealed', 'text', '查封状态|是否查封|查封机关|限制状态'),
    field('remark', '备注', 'Remark', 'text', '附记', { says: 'remark' }),
    field('side', '权利方', 'Owning side', 'text', '', { derived: true }),
  ],
  plain: 'info',
  needs: [['owner', 'ownerId'], ['address', 'unit'], ['certificate', 'unit', 'area', 'mortgage', 'sealed']],
  rowNeeds: [['owner', 'ownerId'], ['address', 'unit', 'certificate']],
  titleWords: ['不动产', '房产', '房屋', '产权'],
  timeField: 'registered', amountField: 'price', currency: { field: 'currency', amounts: ['price'] },
  derive: [{ how: 'apart', name: 'owner', idNumber: 'ownerId', phone: 'phone' }, { how: 'fallback', from: ['owner', 'ownerId'], into: 'side' }],
  sameFact: ['owner', 'ownerId', 'certificate', 'unit', 'address', 'area', 'registered'], sameFactCore: [['certificate', 'unit', 'address'], ['ownerId', 'owner']],
  roles: [
    { role: 'owner', kind: 'person', nameZh: '权利人', nameEn: 'Owner', label: 'owner', only: { field: 'side', pattern: firm, not: true }, keys: [{ identifier: 'id', fields: ['ownerId'] }, { identifier: 'name', fields: ['owner'], within: 'sheet' }], identifiers: [{ kind: 'idNumber', field: 'ownerId' }], attributes: ['owner'] },
    { role: 'firm', kind: 'organisation', nameZh: '权利单位', nameEn: 'Owner, organisation', only: { field: 'side', pattern: firm }, keys: [{ identifier: 'name', fields: ['owner'], within: 'sheet' }] },
    { role: 'coOwner', kind: 'person', nameZh: '共有人', nameEn: 'Co-owner', multi: true, only: { field: 'coOwner', pattern: firm, not: true }, keys: [{ identifier: 'name', fields: ['coOwner'], within: 'sheet' }] },
    { role: 'coFirm', kind: 'organisation', nameZh: '共有单位', nameEn: 'Co-owner, organisation', multi: true, only: { field: 'coOwner', pattern: firm }, keys: [{ identifier: 'name', fields: ['coOwner'], within: 'sheet' }] },
    { role: 'place', kind: 'place', nameZh: '坐落', nameEn: 'Address', keys: [{ identifier: 'place', fields: ['address'] }] },
    { role: 'phone', kind: 'phone', nameZh: '联系电话', nameEn: 'Phone', multi: true, keys: [{ identifier: 'phone', fields: ['phone'] }], identifiers: [{ kind: 'phone', field: 'phone' }] },
  ],
  links: [
    { id: 'holds', linkKind: 'holds', from: 'owner', to: 'place', time: 'registered' },
    { id: 'firmHolds', linkKind: 'holds', from: 'firm', to: 'place', time: 'registered' },
    { id: 'coHolds', linkKind: 'holds', from: 'coOwner', to: 'place', time: 'registered' },
    { id: 'coFirmHolds', linkKind: 'holds', from: 'coFirm', to: 'place', time: 'registered' },
    { id: 'phone', linkKind: 'uses', from: 'owner', to: 'phone' },
  ],
})
