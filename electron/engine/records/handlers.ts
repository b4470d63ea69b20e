import type { recordContract } from '../../../shared/contract/records.ts'
import { kindOf } from './evidence.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { HandlersFor } from '../core/context.ts'
import { readOriginal, readRecord } from './detail.ts'
import { findInSheet } from './findInSheet.ts'
import { groupsOf } from './groups.ts'
import { locateRecord } from './locate.ts'
import { windowOf } from './rowList.ts'
import { readRows } from './rows.ts'
import { facetOf, histogramOf, listTables, totalsOf } from './totals.ts'

export const recordHandlers = {
  'tables.list': ({ db }) => listTables(db),
  'records.window': ({ db }, { scope, sort, offset, limit }) => {
    const { total, ids } = windowOf(db, scope, sort, offset, limit)
    return { total, rows: readRows(db, kindOf(recordKinds, scope.kind), ids) }
  },
  'records.totals': ({ db }, { scope }) => totalsOf(db, scope),
  'records.facet': ({ db }, { scope, field, limit, contains }) =>
    facetOf(db, scope, field, limit, contains ?? ''),
  'records.groups': ({ db }, { offset, limit, ...question }) => {
    const groups = groupsOf(db, question)
    return { total: groups.length, rows: groups.slice(offset, offset + limit) }
  },
  'records.histogram': ({ db }, { scope, field, bins }) => histogramOf(db, scope, field, bins),
  'records.read': ({ db }, { kind, recordId }) => readRecord(db, kind, recordId),
  'records.original': ({ db }, { sheetId, row, before, after }) =>
    readOriginal(db, sheetId, row, before, after),
  'records.findInSheet': findInSheet,
  'records.locate': ({ db }, question) => locateRecord(db, question),
} satisfies HandlersFor<typeof recordContract>
