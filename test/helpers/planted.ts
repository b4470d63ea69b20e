/** For a search of the whole disk, words of one run alone: those below stand in this file, and in every bundle of it. */
const mark = process.env['LZ_PLANTED'] ?? ''
/** Words that stand nowhere but in a made-up case, to be searched for on the disk. */
export const plantedWords = plantedWith(mark)
export function plantedWith(own: string): readonly string[] {
  return [`欧阳密植${own}`, '6222021234567890128', `植入暗语${own}`]
}
export const plantedCsv = [
  '交易卡号,交易户名,交易时间,交易金额,收付标志,对手账号,对手户名,摘要说明,交易流水号',
  ...Array.from(
    { length: 400 },
    (_, row) =>
      `6222021234567890128,欧阳密植${mark},2026-03-01 10:${String(row % 60).padStart(2, '0')}:00,${row + 1}.00,出,6217003456789012349,钱某,植入暗语${mark},LS${row}`,
  ),
  '',
].join('\r\n')
