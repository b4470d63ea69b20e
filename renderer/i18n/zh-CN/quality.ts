/** Findings about the material, place by place. */
export const quality = {
  title: '材料质量', tones: { bad: '先处理', warn: '需核对', info: '供了解', ok: '已核对' }, none: '还没有可核对的材料', noneText: '导入材料后，余额、期间、号码和重复会在这里逐项核对。', openTable: '在证据表中打开', openAll: '查看全部', ofBatch: '这一批的质量问题', file: '文件', account: '账户', allFiles: '全部文件', allAccounts: '全部账户（{count}）', detail: '说明', shown: '显示 {count} 处', gridLabel: '{finding}的各处',
  about: {
    'damaged-number': '表格软件把长号码改成了科学计数或末位补零，原来的数字已不在文件里。这些号码不用来识别对象，请向调取单位要文本格式的原件。', 'bad-check-digit': '按编码规则算出的校验位与所写不符，可能抄错一位。照原样收入，只作提示。',
    duplicates: '与另一行是同一事实（流水号等关键内容相同）。都保留，只计一次。', mirrored: '同一笔转账在双方的流水里各有一行。都保留，金额只计一次。', rejected: '缺少必填内容或读不出，没有成为记录。点行号看原件；可在批次里改正后再导入。', 'unknown-direction': '收付方向没有写，或写法不认识，按“不明”计，不猜。',
    'future-date': '日期晚于导入当天，多半是抄错或时区不同。', 'name-only': '只出现过姓名、没有证件号或号码的人员；同名者不会自动合并，在链图和检索里以空心图标表示。', 'not-a-number': '该写数字的地方不是数字，字段留空，原文保留。', 'not-a-date': '该写日期的地方读不出日期，字段留空，原文保留。', masked: '号码有星号遮盖，只作线索，不与完整号码合并。',
    failed: '交易结果为失败的行。显示，但不进入任何合计。', reconciled: '每张表：读取的行数 = 接收 + 重复 + 退回 + 跳过，一行不少。', 'hidden-sheet': '工作簿里被隐藏的表。是否导入由人决定，请打开看过。',
    'balance-break': '按时间先后，上一笔余额加减本笔金额不等于本笔余额：中间可能缺行，或金额、余额有误。同一时刻的多笔按断点最少的次序排过。', 'direction-reversed': '把收和付互换后余额才连续，这份流水的收付标志很可能写反了。', 'missing-period': '账户首末交易之间有整月没有一行，调取的流水可能不全。', 'declared-period': '题头写的期间比实际的行更长，请核对调取是否完整。',
    'no-result': '来函已查、答复为“查无结果”的账户，说明查过而不是漏查。', contradictory: '同一流水号（或编号）的几行金额等内容不同，至多一行是对的。', overlap: '两批导入有相同的行：期间重叠或补充调取。相同的行只计一次。', identical: '内容完全相同、又没有流水号可分辨的行。可能是两笔，也可能抄了两遍；都保留，各计一次。',
  },
  place: {
    'balance-break': '{time} {direction} {amount}：余额应为 {expected}，实为 {found}，差 {gap}', 'direction-reversed': '{steps} 步中互换收付后 {fitting} 步相符', 'missing-period': '{from} 至 {to}，缺 {months} 个月', 'declared-period': '所列 {declaredFrom} 至 {declaredTo}，实有 {foundFrom} 至 {foundTo}', overlap: '与“{otherFile}”有 {rows} 行相同（{from} 至 {to}）', contradictory: '{time} {amount}：同一编号共 {rows} 行', identical: '{time} {amount}：相同的共 {rows} 行', failed: '{time} {amount}',
    duplicates: '{time} {amount}：与“{otherFile}”{otherSheet} 第 {otherRow} 行是同一事实', mirrored: '{time} {amount}：对方流水“{otherFile}”{otherSheet} 第 {otherRow} 行',
  },
} as const
