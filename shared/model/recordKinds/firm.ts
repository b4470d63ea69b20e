/** Names of firms and shops, as against those of people. */
export const firm = '(?:公司|集团|企业|工厂|厂|商行|经营部|工作室|合作社|事务所|商店|店|中心|银行|支行|协会)(?:[(（].*[)）])?$'
