/** Findings about the material, place by place. */
export const quality = {
  title: '材料质量',
  flaws: {
    placeholder: '不是号码的字样',
    pattern: '凑数的数字',
    'check-digit': '校验位不符',
    damaged: '末位失真，只在本表内可信',
    'not-of-kind': '不是这类号码',
  },
  tones: { bad: '先处理', warn: '需核对', info: '供了解', ok: '已核对' },
  none: '还没有可核对的材料',
  noneText: '导入材料后，余额、期间、号码和重复会在这里逐项核对。',
  openTable: '在证据表中打开',
  openAll: '查看全部',
  ofBatch: '这一批的质量问题',
  file: '文件',
  account: '账户',
  allFiles: '全部文件',
  allAccounts: '全部账户（{count}）',
  detail: '说明',
  shown: '显示 {count} 处',
  gridLabel: '{finding}的各处',
  about: {
    'damaged-number':
      '表格软件把长号码改成了科学计数或末位补零，原来的数字已不在文件里。这些号码不用来识别对象，请向调取单位要文本格式的原件。',
    'bad-check-digit':
      '按编码规则算出的校验位与所写不符，可能抄错一位。照原样收入；校验不过的证件号、统一社会信用代码不据此合并任何人，确知无误的，点该处的“这是有效号码”。',
    duplicates:
      '与另一行是同一事实：编号相同，或属于相互重叠的导出且没有任何矛盾（空格、只到分钟或日期的时间不算矛盾）。都保留，只计一次；同一张表内没有编号的相同行有几行算几行。',
    mirrored: '同一笔转账在双方的流水里、同一次通话在双方的话单里各有一行。都保留，只计一次。',
    rejected: '缺少必填内容或读不出，没有成为记录。点行号看原件；可在批次里改正后再导入。',
    'unknown-direction': '收付方向没有写，或写法不认识，按“不明”计，不猜。',
    'unknown-result': '交易结果没有写明，或写法不认识。金额计入合计；是成功还是失败，请按来源认定。',
    'unknown-currency': '文件有币种列而这些行空着：按“币种不明”单独合计，不并入人民币。',
    'currency-conflict': '列名、币种列、账号、标题或文件名所写的币种不一致：按离金额最近的一处计，请核对。',
    precision: '数值的小数位多于所存位数（金额到分）：按四舍五入计；虚拟币等小额可能因此变成 0，以原文为准。',
    'foreign-currency': '按人民币计的表里写了外币金额：金额留空，不在任何合计里。',
    'time-zone':
      '列名或表上方写明时间属于其他时区：固定时差的按时差换算为北京时间；有夏令时的按当年规则换算（夏令时结束当夜重复的一小时按前一次计），但有的网站全年按 -4 计“美东时间”，请核对冬季各行；时区不能确定的（当地时间、美国时间等）未换算，按原样列出。只有日期没有时刻的不换算。',
    'result-codes':
      '交易结果写的是代码。余额随该代码的行变动即成功，不动即失败，至少三行且无相反的才认定；认定不了的按“不明”计入合计。可在表中按“交易结果”筛选后批量改正，可撤销。',
    'future-date': '日期晚于导入当天，多半是抄错或时区不同。',
    'name-only': '只出现过姓名、没有证件号或号码的人员；同名者不会自动合并，在链图和检索里以空心图标表示。',
    'formula-failed':
      '单元格是 #N/A 一类的错误值，或公式存盘时没有计算过：字段留空。请在 Excel 中重新计算、保存后再取一份。',
    'not-a-number': '该写数字的地方不是数字，字段留空，原文保留。',
    'date-without-year':
      '只有月日、看不出年份的日期：不作推定，字段留空，原文保留。可在“读法”中写明首行的年份。',
    'year-assumed':
      '只有月日的日期，年份取自标题、表名、文件名或同列前后行。不对的，在“读法”中写明首行的年份。',
    'wechat-names':
      '微信栏里有不像微信号的内容：逐格认定的，昵称不作号码；整栏多为昵称的，整栏不作号码。不对的，在“读法”中设定。',
    'not-a-date': '该写日期的地方读不出日期，字段留空，原文保留。',
    masked: '号码有星号遮盖，只作线索，不与完整号码合并。',
    failed: '交易结果为失败的行。显示，但不进入任何合计。',
    reconciled: '每张表：读取的行数 = 接收 + 重复 + 退回 + 跳过，一行不少。',
    'unrecognised-sheet':
      '没有一类表格与其表头相符：按原样收入，可检索、可查看，但不计入任何指标。请在导入页指定类别，或确认与本案无关。',
    'older-reading':
      '由较早版本的程序导入：金额、日期、号码、收支方向的读取规则此后有改进，表内数据仍是当时读出的样子。要按现在的规则读取，请打开该行（或点工作表名），在“读法”里重新读取：会先显示有哪些变化，可以撤销，人工的修改和标记都保留。',
    'unused-column': '有内容但没有对应字段的列：原文随行保留，不参与任何计算。列名旁给出可能的字段。',
    'hidden-sheet': '工作簿里被隐藏的表。是否导入由人决定，请打开看过。',
    'balance-break':
      '按时间先后，上一笔余额加减本笔金额不等于本笔余额：中间可能缺行，或金额、余额有误。同一时刻的多笔按断点最少的次序排过。',
    'direction-reversed': '把收和付互换后余额才连续，这份流水的收付标志很可能写反了。',
    'missing-period': '账户首末交易之间有整月没有一行，调取的流水可能不全。',
    'declared-period': '题头写的期间比实际的行更长，请核对调取是否完整。',
    'no-result': '来函已查、答复为“查无结果”的账户，说明查过而不是漏查。',
    contradictory: '同一流水号（或编号）的几行金额等内容不同，至多一行是对的。',
    conflict:
      '同一编号的几行在金额、点数或状态上不一致。只计一行：依次以较后的状态、较晚的导出（两张表都写明导出、查询或打印日期的）、内容最全的行为准；认定以哪一行为准之前，要用到它的指标不给出数值。',
    'read-otherwise':
      '两张表有同样的行（同一份材料的两种格式），但人工设定的读法不同（日期顺序、币种、本方、结果含义）：要么各计了一次，要么只以其中一种读法为准。请在导入页把两张表设成一样，或撤销其中一批。',
    'possible-repeat':
      '两张表的行彼此相符，可能是同一笔，但没有编号，两张表也没有其他相同的行可以证明；或者两张表除时间外逐行相同，时间一律相差若干小时或若干天（另一时区、夏令时、日期进位的导出）。目前各计一次，须人工认定。',
    'possible-mirror':
      '一方转出、对方转入，金额相同，相差不超过一天或没有时刻：可能是延后入账的同一笔。认定为同一笔之前两行都计入。',
    'possible-reversal':
      '摘要、类型写明冲正、退款、退汇等，或者同一流水号一进一出，但没有编号指明冲的是哪一笔。按同一账户、方向相反、金额相同（或同一对方的部分退款）、90 天内逐一对应。认定之前两行都计入。',
    'open-reversal':
      '写明冲正、退款，但材料中没有找到原交易，可能在期间之外。仍按所列计入，各账户合计中注明。',
    reversed:
      '冲正、退款以流水号、订单号指明了原交易，或者由人认定。所有金额均为净额：原交易扣除已退部分，冲退本身不另计收支。',
    'repeated-total':
      '同一订单的几行实付金额相同，单价乘数量也不能说明是本行的金额：可能是订单总额逐行重复。目前各计一次；属实的，请在证据表中把这些行的实付改为 0（可成批修改、可撤销）。',
    overlap: '两批导入有相同的行：期间重叠或补充调取。相同的行只计一次。',
    'site-unnamed':
      '这些表的账号没有注明属于哪个网站（列、标题、工作表名、文件名、文件夹都没写），按本案同一个未具名网站计，与已注明网站的同名账号分开。若属于某个网站，请在证据表中成批填写“所属网站”；若分属两个网站，请分别填写，否则同名账号会算作一个。',
    'names-differ':
      '同一证件号或银行账户，在材料中用了完全不同的姓名。按号码计为一个；若是填错、冒用或借用，请更正单元格，或在身份认定里拆分。',
    'party-by-name':
      '这些行的一方只写了名称，没有账号、证件号等号码。仅凭名称不认定是同一人，所以不成为实体，这一方的往来不上链图；金额仍在证据表与指标中。查到号码后在单元格里补上即可上图，或用“录入陈述”写明关系。',
    'no-number':
      '号码栏里写的不是号码（不详、现金、00000、123456、校验位不符等），或残缺得只在本表内可信。照原样显示，不据此合并任何人员、账户；确知它是号码的，点该处的“这是有效号码”（会先显示影响哪些行、使谁成为一人）；确知是同一人的，也可在身份认定里合并。',
    identical: '内容完全相同、又没有流水号可分辨的行。可能是两笔，也可能抄了两遍；都保留，各计一次。',
  },
  by: {
    serial: '同一流水号',
    'amount-and-side': '同一对方、同一金额',
    amount: '同一金额',
    part: '同一对方的部分金额',
    balances: '依据余额',
    cells: '逐格认定',
    column: '整栏认定',
    person: '由人设定',
  },
  reason: {
    state: '按较后的状态计',
    export: '按较晚的导出计：{exported}（{exportedBy}）对 {otherExported}（{otherExportedBy}）',
    fuller: '按内容较全的行计',
    order: '两行无先后、详略可分，按内容排序在前的计',
  },
  exportedBy: { above: '见表上方', below: '见表下方', sheet: '见工作表名', file: '见文件名' },
  zoned: {
    offset: '已由 {zone} 换算为北京时间',
    summer: '已按 {zone}（含夏令时）换算为北京时间',
    open: '时区不能确定，未换算',
  },
  stands: { yes: '（计入）', no: '（不计入）' },
  hangs: '涉及 {sums}',
  decide: '认定',
  yes: {
    conflict: '以此行为准',
    'possible-repeat': '同一笔',
    'possible-mirror': '同一笔',
    'possible-reversal': '是冲退',
  },
  no: '是两笔',
  notReversed: '不是冲退',
  all: {
    conflict: '全部按现计入的行',
    'possible-repeat': '全部认定为重复',
    'possible-mirror': '全部认定为同一笔',
    'possible-reversal': '全部认定为冲退',
  },
  shift: { hours: '{count} 小时', days: '{count} 天' },
  decided: '已认定 {count} 处，可一步撤销',
  perhaps: '，可能是{field}',
  place: {
    'unrecognised-sheet': '{rows} 行按原样收入',
    'older-reading': '{rows} 行，此后有 {changed} 处读取规则变动',
    'year-assumed': '“{header}”{rows} 行补为 {years} 年，据{where}{source}',
    'wechat-names': '“{header}”昵称 {nicknames} 个，微信号 {ids} 个，按{taken}读（{by}）',
    'unused-column': '“{header}”未使用{suggests}',
    'time-zone': '“{header}”写明{said}，{rows} 行：{zoned}',
    'result-codes': '“{code}”共 {rows} 行：余额变动 {moved} 行，未动 {stood} 行，认定为{outcome}（{by}）',
    'balance-break': '{time} {direction} {amount}：余额应为 {expected}，实为 {found}，差 {gap}',
    'direction-reversed': '{steps} 步中互换收付后 {fitting} 步相符',
    'missing-period': '{from} 至 {to}，缺 {months} 个月',
    'declared-period': '所列 {declaredFrom} 至 {declaredTo}，实有 {foundFrom} 至 {foundTo}',
    overlap: '与“{otherFile}”有 {rows} 行相同（{from} 至 {to}）',
    contradictory: '{time} {amount}：同一编号共 {rows} 行',
    conflict:
      '{time} {amount} {stands}；{differs} 与《{otherFile}》{otherSheet} 第 {otherRow} 行不一致；{reason}',
    'possible-mirror': '{time} {amount}：可能与《{otherFile}》{otherSheet} 第 {otherRow} 行是同一笔转账',
    'possible-reversal':
      '{time} {amount}：可能冲退《{otherFile}》{otherSheet} 第 {otherRow} 行的 {takenBack}（{by}，相隔 {days} 天）',
    'open-reversal': '{time} {amount}：未找到原交易',
    reversed: '{time} {amount}：冲退 {takenBack}，原交易 {gross}，净额 {net}',
    'repeated-total': '{time} {amount}：与《{otherFile}》{otherSheet} 第 {otherRow} 行同一订单、实付相同',
    'read-otherwise': '{time} {amount}：与《{otherFile}》{otherSheet} 第 {otherRow} 行是同样的内容，读法不同',
    shifted:
      '{time} {amount}：可能与《{otherFile}》{otherSheet} 第 {otherRow} 行为同一笔，两表时间一律相差 {shift}',
    'possible-repeat': '{time} {amount}：可能与《{otherFile}》{otherSheet} 第 {otherRow} 行为同一笔',
    'site-unnamed': '{rows} 行账号未注明网站',
    'names-differ': '{number}：{names}',
    'party-by-name': '{rows} 行，金额合计 {amount}',
    'no-number': '{why}：{rows} 行，涉及金额 {amount}',
    identical: '{time} {amount}：相同的共 {rows} 行',
    failed: '{time} {amount}',
    duplicates: '{time} {amount}：与“{otherFile}”{otherSheet} 第 {otherRow} 行是同一事实',
    mirrored: '{time} {amount}：对方流水“{otherFile}”{otherSheet} 第 {otherRow} 行',
  },
} as const
