export const overview = {
  subtitle: '建于 {created} · {files} 个文件 · {records} 条记录',
  emptyTitle: '案件里还没有材料', emptyText: '导入扣押清单、交易明细、通话详单、后台导出等任何表格。表头、类型和列由程序识别，导入前可以更正，导入后可以撤销。', importFirst: '导入第一份材料',
  opensRows: '{figure}，依据 {rows} 行，点开查看', openRowsOf: '{name}：查看 {rows} 行依据',
  chain: '全链条', chainRemark: '点开查看各环节的依据', stages: { print: '印刷', store: '仓储 · 入库', online: '网络分销', shop: '线下门店', deposit: '充值', bet: '投注', withdraw: '提现', agent: '代理与会员' },
  quality: '材料质量', qualityOpen: '{count} 项需核对', qualityFine: '没有需核对的问题', qualityChecking: '正在核对…',
  findings: { 'damaged-number': '号码失真', 'bad-check-digit': '校验位不符', duplicates: '重复行', mirrored: '双方流水重复', rejected: '退回的行', 'unknown-direction': '收付不明', 'future-date': '日期晚于今天', 'name-only': '仅知姓名', 'not-a-number': '不是数', 'not-a-date': '不是日期', masked: '号码有遮盖', failed: '失败交易', reconciled: '行数核对一致', 'hidden-sheet': '隐藏工作表', 'balance-break': '余额不连续', 'direction-reversed': '收付方向与余额相反', 'missing-period': '缺少月份', 'declared-period': '少于所列期间', 'no-result': '查无结果', contradictory: '前后不一致', overlap: '批次重叠', identical: '内容完全相同' },
  counts: { 'damaged-number': '{count} 处', 'bad-check-digit': '{count} 处', duplicates: '{count} 行', mirrored: '{count} 对', rejected: '{count} 行', 'unknown-direction': '{count} 行', 'future-date': '{count} 行', 'name-only': '{count} 人', 'not-a-number': '{count} 行', 'not-a-date': '{count} 行', masked: '{count} 行', failed: '{count} 行', reconciled: '{count} 行', 'hidden-sheet': '{count} 个', 'balance-break': '{count} 处', 'direction-reversed': '{count} 个账户', 'missing-period': '{count} 段', 'declared-period': '{count} 张表', 'no-result': '{count} 处', contradictory: '{count} 行', overlap: '{count} 对', identical: '{count} 行' },
  accounts: '资金往来前列账户', accountsRemark: '成功交易，重复已剔除', holder: '户名', account: '账户', in: '转入', out: '转出', share: '转入与转出', transfers: '{count} 笔',
  imports: '最近导入', importsRemark: '{files} 个文件 · {lost} 行遗失', rejected: '{count} 退回', duplicated: '{count} 重复', allTaken: '全部接收',
  measures: '认定指标', measure: '指标', value: '数值', unit: '单位', basis: '依据', rule: '规则', showWithout: '显示没有材料的 {count} 项', disclaimer: '供参考，以办案单位与法制部门认定为准',
  why: { 'no-material': '没有导入这类材料。', 'no-value': '所需的字段都为空。', 'rows-without-value': '部分行没有数值，未计入。', 'point-value-unknown': '没有充值记录说明一分折合多少元。', 'point-value-differs': '充值记录中一分折合的金额不一致。', 'no-average-price': '部分作品没有网店成交，无法取平均价。', 'conflicting-rows': '同一编号的几行数值不一致。' },
} as const
