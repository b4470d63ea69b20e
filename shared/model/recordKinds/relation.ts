import { defineKind, field, format } from './build.ts'
import { firm } from './firm.ts'

/** Any list of who is linked to whom: relatives, fellows, partners; and the edge list of a network (from, to, weight, time). */
export const relation = defineKind({
  id: 'relation', nameZh: '人员关系', nameEn: 'Relations', icon: 'share-2',
  formats: [format('relation_list', '人员关系表', 'List of relations', 'C', '姓名|关系|关系人', { loose: true }), format('edge_list', '网络边表', 'Edge list of a network', 'C', 'FROM|TO|WEIGHT', { loose: true })],
  fields: [
    field('number', '序号', 'No.', 'integer', '编号'),
    field('name', '姓名', 'Name', 'name', '人员A|人员1|人员一|人员甲|甲|甲方|甲方姓名|A方|A方姓名|主体|主体姓名|主体名称|本人|本人姓名|当事人|人员姓名|姓名1|姓名A|姓名甲|对象1|对象A|主要人员|嫌疑人|嫌疑人姓名|PERSONA|PERSON1', { shown: true, facet: true }),
    field('idNumber', '身份证号', 'ID number', 'idNumber', '证件号码|身份证号码|公民身份号码|人员A身份证号|人员1身份证号|甲方身份证号|甲方证件号码|A方身份证号|A方证件号码|主体身份证号|主体证件号码|本人身份证号|本人身份证号码|本人证件号码|嫌疑人身份证号|身份证号1|身份证号A', { shown: true }),
    field('phone', '手机号', 'Phone', 'phone', '手机号码|联系电话|电话|本人手机号|本人电话|甲方电话|甲方手机号|A方电话|A方手机号|主体电话|主体手机号|人员A手机号|人员1手机号|手机号1|手机号A', { multi: true }),
    field('relation', '关系', 'Relation', 'text', '关系类型|关系名称|关系类别|关系描述|关系说明|关系性质|人物关系|人员关系|双方关系|两人关系|相互关系|与本人关系|与本人的关系|与当事人关系|与嫌疑人关系|与其关系|亲属关系|家庭关系|社会关系|关联关系|关联类型|关系称谓|称谓|RELATION|RELATIONSHIP|RELATIONTYPE', { shown: true, facet: true }),
    field('otherName', '关系人', 'Other', 'name', '关系人姓名|关系人员|关系人员姓名|相关人|相关人员|相关人姓名|关联人|关联人姓名|关联人员|关联人员姓名|关联对象|关联方|人员B|人员2|人员二|人员乙|乙|乙方|乙方姓名|B方|B方姓名|客体|客体姓名|客体名称|对方|对方姓名|亲属|亲属姓名|家属|家属姓名|家庭成员|家庭成员姓名|成员姓名|同伙|同伙姓名|姓名2|姓名B|姓名乙|对象2|对象B|PERSONB|PERSON2', { shown: true, facet: true }),
    field('otherIdNumber', '关系人身份证号', 'Other ID number', 'idNumber', '关系人身份证号码|关系人证件号码|关系人员身份证号|关联人身份证号|关联人身份证号码|关联人证件号码|关联人员身份证号|人员B身份证号|人员2身份证号|乙方身份证号|乙方证件号码|B方身份证号|B方证件号码|客体身份证号|客体证件号码|对方身份证号|对方身份证号码|对方证件号码|亲属身份证号|亲属身份证号码|亲属证件号码|家属身份证号|家庭成员身份证号|成员身份证号|身份证号2|身份证号B', { shown: true }),
    field('otherPhone', '关系人手机号', 'Other phone', 'phone', '关系人电话|关系人联系电话|关系人手机号码|关联人电话|关联人手机号|人员B手机号|人员2手机号|乙方电话|乙方手机号|B方电话|B方手机号|客体电话|客体手机号|对方电话|对方手机号|亲属电话|亲属联系电话|亲属手机号|家属电话|家庭成员电话|手机号2|手机号B', { multi: true }),
    field('fromNode', '源节点', 'From node', 'name', '源|源对象|起始节点|起点节点|节点1|节点A|节点一|FROM|SOURCE|FROMNODE|SOURCENODE|NODE1|NODEA|FROMID|SOURCEID|VERTEX1|EGO', { shown: true }),
    field('toNode', '目标节点', 'To node', 'name', '目标|目标对象|终止节点|终点节点|节点2|节点B|节点二|TO|TARGET|TONODE|TARGETNODE|NODE2|NODEB|TOID|TARGETID|VERTEX2|ALTER', { shown: true }),
    field('weight', '权重', 'Weight', 'decimal', '权值|边权|边权重|关系强度|联系强度|强度|联系次数|WEIGHT|EDGEWEIGHT|STRENGTH|FREQUENCY|VALUE', { scale: 6, shown: true }),
    field('from', '起始时间', 'From', 'time', '关系起始时间|关系开始时间|开始时间|开始日期|起始日期|建立时间|建立日期|关系建立时间|起|起始|时间|日期|TIME|TIMESTAMP|DATETIME|DATE', { shown: true }),
    field('to', '截止时间', 'Until', 'time', '关系终止时间|关系结束时间|结束时间|结束日期|截止日期|终止时间|终止日期|解除时间|止|截止', { shown: true }),
    field('source', '来源', 'Source', 'text', '信息来源|关系来源|数据来源|证据来源|来源依据|依据|出处|材料来源', { shown: true, facet: true }),
    field('address', '关系人地址', 'Other address', 'text', '关系人住址|亲属住址|家庭成员住址|对方住址'),
    field('employer', '关系人工作单位', 'Other employer', 'text', '关系人单位|亲属工作单位|家庭成员工作单位'),
    field('remark', '备注', 'Remark', 'text', ''),
    field('side', '一方', 'One side', 'text', '', { derived: true }),
    field('otherSide', '另一方', 'Other side', 'text', '', { derived: true }),
  ],
  // An edge list of a network says who with whom and needs no word for it, but both its ends: a name beside one end is no edge. 起点 and 终点 by
  // themselves are the places of a journey.
  needs: [['relation', 'fromNode'], ['relation', 'toNode'], ['name', 'idNumber', 'fromNode'], ['name', 'idNumber', 'toNode'], ['otherName', 'otherIdNumber', 'fromNode'], ['otherName', 'otherIdNumber', 'toNode']],
  rowNeeds: [['relation', 'fromNode'], ['name', 'idNumber', 'fromNode'], ['otherName', 'otherIdNumber', 'toNode']],
  titleWords: ['边表', '关系表', '人员关系', '社会关系', '亲属关系', '关系人', '家庭成员', '关系网'],
  timeField: 'from',
  derive: [{ how: 'apart', name: 'name', idNumber: 'idNumber', phone: 'phone' }, { how: 'apart', name: 'otherName', idNumber: 'otherIdNumber', phone: 'otherPhone' },
    { how: 'fallback', from: ['name', 'idNumber', 'fromNode'], into: 'side' }, { how: 'fallback', from: ['otherName', 'otherIdNumber', 'toNode'], into: 'otherSide' }],
  sameFact: ['name', 'idNumber', 'phone', 'relation', 'otherName', 'otherIdNumber', 'otherPhone', 'fromNode', 'toNode', 'weight', 'from', 'to'], sameFactCore: [['idNumber', 'name', 'fromNode'], ['otherIdNumber', 'otherName', 'toNode'], ['relation', 'fromNode']],
  roles: [
    { role: 'person', kind: 'person', nameZh: '一方', nameEn: 'One side', label: 'name', only: { field: 'side', pattern: firm, not: true }, keys: [{ identifier: 'id', fields: ['idNumber'] }, { identifier: 'name', fields: ['name'], within: 'sheet' }, { identifier: 'name', fields: ['fromNode'], within: 'sheet' }], identifiers: [{ kind: 'idNumber', field: 'idNumber' }, { kind: 'phone', field: 'phone' }], attributes: ['name'] },
    { role: 'other', kind: 'person', nameZh: '另一方', nameEn: 'Other side', label: 'otherName', only: { field: 'otherSide', pattern: firm, not: true }, keys: [{ identifier: 'id', fields: ['otherIdNumber'] }, { identifier: 'name', fields: ['otherName'], within: 'sheet' }, { identifier: 'name', fields: ['toNode'], within: 'sheet' }], identifiers: [{ kind: 'idNumber', field: 'otherIdNumber' }, { kind: 'phone', field: 'otherPhone' }], attributes: ['otherName', 'address', 'employer'] },
    { role: 'firm', kind: 'organisation', nameZh: '一方单位', nameEn: 'One side, organisation', only: { field: 'side', pattern: firm }, keys: [{ identifier: 'name', fields: ['name'], within: 'sheet' }, { identifier: 'name', fields: ['fromNode'], within: 'sheet' }] },
    { role: 'otherFirm', kind: 'organisation', nameZh: '另一方单位', nameEn: 'Other side, organisation', only: { field: 'otherSide', pattern: firm }, keys: [{ identifier: 'name', fields: ['otherName'], within: 'sheet' }, { identifier: 'name', fields: ['toNode'], within: 'sheet' }] },
    { role: 'phone', kind: 'phone', nameZh: '手机号', nameEn: 'Phone', multi: true, keys: [{ identifier: 'phone', fields: ['phone'] }], identifiers: [{ kind: 'phone', field: 'phone' }] },
    { role: 'otherPhone', kind: 'phone', nameZh: '关系人手机号', nameEn: 'Other phone', multi: true, keys: [{ identifier: 'phone', fields: ['otherPhone'] }], identifiers: [{ kind: 'phone', field: 'otherPhone' }] },
  ],
  links: [
    { id: 'persons', linkKind: 'relatedTo', from: 'person', to: 'other', quantity: 'weight', time: 'from' },
    { id: 'personFirm', linkKind: 'relatedTo', from: 'person', to: 'otherFirm', quantity: 'weight', time: 'from' },
    { id: 'firmPerson', linkKind: 'relatedTo', from: 'firm', to: 'other', quantity: 'weight', time: 'from' },
    { id: 'firms', linkKind: 'relatedTo', from: 'firm', to: 'otherFirm', quantity: 'weight', time: 'from' },
    { id: 'phone', linkKind: 'uses', from: 'person', to: 'phone' },
    { id: 'otherPhone', linkKind: 'uses', from: 'other', to: 'otherPhone' },
  ],
})
