/** Record kinds from the file to the link: rows in, records and links out, a second copy adds nothing, other spellings are read alike, look-alikes are not taken. */
import { expect, test } from 'vitest'
import { importCase } from './importCase.ts'
import { readSheet } from '../helpers/readSheet.ts'

interface KindCase {
  readonly kind: string
  readonly file: string
  readonly lines: readonly string[]
  /** What the first row is read as, in part. */
  readonly first: Readonly<Record<string, string | number>>
  /** `linkKind: from > to ×records`, sorted. */
  readonly links: readonly string[]
  /** Rows that took effect, where they are not all. */
  readonly counted?: number
  /** The same columns under other names. */
  readonly spellings: readonly string[]
  /** Tables that look like it, with what they are. */
  readonly others: readonly (readonly [kind: string, ...lines: readonly string[]])[]
}
const [zhao, qian, sun] = ['11010519491231002X', '440524188001010014', '330102199001011232']

const kinds: readonly KindCase[] = [
  {
    kind: 'relation',
    file: '人员关系.csv',
    lines: [
      '姓名,身份证号,关系,关系人,关系人身份证号,关系人电话,起始时间,来源',
      `赵一明,${zhao},夫妻,钱二芳,${qian},13800138001,2010-05-01,户籍`,
      `赵一明,${zhao},股东,城东文化有限公司,,,2018-01-01,工商`,
      `赵一明,${zhao},同乡,孙三,,,,讯问笔录`,
    ],
    first: {
      name: '赵一明',
      idNumber: zhao,
      relation: '夫妻',
      otherName: '钱二芳',
      otherIdNumber: qian,
      otherPhone: '13800138001',
      from: '2010-05-01',
      source: '户籍',
    },
    links: [
      'relatedTo: 赵一明 > 城东文化有限公司 ×1',
      'relatedTo: 赵一明 > 孙三 ×1',
      'relatedTo: 赵一明 > 钱二芳 ×1',
      'uses: 钱二芳 > 13800138001 ×1',
    ],
    spellings: [
      '人员A,人员A身份证号,关系类型,人员B,人员B身份证号,人员B手机号,开始时间,信息来源',
      '主体姓名,主体证件号码,与本人关系,关联人姓名,关联人证件号码,关联人手机号,建立时间,依据',
      '本人姓名,本人身份证号,亲属关系,家庭成员姓名,家庭成员身份证号,家庭成员电话,起始日期,数据来源',
    ],
    others: [
      [
        'personRegister',
        '姓名,身份证号,与户主关系,户籍地址,联系电话',
        `赵一明,${zhao},户主,上海市,13800138001`,
        `钱二芳,${qian},妻,上海市,13800138002`,
      ],
    ],
  },
  {
    kind: 'message',
    file: '微信聊天记录.csv',
    lines: [
      '序号,发送人昵称,发送人账号,接收人昵称,接收人账号,群名称,群号,消息类型,消息内容,发送时间,删除状态',
      '1,老赵,wxid_zhao1234,小钱,wxid_qian5678,,,文本,货到了吗,2023-05-01 10:00:00,正常',
      '2,小钱,wxid_qian5678,老赵,wxid_zhao1234,,,文本,到了,2023-05-01 10:01:00,正常',
      '3,老赵,wxid_zhao1234,,,发货群,123456@chatroom,文本,今天发五百套,2023-05-01 11:00:00,已删除',
      '4,小钱,wxid_qian5678,老赵,wxid_zhao1234,,,文本,好,2023-05-01 10:01:00,正常',
    ],
    first: {
      app: 'wechat',
      time: '2023-05-01 10:00:00',
      direction: 'out',
      senderAccount: 'wxid_zhao1234',
      ownAccount: 'wxid_zhao1234',
      counterAccount: 'wxid_qian5678',
      content: '货到了吗',
      messageType: '文本',
      deleted: '正常',
    },
    links: [
      'memberOf: wxid_zhao1234 > 发货群 ×1',
      'messages: wxid_qian5678 > wxid_zhao1234 ×2',
      'messages: wxid_zhao1234 > wxid_qian5678 ×1',
    ],
    spellings: [
      '序号,发送者昵称,发送者ID,接收者昵称,接收者ID,群聊名称,群ID,内容类型,聊天内容,时间,是否删除',
      '序号,发送方,发送方账号,接收方,接收方账号,群组名称,群组ID,信息类型,内容,聊天时间,数据状态',
      '序号,发件人姓名,发件人账户,收件人姓名,收件人账户,所属群,群账号,媒体类型,正文,消息时间,删除标记',
    ],
    others: [
      [
        'tip',
        '线索编号,举报时间,举报内容,举报人,举报人电话,被举报人',
        'X1,2023-05-01,卖盗版书,张三,13800138001,李四',
        'X2,2023-05-02,卖盗版书,王五,13800138002,李四',
      ],
      [
        'waybill',
        '运单号,寄件人,寄件人电话,收件人,收件人电话,收件地址,托寄内容,寄件时间',
        'SF1234567890123,张三,13800138001,李四,13900139002,上海市,书,2023-05-01 10:00:00',
        'SF1234567890124,张三,13800138001,王五,13900139003,上海市,书,2023-05-01 10:00:00',
      ],
    ],
  },
  {
    kind: 'message',
    file: '导出.csv',
    lines: [
      '本机号码,对方号码,对方姓名,收发类型,短信内容,时间',
      '13800138001,13900139002,张三,接收,验证码 1234,2023-05-01 10:00:00',
      '13800138001,13900139002,张三,发送,收到,2023-05-01 10:01:00',
    ],
    first: {
      app: 'sms',
      ownPhone: '13800138001',
      counterPhone: '13900139002',
      counterName: '张三',
      direction: 'in',
      content: '验证码 1234',
    },
    links: ['messages: 13800138001 > 13900139002 ×1', 'messages: 13900139002 > 13800138001 ×1'],
    spellings: [
      '机主号码,对端号码,对方名称,收发,短信正文,短信时间',
      '本人手机号,对方手机号码,联系人姓名,方向,短消息内容,收发时间',
      '本机手机号,联系人号码,联系人,短信类型,短信内容,日期时间',
    ],
    others: [
      [
        'call',
        '本机号码,对方号码,呼叫类型,通话开始时间,通话时长',
        '13800138001,13900139002,主叫,2023-05-01 10:00:00,30',
        '13800138001,13900139002,被叫,2023-05-01 11:00:00,30',
      ],
    ],
  },
  {
    kind: 'stay',
    file: '住宿.csv',
    lines: [
      '姓名,身份证号,旅馆名称,旅馆地址,房间号,入住时间,退房时间,同住人',
      `赵一明,${zhao},城东宾馆,城东路1号,305,2023-05-01 14:00:00,2023-05-02 11:00:00,孙三、李四`,
      `钱二芳,${qian},城东宾馆,城东路1号,306,2023-05-01 14:05:00,2023-05-02 11:00:00,`,
    ],
    first: {
      name: '赵一明',
      idNumber: zhao,
      hotel: '城东宾馆',
      hotelAddress: '城东路1号',
      room: '305',
      checkIn: '2023-05-01 14:00:00',
      checkOut: '2023-05-02 11:00:00',
      fellow: '孙三\n李四',
    },
    links: [
      'accompanies: 赵一明 > 孙三 ×1',
      'accompanies: 赵一明 > 李四 ×1',
      'staysAt: 赵一明 > 城东宾馆 ×1',
      'staysAt: 钱二芳 > 城东宾馆 ×1',
    ],
    spellings: [
      '旅客姓名,证件号码,酒店名称,酒店地址,房号,入住日期,离店时间,同住人员',
      '入住人,入住人身份证号,宾馆,宾馆地址,客房号,登记入住时间,退宿时间,同房人',
      '住客姓名,住客证件号码,旅馆,旅店地址,入住房间,入店时间,离店日期,同宿人员',
    ],
    others: [
      [
        'personRegister',
        '姓名,身份证号,手机号码,户籍地址,抓获时间,抓获地点',
        `赵一明,${zhao},13800138001,上海市,2023-05-01 14:00:00,城东宾馆305`,
        `钱二芳,${qian},13800138002,上海市,2023-05-01 14:00:00,城东宾馆305`,
      ],
    ],
  },
  {
    kind: 'journey',
    file: '出行.csv',
    lines: [
      '旅客姓名,证件号码,车次,发站,到站,乘车日期,开车时间,车厢号,座位号,票价',
      `赵一明,${zhao},G12,上海虹桥,北京南,2023-05-01,10:00:00,03,12A,553.00`,
      `孙三,${sun},G12,上海虹桥,北京南,2023-05-01,10:00:00,03,12B,553.00`,
    ],
    first: {
      name: '赵一明',
      idNumber: zhao,
      number: 'G12',
      from: '上海虹桥',
      to: '北京南',
      departure: '2023-05-01 10:00:00',
      carriage: '03',
      seat: '12A',
      fare: 55_300,
    },
    links: [
      'arrives: 孙三 > 北京南 ×1',
      'arrives: 赵一明 > 北京南 ×1',
      'departs: 孙三 > 上海虹桥 ×1',
      'departs: 赵一明 > 上海虹桥 ×1',
    ],
    spellings: [
      '乘车人,乘车人身份证号,列车车次,始发站,终到站,发车日期,发车时间,车厢,席位号,票面价',
      '乘机人,乘机人证件号码,航班号,起飞机场,降落机场,航班日期,起飞时间,车厢号码,座位,机票价格',
      '姓名,身份证号,班次,上车站,下车站,出行日期,出行时间,车厢号,座号,票价(元)',
    ],
    others: [
      [
        'waybill',
        '运单号,寄件人,寄件手机,始发地,收件人,收件手机,目的地,寄件时间',
        'SF1234567890123,张三,13800138001,上海市,李四,13900139002,北京市,2023-05-01 10:00:00',
        'SF1234567890124,张三,13800138001,上海市,李四,13900139002,北京市,2023-05-01 10:00:00',
      ],
    ],
  },
  {
    kind: 'passage',
    file: '过车.csv',
    lines: [
      '车牌号,号牌种类,过车时间,卡口名称,行驶方向,车道',
      '沪A12345,小型汽车,2023-05-01 10:00:00,城东收费站,由东向西,1',
      '沪A12345,小型汽车,2023-05-01 12:00:00,城西收费站,由西向东,2',
    ],
    first: {
      plate: '沪A12345',
      time: '2023-05-01 10:00:00',
      gate: '城东收费站',
      direction: '由东向西',
      lane: '1',
    },
    links: ['passes: 沪A12345 > 城东收费站 ×1', 'passes: 沪A12345 > 城西收费站 ×1'],
    spellings: [
      '号牌号码,号牌类型,通过时间,卡口,行车方向,车道号',
      '车牌号码,车牌类型,抓拍时间,抓拍地点,方向,车道编号',
      '车辆号牌,车牌颜色,经过时间,点位名称,车辆方向,车道',
    ],
    others: [
      [
        'personRegister',
        '姓名,身份证号,车牌号,手机号码,现住址',
        `赵一明,${zhao},沪A12345,13800138001,上海市`,
        `钱二芳,${qian},沪A12346,13800138002,上海市`,
      ],
    ],
  },
  {
    kind: 'company',
    file: '企业.csv',
    lines: [
      '企业名称,统一社会信用代码,法定代表人,法定代表人身份证号,注册资本(万元),成立日期,经营状态,注册地址,股东,持股比例',
      `城东文化有限公司,91310000MA1FL0AB1C,赵一明,${zhao},100,2018-01-01,存续,上海市城东路1号,赵一明、城西投资集团,60%/40%`,
      `城西印务有限公司,,钱二芳,${qian},50,2019-01-01,注销,上海市城东路1号,钱二芳,100%`,
    ],
    first: {
      name: '城东文化有限公司',
      representative: '赵一明',
      representativeId: zhao,
      capital: 100_000_000,
      established: '2018-01-01',
      status: '存续',
      address: '上海市城东路1号',
      shareholder: '赵一明\n城西投资集团',
    },
    links: [
      'investsIn: 城西投资集团 > 城东文化有限公司 ×1',
      'investsIn: 赵一明 > 城东文化有限公司 ×1',
      'investsIn: 钱二芳 > 城西印务有限公司 ×1',
      'locatedAt: 城东文化有限公司 > 上海市城东路1号 ×1',
      'locatedAt: 城西印务有限公司 > 上海市城东路1号 ×1',
      'manages: 赵一明 > 城东文化有限公司 ×1',
      'manages: 钱二芳 > 城西印务有限公司 ×1',
    ],
    spellings: [
      '公司名称,社会信用代码,法人,法人身份证号,注册资金(万元),成立时间,登记状态,住所,股东名称,出资比例',
      '单位名称,统一社会信用代码/注册号,法人代表,法人代表身份证号,注册资本（万元）,设立日期,企业状态,企业地址,投资人,股权比例',
      '市场主体名称,信用代码,法定代表人(负责人),法定代表人证件号码,认缴注册资本(万元),注册日期,经营状况,经营场所,股东/发起人,投资比例',
    ],
    others: [
      [
        'accountHolder',
        '账户开户名称,客户工商执照号码,法人代表,法人代表证件号码,账号,开户时间,账户状态,账户余额',
        `城东文化有限公司,91310000MA1FL0AB1C,赵一明,${zhao},310066123456789012,2018-01-01,正常,100.00`,
        `城东文化有限公司,91310000MA1FL0AB1C,赵一明,${zhao},310066123456789013,2018-01-01,正常,200.00`,
      ],
    ],
  },
  {
    kind: 'vehicleRegister',
    file: '车辆.csv',
    lines: [
      '号牌号码,号牌种类,机动车所有人,身份证明号码,联系电话,车辆品牌,车辆识别代号,初次登记日期,机动车状态',
      `沪A12345,小型汽车,赵一明,${zhao},13800138001,大众,LSVAA4182E2184847,2019-03-04,正常`,
      '沪A54321,小型汽车,城东文化有限公司,,,别克,LSGAA4182E2184848,2020-03-04,正常',
    ],
    first: {
      plate: '沪A12345',
      owner: '赵一明',
      ownerId: zhao,
      phone: '13800138001',
      brand: '大众',
      vin: 'LSVAA4182E2184847',
      registered: '2019-03-04',
    },
    links: [
      'holds: 城东文化有限公司 > 沪A54321 ×1',
      'holds: 赵一明 > 沪A12345 ×1',
      'uses: 赵一明 > 13800138001 ×1',
    ],
    spellings: [
      '车牌号,车牌种类,车主,车主身份证号,车主电话,品牌型号,车架号,注册日期,车辆状态',
      '车牌号码,号牌类型,所有人,所有人身份证号,手机号,厂牌型号,车辆识别代码,登记日期,登记状态',
      '机动车号牌,车牌类型,车主姓名,车主证件号码,联系方式,中文品牌,VIN,初登日期,车辆状态',
    ],
    others: [
      [
        'passage',
        '车牌号,车辆类型,车主,过车时间,卡口名称,车身颜色',
        '沪A12345,小型汽车,赵一明,2023-05-01 10:00:00,城东收费站,白',
        '沪A12345,小型汽车,赵一明,2023-05-01 11:00:00,城西收费站,白',
      ],
      [
        'personRegister',
        '姓名,身份证号,手机号码,车牌号,户籍地址,涉案环节',
        `赵一明,${zhao},13800138001,沪A12345,上海市,印刷`,
        `钱二芳,${qian},13800138002,沪A12346,上海市,销售`,
      ],
    ],
  },
  {
    kind: 'property',
    file: '房产.csv',
    lines: [
      '权利人,权利人证件号码,共有人,不动产权证号,坐落,建筑面积,规划用途,登记时间,成交价格,抵押情况',
      `赵一明,${zhao},钱二芳,沪2019001号,城东路2号301室,89.5,住宅,2019-03-04,3000000.00,无`,
      `孙三,${sun},,沪2019002号,城东路2号302室,90,住宅,2019-04-04,3100000.00,已抵押`,
    ],
    first: {
      owner: '赵一明',
      ownerId: zhao,
      coOwner: '钱二芳',
      certificate: '沪2019001号',
      address: '城东路2号301室',
      area: 89_500,
      price: 300_000_000,
      registered: '2019-03-04',
    },
    links: [
      'holds: 孙三 > 城东路2号302室 ×1',
      'holds: 赵一明 > 城东路2号301室 ×1',
      'holds: 钱二芳 > 城东路2号301室 ×1',
    ],
    spellings: [
      '产权人,产权人身份证号,共有人姓名,房产证号,房屋坐落,面积,房屋用途,登记日期,成交价,是否抵押',
      '业主,业主身份证号,共同权利人,产权证号,房屋地址,建筑面积(平方米),用途,发证日期,交易价格,抵押状态',
      '房屋所有权人,所有权人证件号码,房屋共有人,不动产权证书号,不动产坐落,房屋面积,不动产类型,取得时间,合同金额,抵押信息',
    ],
    others: [
      [
        'work',
        '作品名称,权利人,登记号,登记日期,作品类型',
        '长夜来信,甲文化有限公司,沪作登字2019,2019-03-04,文字',
        '云梦泽,甲文化有限公司,沪作登字2020,2019-03-05,文字',
      ],
    ],
  },
  {
    kind: 'payOrder',
    file: '订单.csv',
    lines: [
      '平台订单号,商户订单号,商户号,商户名称,通道,码商,收款账户,收款人,订单金额,手续费,订单状态,回调状态,创建时间',
      'P1001,M1,10086,金鼎,支付宝个码,ms001,6222021234567890128,张三,500.00,15.00,成功,已回调,2023-05-01 10:00:00',
      'P1002,M2,10086,金鼎,支付宝个码,ms001,6222021234567890128,张三,300.00,9.00,成功,已回调,2023-05-01 10:01:00',
      'P1003,M3,10086,金鼎,支付宝个码,ms001,6222021234567890128,张三,800.00,0.00,失败,未回调,2023-05-01 10:02:00',
    ],
    first: {
      number: 'P1001',
      merchantNumber: 'M1',
      merchant: '10086',
      merchantName: '金鼎',
      channel: '支付宝个码',
      agent: 'ms001',
      payeeAccount: '6222021234567890128',
      amount: 50_000,
      fee: 1_500,
      result: 'success',
      notified: '已回调',
      time: '2023-05-01 10:00:00',
    },
    links: ['takesOrders: 10086 > 6222021234567890128 ×2 80000', 'uses: ms001 > 6222021234567890128 ×3'],
    counted: 2,
    spellings: [
      '系统订单号,商户单号,商户编号,商户,支付通道,码商账号,收款账号,收款姓名,金额,服务费,状态,通知状态,下单时间',
      '订单号,下游订单号,商户ID,商户名,通道名称,码商ID,收款卡号,收款人姓名,支付金额,商户手续费,支付状态,回调结果,提交时间',
      '平台单号,商家订单号,下游商户号,下游商户,渠道名称,接单账号,收款银行卡号,收款户名,交易金额,手续费金额,订单支付状态,是否回调,订单时间',
    ],
    others: [
      [
        'deposit',
        '充值订单号,会员账号,充值金额,第三方通道名称,商户号,第三方订单号,充值时间,状态',
        'D1,a1,100,支付宝,10086,T1,2023-05-01 10:00:00,成功',
        'D2,a2,200,支付宝,10086,T2,2023-05-01 10:00:00,成功',
      ],
      [
        'saleOrder',
        '订单编号,店铺名称,宝贝标题,买家会员名,购买数量,买家实际支付金额,订单状态,订单创建时间',
        'O1,书店,长夜来信,b1,1,50,交易成功,2023-05-01 10:00:00',
        'O2,书店,长夜来信,b2,1,50,交易成功,2023-05-01 10:00:00',
      ],
    ],
  },
  {
    kind: 'coinTrade',
    file: '法币.csv',
    lines: [
      '订单号,用户UID,买卖方向,币种,数量,单价,金额,法币,对手UID,对手姓名,收款账号,订单状态,下单时间',
      'C1,10001,买入,USDT,100.5,7.1,713.55,CNY,20002,张三,6222021234567890128,已完成,2023-05-01 10:00:00',
      'C2,10001,卖出,USDT,50,7.2,360.00,CNY,30003,李四,6228480011223344554,已完成,2023-05-01 11:00:00',
      'C3,10001,卖出,USDT,50,7.2,360.00,CNY,30003,李四,6228480011223344554,已取消,2023-05-01 12:00:00',
    ],
    first: {
      number: 'C1',
      uid: '10001',
      side: 'buy',
      coin: 'USDT',
      quantity: 100_500_000,
      price: 7_100_000,
      amount: 71_355,
      currency: 'CNY',
      counterUid: '20002',
      counterName: '张三',
      result: 'success',
      time: '2023-05-01 10:00:00',
    },
    links: [
      'buysCoins: 10001 > 20002 ×1 71355',
      'buysCoins: 30003 > 10001 ×1 36000',
      'uses: 10001 > 6228480011223344554 ×2',
      'uses: 20002 > 6222021234567890128 ×1',
    ],
    counted: 2,
    spellings: [
      '订单编号,UID,买卖,数字货币,成交数量,成交价,成交金额,法币币种,对手方UID,对手方姓名,收款账户,状态,交易时间',
      '委托单号,用户ID,买/卖,虚拟币种,交易数量,交易单价,总金额,计价货币,交易对手UID,交易对手昵称,收款卡号,交易状态,成交时间',
      '交易订单号,账户UID,委托方向,代币,币数量,成交均价,法币金额,法币类型,对方UID,对方昵称,卖家收款账号,成交状态,创建时间',
    ],
    others: [
      [
        'transfer',
        '交易哈希,交易时间,发送方,接收方,数量,代币符号',
        '0xaaa1,2023-05-01 10:00:00,TJRabPrwbZy45sbavfcjinPJC18kjpRTv8,TMuA6YqfCeX8EhbfYEg5y7S4DqzSJireY9,100,USDT',
        '0xaaa2,2023-05-01 11:00:00,TJRabPrwbZy45sbavfcjinPJC18kjpRTv8,TMuA6YqfCeX8EhbfYEg5y7S4DqzSJireY9,200,USDT',
      ],
    ],
  },
]

