/** Who a person means by a word of the command line. */
import type { EntitySummary } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/errors.ts'
import type { CommandContext } from './command.ts'

/**
 * The entity a person means: by id, or the one whose name or identifier is the text; among people of the name the one that is known by more
 * than the name. Throws `entity-not-found`, with the choices when there are several.
 */
export async function findEntity({ engine }: CommandContext, text: string): Promise<EntitySummary> {
  if (/^\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text)) && Number(text) > 0) {
    try {
      return (await engine.call('entities.read', { entityId: Number(text) })).entity
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'entity-not-found') throw error
    }
  }
  const { rows } = await engine.call('entities.list', { text, sort: 'links', offset: 0, limit: 50 })
  const exact = rows.filter(
    (entity) => entity.label === text || entity.key === text || entity.key.endsWith(`:${text}`),
  )
  const known = exact.filter((entity) => !entity.nameOnly)
  const choices = known.length > 0 ? known : exact.length > 0 ? exact : rows
  const [only] = choices
  if (only !== undefined && choices.length === 1) return only
  throw new AppError('entity-not-found', 'no entity, or more than one, is called so', {
    asked: text,
    found: choices.length,
    ...(choices.length === 0
      ? {}
      : {
          choices: choices
            .slice(0, 8)
            .map((entity) => `${entity.entityId} ${entity.label} [${entity.kind}]`)
            .join('; '),
        }),
  })
}
