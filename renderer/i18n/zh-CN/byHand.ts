export const byHand = {
  open: '着色与标签…',
  colour: '手工着色（只在这张图上，优先于其他着色）',
  noColour: '去掉着色',
  flag: '标记（只在这张图上）',
  noFlag: '去掉标记',
  tags: '标签（全案通用）',
  newTag: '新标签',
  addTag: '新建并加上',
  hint: '每按一次为一步，可撤销；图例、图片与报告注明哪些是手工着色。',
  selectTag: '选择全部：标签“{tag}”',
  colourBy: '着色',
  by: { kind: '按类别', tag: '按标签', community: '按社群' },
}
