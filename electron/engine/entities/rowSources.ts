/** The rows behind an entity and behind a link. */
import { linkKinds, type LinkKind } from '../../../shared/model/define.ts'
import type { RowSource } from '../records/scope.ts'
import { readEntity, readLinks, withEnds } from './entityRows.ts'
import { entityScope, linkScopes } from './factScopes.ts'
import { togetherScopes } from './linksTogether.ts'

export const entityRows: RowSource<number> = {
  where: (db, entityId, kind) => entityScope(db, kind, entityId),
  name(db, entityId) {
    const { label } = readEntity(db, entityId)
    return { zh: label, en: label }
  },
}
export const linkRows: RowSource<number> = {
  ofItsFacts: true,
  where: (db, linkId, kind, { model }) =>
    linkScopes(db, linkId, model).find((scope) => scope.kind.id === kind.id) ?? null,
  name(db, linkId) {
    const [link] = withEnds(db, [...readLinks(db, [linkId]).values()])
    if (link === undefined) return { zh: `#${linkId}`, en: `#${linkId}` }
    const kind = (linkKinds as readonly LinkKind[]).find(({ id }) => id === link.linkKind)
    const ends = `${link.from.label} ${link.directed ? '→' : '—'} ${link.to.label}`
    return {
      zh: `${kind?.nameZh ?? link.linkKind}：${ends}`,
      en: `${kind?.nameEn ?? link.linkKind}: ${ends}`,
    }
  },
}
export const linksRows: RowSource<readonly number[]> = {
  ofItsFacts: true,
  where: (db, linkIds, kind, { model }) =>
    togetherScopes(db, linkIds, model).find((scope) => scope.kind.id === kind.id) ?? null,
  name(db, linkIds) {
    const links = [...readLinks(db, linkIds).values()]
    const kinds = new Set(links.map(({ linkKind }) => linkKind))
    const named = (linkKinds as readonly LinkKind[]).filter(({ id }) => kinds.has(id))
    return {
      zh: `${named.map(({ nameZh }) => nameZh).join('、')}：${links.length} 条关系`,
      en: `${named.map(({ nameEn }) => nameEn).join(', ')}: ${links.length} links`,
    }
  },
}
