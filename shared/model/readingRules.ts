/**
 * What has changed in how cells are read: amounts, times, identifiers, directions. A sheet keeps by which of these it was read (`ConversionBasis.rules`); one
 * with fewer stays as it was read and is a finding (`older-reading`), until a person has it read again (`sheets.settle`). Whoever changes what a cell is read as appends a line; the number of a
 * rule is its place.
 */
export interface ReadingRule {
  /** Stands in audit rows; never changed. */
  readonly id: string
  readonly nameZh: string
  readonly nameEn: string
}
export const readingRuleList: readonly ReadingRule[] = [
  { id: 'numbered', nameZh: '读取规则开始编号', nameEn: 'rules of reading are numbered' },
  {
    id: 'signs',
    nameZh: '号码与姓名去除不可见字符、前后缀、分机，间隔号写法统一',
    nameEn: 'numbers and names without unseen signs, dress and extensions, with one dot',
  },
  {
    id: 'amounts',
    nameZh: '金额识别中文数字、千万亿单位、末尾正负号与 CR/DR；百分比与按万显示的单元格按所见读取',
    nameEn:
      'amounts in words, with units, signs behind and CR/DR; percent and scaled number formats as they are shown',
  },
  {
    id: 'ways',
    nameZh: '收支方向依次按方向列、摘要用词、余额连续、正负号认定，说不清的列为不明',
    nameEn:
      'direction by column, words of the row, balances, and only then by sign; what stays open is unknown',
  },
  {
    id: 'dates',
    nameZh: '日期识别英文月份、民国与中文数字年份、两位年份，与日期并列的 14.05.09 为时刻',
    nameEn:
      'dates with names of months, of the Republic, in Chinese figures, with two figures of the year; 14.05.09 beside a date is a time of day',
  },
  {
    id: 'states',
    nameZh: '订单、注单状态的更多写法（卖家已发货、赢半、走水、待开奖、系统撤单等）可识别',
    nameEn: 'more words for states of orders and bet slips are read',
  },
  {
    id: 'owner-in-name',
    nameZh: '本方户名与账号可取自表名、文件名、文件夹名；文件名中的时间不再当作账号',
    nameEn:
      'owner and account are taken from the name of sheet, file or folder; a time in a file name is no account',
  },
  {
    id: 'name-and-number',
    nameZh: '同一单元格中的姓名与号码分开读取',
    nameEn: 'name and number in one cell are read apart',
  },
  {
    id: 'units',
    nameZh:
      '单位写在列名、表上、表头下一行或单位列中的（万美元、千册、吨、斤等）按单位换算；带日期的月计、结转行不作交易；500+、500①、100元=15美元 不作一个金额',
    nameEn:
      'units in headers, lines above, rows below the header and columns (万美元, 千册, 吨, 斤) are applied; feet of ledgers with a date are no transactions; 500+, 500① and two amounts in a cell are no amount',
  },
  {
    id: 'papers',
    nameZh:
      '证件号、电话前后的说明文字不再算作号码；香港身份证括号、回乡证换证次数写法统一；空格相隔的两个手机号分开',
    nameEn:
      'words before and behind numbers of papers and phones are no part of them; cards of Hong Kong and permits in one spelling; two mobile numbers behind a space are two',
  },
  {
    id: 'beside',
    nameZh: '并排的表各自读取；标题写明进账、出账的，各行按此定收支，其中的户名、账号为对方',
    nameEn:
      'tables beside each other are read one by one; a title like 进账明细 tells the direction of its rows, whose name and account are the other side',
  },
  {
    id: 'currency-around',
    nameZh:
      '金额的币种可取自标题、表名、文件名与账号所带币种（美元账户流水、6222…-USD、6222…_156），与币种列不一致的注明',
    nameEn:
      'the currency of amounts is taken from title, names of sheet and file, and account (美元账户流水, 6222…-USD, 6222…_156); what contradicts a column is told',
  },
  {
    id: 'sent-received',
    nameZh: '方向识别已发送、已接收、收件箱、发件箱、Incoming、Outgoing 等写法',
    nameEn: 'directions written as sent, received, inbox, outbox, incoming and outgoing are read',
  },
  {
    id: 'wechat-nicknames',
    nameZh: '微信栏多数内容不是微信号的，整栏按昵称，其中形似微信号的不作号码',
    nameEn: 'a WeChat column most of whose values are no ids holds nicknames, and none of them is an id',
  },
  {
    id: 'exports',
    nameZh: '导出、查询、打印时间与“截至”日期取自表的上下方、表名、文件名，用于同号不同值时认定哪张表较晚',
    nameEn:
      'when a sheet was exported is taken from the lines around it and the names of sheet and file, to tell the later of two that contradict each other',
  },
  {
    id: 'ways-of-services',
    nameZh:
      '方向识别短信接收、收短信、语音主叫、SMS-MT 等写法；网站名称不取自文件名中的 dump、members、data 等词',
    nameEn:
      'directions written beside a service (短信接收, 语音主叫, SMS-MT) are read; words like dump, members or data in a file name name no site',
  },
  {
    id: 'zones',
    nameZh: '列名或表上方写明的时区（美东、UTC、GMT±n、泰国时间等）按其换算为北京时间，说不清的注明',
    nameEn:
      'times under a header or a line that names another zone (US Eastern, UTC, GMT±n) are brought to UTC+8; what is not certain is told',
  },
  {
    id: 'years-of-dates',
    nameZh: '没有年份的日期，年份可取自标题、表名、文件名与同列前后行',
    nameEn: 'dates without a year take it from title, names of sheet and file, and rows of their column',
  },
  {
    id: 'cell-units',
    nameZh:
      '单元格内的单位与该列不符（点数栏写元、印数栏写公斤等）的不作数；币种栏的现钞、现汇、银行代码（01、14 等）按币种读取；表上“单位：美元”次于行内币种',
    nameEn:
      'a unit in the cell that contradicts the column (yuan among points, kilograms among copies) gives no number; 现钞, 现汇 and numbers of banks (01, 14) in a column of currencies are read; a unit above the table comes after the row’s own currency',
  },
  {
    id: 'fractions',
    nameZh: '时间保留写明的秒以下部分（毫秒、微秒；表格单元格仅在其格式显示时），仅此不同的两行不再作同一笔',
    nameEn:
      'written fractions of a second are kept (of spreadsheet cells those that their format shows), and two rows that differ in them alone are no longer one',
  },
]
/** The number of the rules that this program reads by. */
export const readingRules = readingRuleList.length
