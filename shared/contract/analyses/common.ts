import { analysis } from './define.ts'

/** Who is linked with several of those chosen. */
export const commonNeighbours = analysis({
  id: 'common',
  group: 'network',
  title: { zh: '共同联系', en: 'Common contacts' },
  question: {
    zh: '这几个人（账号、号码）共同联系着谁？',
    en: 'Whom are these people (accounts, numbers) all linked with?',
  },
  rule: {
    zh: '与所选对象中至少几个直接相连的对象，方向不计；按相连个数、再按联系次数从多到少排列，相同者并列。所选对象自身不列入。',
    en: 'Whoever is directly linked with at least so many of those chosen, direction ignored; by the number of them, then by the number of contacts, ties share a rank. Those chosen are not listed.',
  },
  version: 1,
  params: [
    { id: 'of', sort: 'entities', title: { zh: '对象', en: 'Of' }, needed: true },
    {
      id: 'least',
      sort: 'count',
      title: { zh: '至少相连', en: 'Linked with at least' },
      least: 2,
      most: 1_000,
      default: 2,
    },
    { id: 'links', sort: 'linkKinds', title: { zh: '关系种类', en: 'Kinds of link' } },
  ],
})
