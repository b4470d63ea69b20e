/**
 * Characters of names that a hand or a scan takes for each other, and surnames written two ways. Gathered by hand from the characters of
 * Chinese names; each group stands together. Used to find similar names, never to merge automatically.
 */
const groups = (
  '己已巳 未末 戊戌戍戎成 士土 日曰 人入八 大太犬 王玉主 千干于 天夫无 田由甲申电 午牛 今令 刀力 九丸 万方 玲铃伶 冶治 徒徙 晴睛清情请 侯候 拔拨 洒酒 栗粟 准淮 陈阵 郭廓 杨扬场 李季 林材村 华毕 伟纬玮炜 辉晖珲 浩洁 涛淘 ' +
  '萍苹 琳淋 娟捐 静净 军车东 建健键 明朋 鹏朋 彬杉 宇字宁 红江 江汪 英央 莹萤营 雪雷 霞霄 梅海悔 峰锋蜂烽 博傅搏 昊吴 晨辰 振震 波坡陂 佳住往桂 婷停 媛嫒缓 瑶摇 洋样 祥详 龙尤龚 蓝篮 廖寥 曾会鲁 邓郑 冯马 韦苇 袁哀 贺贸 段叚 孟盂 毛手 ' +
  '邱丘 秦奉春 夏复 薛薜 阎闫 余佘 肖萧 付傅 欧殴 柴紫 卞卡 祁祈 尹伊 洪供 浦蒲 涂徐 许汻 朱未 宋宗 崔催 施旋 范苑 钱线 潘翻 戴载 任仕 姚桃 谭潭 邹皱 熊态 陆陈 郝赫 常尝 武式 乔桥 赖籁 文丈 石右 齐斋 易昜 倪睨 颜彦 温湿 芦卢庐 兰蓝 ' +
  '志忐 强疆 超趄 丽俪 燕雁 娜那 艳绝 芳芬 芹芥 莲连 菊掬 蓉容 薇微 慧惠 雯霎 颖颍 璐路 璇旋 珍玲 瑾谨 琪淇 琦绮 嘉喜 豪毫 皓浩 轩幹 睿容 哲晢 恺凯 楠南 柏伯 桐铜 楷揩 枫风 榕溶 槐魂 泽择 沛沛 淼森 润闰 渊渊 澜阑 煜昱 烨晔 焕换 灿仙 炳柄 栋冻 钧均 铭名 锐脱 ' +
  '镇填 钰珏 鑫森 顺须 颂颁 飞气 骏俊峻浚 驰弛 鸿鹄 麟鳞 黎犁 默墨'
).split(' ')
const groupsOf = new Map<string, number[]>()
groups.forEach((group, index) => {
  for (const character of group) groupsOf.set(character, [...(groupsOf.get(character) ?? []), index])
})

/** Whether two characters look alike or are two ways of writing one surname. */
export function lookAlike(one: string, other: string): boolean {
  const of = groupsOf.get(other)
  return of !== undefined && (groupsOf.get(one)?.some((group) => of.includes(group)) ?? false)
}