test.each(kinds.map((entry) => [entry.kind, entry.spellings[0] ?? '', entry] as const))(
  '%s (%s)',
  async (_, __, entry) => {
    const { engine, give } = await importCase()
    const values = async () =>
      (await engine.call('measures.list', {})).map(({ id, value }) => [id, value] as const)
    const before = await values()
    const text = `${entry.lines.join('\r\n')}\r\n`
    const batch = await engine.call('import.run', { fileId: give(entry.file, text) })
    expect(batch.sheets.map(({ kind }) => kind)).toEqual([entry.kind])
    expect(batch.reconciliation).toMatchObject({ accepted: entry.lines.length - 1, rejected: 0 })
    const told = async () => {
      const { rows } = await engine.call('links.list', { offset: 0, limit: 100 })
      const linked = rows.map(
        ({ linkKind, from, to, count, amount }) =>
          `${linkKind}: ${from.label} > ${to.label} ×${count}${amount === null ? '' : ` ${amount}`}`,
      )
      return linked.sort()
    }
    expect(await told()).toEqual([...entry.links].sort())
    // Nothing of it is money of the case.
    expect(await values()).toEqual(before)
    // A second copy, with a column more, adds nothing.
    await engine.call('import.run', {
      fileId: give(
        `副本${entry.file}`,
        `${entry.lines.map((line, index) => `${line},${index === 0 ? '备注' : ''}`).join('\r\n')}\r\n`,
      ),
    })
    expect(await told()).toEqual([...entry.links].sort())
    const counted = await engine.call('records.totals', { scope: { kind: entry.kind } })
    expect([counted.count, counted.counted]).toEqual([
      (entry.lines.length - 1) * 2,
      entry.counted ?? entry.lines.length - 1,
    ])
    expect(await values()).toEqual(before)
  },
)
test.each(
  kinds.flatMap((entry) =>
    [entry.lines[0] ?? '', ...entry.spellings].map((header) => [entry.kind, header, entry] as const),
  ),
)('%s: %s', (kind, header, entry) => {
  const read = readSheet([header, ...entry.lines.slice(1)], { fileName: entry.file, path: '', named: false })
  expect(read.kind).toBe(kind)
  expect(read.rows.at(0)?.values).toMatchObject(entry.first)
})
test.each(
  kinds.flatMap((entry) =>
    entry.others.map(([kind, ...lines]) => [kind, lines[0] ?? '', entry, lines] as const),
  ),
)('%s stays what it is: %s', (kind, _, entry, lines) => {
  expect(readSheet(lines, { fileName: entry.file, path: '' }).kind).toBe(kind)
})

