import type { recordContract } from '../../../shared/contract/records.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { HandlersFor } from '../core/context.ts'
import { readOriginal, readRecord } from './detail.ts'
import { kindOf } from './evidence.ts'
import { filledFields } from './filledFields.ts'
import { findInSheet } from './findInSheet.ts'
import { groupsOf } from './groups.ts'
import { locateRecord } from './locate.ts'
import { windowOf } from './rowList.ts'
import { readRows } from './rows.ts'
import { facetOf, histogramOf, listTables, totalsOf } from './totals.ts'

export const recordHandlers = {
  'tables.list': ({ db }) => listTables(db),
  'tables.filled': ({ db }, { kind }) => filledFields(db, kindOf(recordKinds, kind)).map(({ id }) => id),
  'records.window': ({ db, rows }, { scope, sort, offset, limit }) => {
    const asked = rows(scope)
    const { total, ids } = windowOf(db, asked, sort, offset, limit)
    return { total, rows: readRows(db, asked.kind, ids) }
  },
  'records.scopePhrases': ({ rows }, { scope }) => rows(scope).phrases(),
  'records.totals': ({ db, rows }, { scope }) => totalsOf(db, rows(scope)),
  'records.facet': ({ db, rows }, { scope, field, limit, contains }) =>
    facetOf(db, rows(scope), field, limit, contains ?? ''),
  'records.groups': ({ db, rows }, { scope, offset, limit, ...question }) => {
    const groups = groupsOf(db, { rows: rows(scope), ...question })
    return { total: groups.length, rows: groups.slice(offset, offset + limit) }
  },
  'records.histogram': ({ db, rows }, { scope, field, bins }) => histogramOf(db, rows(scope), field, bins),
  'records.read': ({ db }, { kind, recordId }) => readRecord(db, kind, recordId),
  'records.original': ({ db }, { sheetId, row, before, after }) =>
    readOriginal(db, sheetId, row, before, after),
  'records.findInSheet': findInSheet,
  'records.locate': ({ db, rows }, { scope, ...question }) =>
    locateRecord(db, { rows: rows(scope), ...question }),
} satisfies HandlersFor<typeof recordContract>
