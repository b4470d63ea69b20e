export const identity = {
  tabs: { suggestions: '同一人建议', persons: '账号背后的人员', claims: '认定记录' },
  suggest: '计算建议', suggestAgain: '重新计算', suggestedAt: '{at} 计算', outdated: '数据有变化，建议重新计算', cancel: '取消',
  stage: { read: '正在读取', compare: '正在比对', write: '正在写入' },
  suggestDone: '{open} 条待处理', suggestDoneText: '比对 {entities} 个实体，用时 {seconds} 秒{common}', tooCommon: '；{count} 个值由太多实体共有，不作依据',
  neverTitle: '还没有计算过', neverText: '按共有的手机号、银行卡、微信、设备、登录 IP 和相近的姓名找出可能是同一个的实体，每条都列出理由。认定与否由人决定，随时可以撤回。',
  nothingTitle: '这里没有建议', nothingText: { open: '待处理的都已处理完。', later: '没有搁置的建议。', accepted: '还没有认定过。', rejected: '还没有否定过。' },
  states: { open: '待处理', later: '搁置', accepted: '已认定', rejected: '已否定' },
  byReason: '按理由', allReasons: '全部理由', filter: '按姓名、号码筛选', entities: '涉及 {count} 个', shown: '显示 {shown} / {total}', more: '显示更多',
  accept: '认定为同一', reject: '不是同一', later: '搁置', reopen: '退回待处理', acceptAll: '全部认定（{count}）', rejectAll: '全部否定', laterAll: '全部搁置',
  keys: 'A 认定 · R 否定 · P 搁置 · ↑↓ 选择', note: '说明', noteHint: '写明依据，随认定保存',
  decided: { accept: '已认定 {count} 条', reject: '已否定 {count} 条', later: '已搁置 {count} 条', open: '已退回 {count} 条' }, left: '{count} 条另有相反的情况，留待逐条查看',
  score: '把握 {percent}', against: '相反', members: '{count} 个', andMore: '等 {count} 个',
  reason: {
    'same-card': '同一银行卡', 'same-account': '同一账号', 'same-wechat': '同一微信', 'same-qq': '同一 QQ', 'same-phone': '同一手机号', 'same-email': '同一邮箱', 'same-payment': '同一支付账号', 'same-id': '同一证件号', 'same-device': '同一设备', 'same-login-ip': '同一登录 IP', 'same-pay-card': '同一付款卡',
    'same-wallet': '同一钱包', 'same-plate': '同一车牌', 'name-only': '仅凭姓名的同名者', 'same-name': '姓名相同', 'name-script': '姓名繁简或写法不同', 'name-sound': '姓名同音', 'name-shape': '姓名形近', 'name-order': '姓名字序不同', 'name-one-off': '姓名差一字',
    'id-alike': '证件号差一处', 'phone-prefix': '手机号前七位相同', 'same-address': '地址相同', 'same-birth': '出生日期相同', 'same-neighbour': '与同一对象往来', 'different-id': '证件号不同且均有效', 'different-birth': '出生日期不同', 'told-apart': '其中一部分已认定不是同一', 'by-hand': '人工认定', 'rest-of-split': '移出他人后保留',
  },
  inner: '合并的各方之间',
  compare: '并列比较', verdict: { agree: '一致', differ: '不同', partly: '部分一致', one: '仅一方' }, shared: '共同的往来', sources: '所在行', recordsOf: '{kind} {count} 行', inspect: '查看详情', onlyFirst: '只并列前 {count} 个', stated: '标识与属性', compareHint: '选择一条建议，在这里并列比较',
  persons: {
    head: '{accounts} 个账号，{persons} 人', bet: '有注单 {accounts} 个账号，{persons} 人', sort: '排序', sorts: { accounts: '账号数', stakes: '赌资', label: '账号' }, several: { several: '多个账号的', all: '全部' }, filter: '按账号、姓名、号码筛选',
    person: '人员', accounts: '账号数', list: '账号', names: '姓名', shared: '共有的标识', slips: '注单', points: '有效投注（点）', stakes: '赌资（元）', emptyTitle: '没有人名下有多个账号', emptyText: '先在“同一人建议”里认定共有手机号、银行卡或微信的账号。', noneTitle: '案件里没有网站账号', noneText: '导入会员列表或注单后，这里列出账号背后的人员。', excel: '导出 Excel', csv: '导出 CSV', exported: '已导出 {rows} 行', rule: '已认定为同一人的账号合计一人，其余各计一人；认定不改变任何金额。',
  },
  claims: {
    type: '类型', types: { all: '全部', merge: '同一', split: '拆分', apart: '不是同一', later: '搁置' }, status: '状态', statuses: { all: '全部', active: '有效', withdrawn: '已撤回' }, filter: '按姓名、号码、说明筛选', at: '时间', operator: '承办人', who: '对象', reasons: '依据', note: '说明', withdraw: '撤回', restore: '恢复',
    withdrawn: '已撤回 {count} 项认定', restored: '已恢复 {count} 项认定', ended: '{at} 由 {operator} 撤回', emptyTitle: '没有认定记录', emptyText: '认定、否定、搁置和拆分都会留在这里，随时可以撤回。', absent: '所在导入已撤销', count: '共 {count} 项',
  },
  merge: { heading: '认定是否同一', text: '认定叠加在事实之上：行、关系和金额都不变，随时可以撤回。', add: '添加要比较的实体', found: '没有找到', apart: '不是同一', done: '已认定 {count} 个为同一', apartDone: '已认定不是同一', need: '至少选择两个同类实体', remove: '去掉 {label}', open: '合并…' },
  split: {
    heading: '拆分“{label}”', members: '由以下实体合并而成，勾选要移出的', takeOut: '移出（{count}）', takenOut: '已移出 {count} 个', byRows: '按行里的内容分出另一个', byRowsText: '勾选属于另一个的内容；符合的行另归一处，原始行不变，撤回后全部归还。', name: '另一个的名称', rows: '{count} 行', do: '拆分', done: '已拆分，{rows} 行另归一处', none: '行里没有可以区分的内容。', open: '拆分…', loading: '正在读取…',
  },
} as const
