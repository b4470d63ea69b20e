export const canvas = {
  lasso: '套索选择（或按住 Alt 拖动；按住 Shift 拖动为框选，点选可多选）',
  map: '缩略图',
  mapClose: '关闭缩略图',
  members: '×{count}：由 {count} 个实体认定为同一',
  links: '图上相连 {shown} / 全案 {all}',
  sum: '图上往来 {sum}',
  inside: '内含 {count} 个',
  more: '另有 {count} 条',
  selectAll: '全选',
  selectKind: '选择全部：{kind}',
}
