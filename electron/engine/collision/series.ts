/**
 * Many case files by what they share (串并案): each is opened read-only, read and let go, one at a time. Values that join are numbers that tell one thing;
 * service numbers, placeholders and what many share by nature (addresses of the net, places, logins, names) join only when they are asked for.
 */
import { realpathSync } from 'node:fs'
import { basename } from 'node:path'
import type * as v from 'valibot'
import type { CaseFamily } from '../../../shared/contract/collision.ts'
import {
  mostSeriesCases,
  seriesJoin,
  type SeriesAnswer,
  type seriesContract,
  type SeriesLook,
} from '../../../shared/contract/series.ts'
import { AppError } from '../../../shared/errors.ts'
import type { FieldType } from '../../../shared/model/define.ts'
import { isKey } from '../../../shared/model/identityKeys.ts'
import { serviceNumberKind } from '../../../shared/model/serviceNumbers.ts'
import type { ReadingJobContext } from '../core/context.ts'
import { type CaseFile, isOpenHere } from '../store/caseFile.ts'
import { readEncryption } from '../store/caseFormat.ts'
import { property } from '../store/properties.ts'
import { type OpenedCase, openOther, type OtherCase, pathOfCase, saidIn } from './cases.ts'
import { families as familyOf } from './families.ts'
import { ownersById, ownersOf } from './owners.ts'
import type { SeriesCase, SharedValue } from './seriesFound.ts'
import { type CaseSums, readSums } from './seriesSums.ts'
import { holdSeries } from './seriesHeld.ts'
import { toldSeries } from './seriesTables.ts'

type Asked = v.InferOutput<(typeof seriesContract)['series.read']['args']>
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
): Promise<SeriesAnswer> {
  if (files.length === 0 || files.length > mostSeriesCases)
    throw new AppError('invalid-arguments', `a series takes from one to ${mostSeriesCases} case files`, {
      limit: mostSeriesCases,
    })
  const families = asked === undefined || asked.length === 0 ? seriesJoin : asked
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
  return holdSeries(context.workspace, toldSeries({ cases, shared, families, services, placeholders }))
}
/** What is known of the files without opening them. Errors: `file-not-granted`. */
export function lookAtSeries(
  context: ReadingJobContext,
  files: readonly Omit<OtherCase, 'passphrase'>[],
): readonly SeriesLook[] {
  return files.map((file): SeriesLook => {
    let fileName = ''
    try {
      fileName = fileNameOf(context, file)
      const path = pathOfCase(context, file)
      if (path === ownPath(context)) return { fileName, encrypted: false, isOpenHere: true, problem: null }
      if (isOpenHere(path)) return { fileName, encrypted: false, isOpenHere: false, problem: 'case-locked' }
      return { fileName, encrypted: readEncryption(path) !== null, isOpenHere: false, problem: null }
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'file-not-granted') throw error
      return { fileName, encrypted: false, isOpenHere: false, problem: error.code }
    }
  })
}
function tellsOne(family: CaseFamily, stored: string): boolean {
  const type = typeOf[family]
  return type === undefined || isKey(type, stored)
}
/** Opens one file, reads it and lets it go; what fails is told. */
async function readOne(
  context: ReadingJobContext,
  file: OtherCase,
  index: number,
  read: (one: OpenedCase) => Promise<CaseSums | 'copy'>,
): Promise<SeriesCase> {
  const open: CaseFile[] = []
  let fileName = ''
  try {
    fileName = fileNameOf(context, file)
    const one = await openOne(context, file, index, open)
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
function fileNameOf(context: ReadingJobContext, { place, caseRef }: OtherCase): string {
  return basename(
    place === undefined ? context.workspace.pathOf(caseRef ?? '') : context.files.get(place).path,
  )
}
/** The file of the case that is open here. */
function ownPath({ workspace }: ReadingJobContext): string | null {
  const own = workspace.current()
  return own === null ? null : realpathSync(own.file.path)
}
/** Opens another file, or reads the case that is open here where it is. */
async function openOne(
  context: ReadingJobContext,
  file: OtherCase,
  index: number,
  open: CaseFile[],
): Promise<OpenedCase> {
  const path = pathOfCase(context, file)
  if (path !== ownPath(context)) return openOther(context, file, index, open)
  const { caseId } = context.workspace.session()
  return {
    // Another case may be opened while this one is read.
    get db() {
      if (context.workspace.session().caseId !== caseId)
        throw new AppError('no-case-open', 'the case was closed while it was read')
      return context.db()
    },
    name: property(context.db(), 'name'),
    fileName: basename(path),
    caseId,
    sha256: null,
  }
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
      const { db } = await openOne(context, file, index, open)
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
