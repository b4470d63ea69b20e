/** Errors about charts and what is kept of them. */
import type { ErrorText } from './errorText.ts'

export const chartErrors = {
  'chart-not-found': {
    what: { zh: '找不到这张链图', en: 'There is no such chart' },
    todo: {
      zh: '它可能已被删除，可在操作历史里撤销删除。',
      en: 'It may have been removed; the removal can be undone in the history.',
    },
  },
  'snapshot-not-found': {
    what: { zh: '找不到这个快照', en: 'There is no such snapshot' },
    todo: {
      zh: '它可能已被删除，可在操作历史里撤销删除。',
      en: 'It may have been removed; the removal can be undone in the history.',
    },
  },
  'layout-not-found': {
    what: { zh: '找不到这个命名布局', en: 'There is no such named layout' },
    todo: {
      zh: '它可能已被删除，可在操作历史里撤销删除。',
      en: 'It may have been removed; the removal can be undone in the history.',
    },
  },
  'group-not-found': {
    what: { zh: '找不到这个组', en: 'There is no such group' },
    todo: {
      zh: '它可能已被解散，可在操作历史里撤销。',
      en: 'It may have been dissolved; that can be undone in the history.',
    },
  },
  'picture-unreadable': {
    what: { zh: '这张图片无法显示', en: 'This picture cannot be shown' },
    todo: {
      zh: '文件可能不完整或不是常见的 PNG、JPEG，请另选一张。',
      en: 'It may be incomplete or no common PNG or JPEG; choose another one.',
    },
  },
  'annotation-not-found': {
    what: { zh: '找不到这处手绘', en: 'There is no such drawing' },
    todo: {
      zh: '它可能已被删除，可在操作历史里撤销删除。',
      en: 'It may have been removed; the removal can be undone in the history.',
    },
  },
  'assumption-not-found': {
    what: { zh: '找不到这条假设', en: 'There is no such assumption' },
    todo: {
      zh: '它可能已被删除，可在操作历史里撤销删除。',
      en: 'It may have been removed; the removal can be undone in the history.',
    },
  },
  'chart-not-hypothesis': {
    what: { zh: '这张链图不是假设图', en: 'This chart is no hypothesis' },
    todo: {
      zh: '先把它另存为假设图，假设的联系只画在假设图上。',
      en: 'Copy it as a hypothesis first; assumed links stand on such charts only.',
    },
  },
  'no-font': {
    what: { zh: '本机没有可用的字体，不能写 PDF', en: 'This machine has no font to write a PDF with' },
    todo: {
      zh: '请安装一种中文字体，或改存 SVG。',
      en: 'Install a font with Chinese characters, or save as SVG.',
    },
  },
  'no-pictures': {
    what: {
      zh: '程序的图片部件没有装好，不能生成图片',
      en: 'The part of the program that makes pictures is not installed; no picture can be made',
    },
    todo: {
      zh: '请改存 PDF 或 SVG；要图片，请重新安装适合本机的程序。',
      en: 'Save as PDF or SVG; for pictures install the program made for this kind of machine.',
    },
  },
} satisfies Readonly<Record<string, ErrorText>>