test('a chat whose cells hold login and name, and a list of text messages in other words', () => {
  const chat = readSheet(
    ['发送人,接收人,消息内容,发送时间', 'wxid_zhao1234(老赵),小钱(wxid_qian5678),在吗,2023-05-01 10:00:00'],
    { fileName: '微信.csv', path: '', named: false },
  )
  expect(chat.rows[0]?.values).toMatchObject({
    senderName: '老赵',
    senderAccount: 'wxid_zhao1234',
    receiverName: '小钱',
    receiverAccount: 'wxid_qian5678',
  })
  const ways = ['已接收', '已发送', 'Incoming', 'Outgoing', '收件箱', '发件箱']
  const texts = readSheet(
    [
      '本机号码,对方号码,方向,短信内容,时间',
      ...ways.map((way) => `13800138001,13900139002,${way},好,2023-05-01 10:00:00`),
    ],
    { fileName: '短信.csv', path: '', named: false },
  )
  expect(texts.rows.map(({ values }) => values['direction'])).toEqual(['in', 'out', 'in', 'out', 'in', 'out'])
})

test('trades of shares, with a currency and sides, are no trades of coins', () => {
  const head = '证券代码,证券名称,买卖方向,成交数量,成交价格,成交金额,币种,股东代码,成交时间'
  const row = '600000,浦发银行,买入,100,7.1,710,人民币,A123456789,2023-05-01 10:00:00'
  expect(() => readSheet([head, row, row, row])).toThrow('not recognised')
})
