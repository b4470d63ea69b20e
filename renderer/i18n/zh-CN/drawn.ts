export const drawn = {
  title: '手绘',
  sorts: { text: '文字框', arrow: '箭头', frame: '框' },
  draw: { text: '画文字框', arrow: '画箭头', frame: '画框' },
  smaller: '缩小文字与线条',
  larger: '放大文字与线条',
  letter: '字',
  write: '写字',
  words: '手绘上的文字',
  erase: '删除手绘',
  hints: {
    text: '拖动画出文字框；Enter 放在视图中间；Esc 取消',
    arrow: '从箭尾拖到箭头；Enter 放在视图中间；Esc 取消',
    frame: '拖动画出框；Enter 放在视图中间；Esc 取消',
  },
  legend: '手绘 {count} 处，不是材料所载',
  legendHint: '手绘的文字、箭头、框为人工标注，不计入任何数字；图片与报告中同样注明',
}
