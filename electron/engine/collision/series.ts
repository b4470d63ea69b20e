/**
 * Many case files by what they share (串并案): each is opened read-only, read and let go, one at a time. Values that join are numbers that tell one thing;
 * service numbers, placeholders and what many share by nature (addresses of the net, places, logins, names) join only when they are asked for.
 */
import type * as v from 'valibot'
import type { CaseFamily } from '../../../shared/contract/collision.ts'
import { mostSeriesCases, type seriesContract } from '../../../shared/contract/series.ts'
import type { AnalysisResult } from '../../../shared/contract/analyses/result.ts'
import { AppError } from '../../../shared/errors.ts'
import type { FieldType } from '../../../shared/model/define.ts'
import { isKey } from '../../../shared/model/identityKeys.ts'
import { serviceNumberKind } from '../../../shared/model/serviceNumbers.ts'
import type { ReadingJobContext } from '../core/context.ts'
import type { CaseFile } from '../store/caseFile.ts'
import { type OpenedCase, openOther, type OtherCase, saidIn } from './cases.ts'
import { families as familyOf, strongFamilies } from './families.ts'
import { ownersById, ownersOf } from './owners.ts'
import type { SeriesCase, SharedValue } from './seriesFound.ts'
import { type CaseSums, readSums } from './seriesSums.ts'
import { toldSeries } from './seriesTables.ts'

type Asked = v.InferOutput<(typeof seriesContract)['series.read']['args']>
/** What joins when nothing is said: the same login, address or name in two cases is many people’s. */
const joining: readonly CaseFamily[] = strongFamilies.filter(
  (family) => !['ip', 'address', 'siteAccount'].includes(family),
)
const typeOf: Partial<Record<CaseFamily, FieldType>> = {
  phone: 'phone',
  account: 'account',
  idNumber: 'idNumber',
  organisation: 'creditCode',
  ip: 'ip',
  wechat: 'wechat',
  qq: 'qq',
  alipay: 'alipay',
  email: 'email',
  domain: 'domain',
  vehicle: 'plate',
}
/** Values of which owners are looked up. */
const mostOwned = 2_000

/** Reads the case files and tells what they share. Errors: `invalid-arguments`, `file-not-granted`, `cancelled`. */
export async function readSeries(
  context: ReadingJobContext,
  { cases: files, families: asked }: Asked,
): Promise<AnalysisResult> {
  if (files.length === 0 || files.length > mostSeriesCases)
    throw new AppError('invalid-arguments', `a series takes from one to ${mostSeriesCases} case files`, {
      limit: mostSeriesCases,
    })
  const families = asked === undefined || asked.length === 0 ? joining : asked
  const holders = new Map<string, { readonly stored: string; readonly cases: number[] }>()
  const cases: SeriesCase[] = []
  const known = new Map<string, number>()
  let [services, placeholders] = [0, 0]
  for (const [index, file] of files.entries()) {
    context.progress('read', index, files.length * 2)
    context.checkCancelled()
    cases.push(
      await readOne(context, file, index, async (one) => {
        if (known.has(one.caseId)) return 'copy'
        known.set(one.caseId, index)
        const seen = new Set<string>()
        for await (const { family, key, stored } of saidIn(context, one, families)) {
          if (seen.has(key)) continue
          seen.add(key)
          if (family === 'phone' && serviceNumberKind(stored) !== null) services += 1
          else if (!tellsOne(family, stored)) placeholders += 1
          else {
            const present = holders.get(key)
            if (present === undefined) holders.set(key, { stored, cases: [index] })
            else present.cases.push(index)
          }
        }
        return readSums(one.db)
      }),
    )
  }
  const shared = [...holders]
    .filter(([, { cases: those }]) => those.length > 1)
    .map(([key, { stored, cases: those }]): SharedValue => ({
      family: key.slice(0, key.indexOf('\n')) as CaseFamily,
      value: stored,
      cases: those,
      owners: new Map(),
    }))
    .toSorted(
      (one, other) =>
        other.cases.length - one.cases.length ||
        families.indexOf(one.family) - families.indexOf(other.family) ||
        (one.value < other.value ? -1 : 1),
    )
  holders.clear()
  await nameOwners(context, files, cases, shared.slice(0, mostOwned))
  return toldSeries({ cases, shared, families, services, placeholders })
}
function tellsOne(family: CaseFamily, stored: string): boolean {
  const type = typeOf[family]
  return type === undefined || isKey(type, stored)
}
/** Opens one file, reads it and lets it go; what fails is told. */
async function readOne(
  context: ReadingJobContext,
  file: Omit<OtherCase, 'caseRef'>,
  index: number,
  read: (one: OpenedCase) => Promise<CaseSums | 'copy'>,
): Promise<SeriesCase> {
  const open: CaseFile[] = []
  const fileName = basenameOf(context, file.place)
  try {
    const one = await openOther(context, file, index, open)
    const found = await read(one)
    return {
      index,
      fileName,
      name: one.name,
      caseId: one.caseId,
      problem: found === 'copy' ? 'copy' : null,
      sums: found === 'copy' ? null : found,
    }
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'cancelled' || error.code === 'file-not-granted')
      throw error
    return { index, fileName, name: '', caseId: '', problem: error.code, sums: null }
  } finally {
    for (const one of open) one.close()
  }
}
function basenameOf(context: ReadingJobContext, place: string | undefined): string {
  const { path } = context.files.get(place ?? '')
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}
/** Whose the shared values are in each case: the files are opened once more, for those only. */
async function nameOwners(
  context: ReadingJobContext,
  files: Asked['cases'],
  cases: readonly SeriesCase[],
  shared: readonly SharedValue[],
): Promise<void> {
  for (const [index, file] of files.entries()) {
    context.progress('read', files.length + index, files.length * 2)
    context.checkCancelled()
    const own = shared.filter(({ cases: those }) => those.includes(index))
    if (own.length === 0 || cases[index]?.problem !== null) continue
    const open: CaseFile[] = []
    try {
      const { db } = await openOther(context, file, index, open)
      const find = db.prepare<[string, string], { entityId: number; kind: string }>(
        'SELECT DISTINCT entity_id AS entityId, kind FROM identifiers INDEXED BY identifiers_by_value WHERE value = ? AND attribute = 0 AND kind IN (SELECT value FROM json_each(?)) ORDER BY records DESC, entity_id LIMIT 20',
      )
      const found = own.map((value) => ({
        value,
        ids: find
          .all(value.value, JSON.stringify(familyOf[value.family].identifiers))
          .map(({ entityId }) => entityId),
      }))
      const said = ownersById(
        db,
        found.flatMap(({ ids }) => ids),
      )
      for (const { value, ids } of found) {
        const names = ownersOf(said, ids).people.map(({ name, number }) =>
          number === '' ? name : `${name}（${number}）`,
        )
        if (names.length > 0) value.owners.set(index, names.join('、'))
      }
    } finally {
      for (const one of open) one.close()
    }
  }
}
