/**
 * Places where the program was broken on purpose, and the tests that must see it. `find` stands exactly once in the file; a mutant whose text is
 * gone is told as stale and has to follow the code. Add one for every rule that decides an amount, an identity, a key, an undo or a proof.
 */
export interface Mutant {
  readonly id: string
  readonly file: string
  readonly find: string
  readonly replace: string
  readonly tests: readonly string[]
  /** What would be wrong for people. */
  readonly meaning: string
}
const engine = 'electron/engine'
const model = 'shared/model'

const money: readonly Mutant[] = [
  {
    id: 'money.half-up',
    file: `${model}/exactDecimal.ts`,
    find: ">= '5'",
    replace: "> '5'",
    tests: ['test/unit/modelNumbers.test.ts'],
    meaning: 'half a 分 is dropped',
  },
  {
    id: 'money.ten-thousand',
    file: `${model}/money.ts`,
    find: 'wanYuan: 6',
    replace: 'wanYuan: 5',
    tests: ['test/unit/modelNumbers.test.ts'],
    meaning: '万元 is a tenth',
  },
  {
    id: 'money.brackets',
    file: `${model}/money.ts`,
    find: 'negative = true',
    replace: 'negative = false',
    tests: ['test/unit/modelNumbers.test.ts'],
    meaning: 'an amount in brackets is positive',
  },
  {
    id: 'money.two-numbers',
    file: `${model}/money.ts`,
    find: 'if (/\\d\\s+\\d/.test(written) &&',
    replace: "if (written === '' &&",
    tests: ['test/unit/modelNumbers.test.ts', 'test/engine/importOddNumbers.test.ts'],
    meaning: 'two numbers in a cell become one',
  },
  {
    id: 'money.safe-integers',
    file: `${model}/exactDecimal.ts`,
    find: 'if (integer > BigInt(Number.MAX_SAFE_INTEGER)) return null',
    replace: '',
    tests: ['test/unit/modelNumbers.test.ts'],
    meaning: 'an amount beyond whole numbers loses its last figures',
  },
  {
    id: 'money.pair-of-duplicate',
    file: `${engine}/records/mirrors.ts`,
    find: '${alias}.duplicate_of IS NULL AND ${columnOf(alias, mirror.direction)}',
    replace: '${columnOf(alias, mirror.direction)}',
    tests: ['test/engine/recordsMirrors.test.ts'],
    meaning: 'a duplicate takes the pair of another payment',
  },
]

const figures: readonly Mutant[] = [
  {
    id: 'law.stakes-half-up',
    file: `${engine}/law/slips.ts`,
    find: 'dividedHalfUp(points * worth.amount, worth.points)',
    replace: '(points * worth.amount) / worth.points',
    tests: ['test/engine/measures.test.ts'],
    meaning: 'half a 分 of the stakes is dropped',
  },
  {
    id: 'law.unsold-half-up',
    file: `${engine}/law/unsoldGoods.ts`,
    find: 'dividedHalfUp(over, under)',
    replace: 'over / under',
    tests: ['test/engine/measures.test.ts'],
    meaning: 'half a 分 of the unsold goods is dropped',
  },
  {
    id: 'law.rows-without-value',
    file: `${engine}/law/measure.ts`,
    find: 'missing === 0 ? null',
    replace: 'missing >= 0 ? null',
    tests: ['test/engine/measures.test.ts'],
    meaning: 'missing quantities are not said',
  },
  {
    id: 'figures.kept-state',
    file: `${engine}/records/keptFigures.ts`,
    find: `WHERE name = ? AND state = ? AND program = ?'`,
    replace: `WHERE name = ? AND state <> char(0) || ? AND program = ?'`,
    tests: ['test/engine/keptFigures.test.ts'],
    meaning: 'figures of another state of the facts are shown',
  },
  {
    id: 'figures.kept-program',
    file: `${engine}/records/keptFigures.ts`,
    find: `WHERE name = ? AND state = ? AND program = ?'`,
    replace: `WHERE name = ? AND state = ? AND program <> char(0) || ?'`,
    tests: ['test/engine/keptFigures.test.ts'],
    meaning: 'figures of another program are shown',
  },
]

const identity: readonly Mutant[] = [
  {
    id: 'identity.check-character',
    file: `${model}/identifiers.ts`,
    find: "'10X98765432'[sum % 11]",
    replace: "'10X98765432'[sum % 10]",
    tests: ['test/unit/modelIdentifiers.test.ts'],
    meaning: 'a wrong ID number passes',
  },
  {
    id: 'identity.luhn',
    file: `${model}/identifiers.ts`,
    find: 'doubled > 9 ? doubled - 9 : doubled',
    replace: 'doubled',
    tests: ['test/unit/modelIdentifiers.test.ts'],
    meaning: 'a wrong card passes, a right one fails',
  },
  {
    id: 'identity.proven-digits',
    file: `${model}/identifiers.ts`,
    find: 'if (digits.length === 16) return exact',
    replace: 'if (digits.length === 17) return exact',
    tests: ['test/unit/modelIdentifiers.test.ts'],
    meaning: 'a card of 16 digits in a number cell is lost',
  },
  {
    id: 'identity.sixteen-digits',
    file: `${model}/identifiers.ts`,
    find: 'if (numeric && plain.length >= 16 &&',
    replace: 'if (numeric && plain.length >= 17 &&',
    tests: ['test/unit/modelIdentifiers.test.ts'],
    meaning: 'destroyed digits become somebody’s card',
  },
  {
    id: 'identity.scientific',
    file: `${model}/identifiers.ts`,
    find: 'if (exponent < 15 && fraction.length >= exponent)',
    replace: 'if (fraction.length >= exponent - 1)',
    tests: ['test/unit/modelIdentifiers.test.ts'],
    meaning: 'a number with lost digits is taken for whole',
  },
  {
    id: 'identity.century',
    file: `${model}/identifiers.ts`,
    find: 'const long = `${id.slice(0, 6)}19${id.slice(6)}`',
    replace: 'const long = `${id.slice(0, 6)}20${id.slice(6)}`',
    tests: ['test/unit/modelIdentifiers.test.ts'],
    meaning: 'an old ID number names nobody or another',
  },
  {
    id: 'identity.country-code',
    file: `${model}/identifiers.ts`,
    find: '.replace(/^(?:00)?86(?=1\\d{10}$)/,',
    replace: '.replace(/^(?:00)?87(?=1\\d{10}$)/,',
    tests: ['test/unit/modelIdentifiers.test.ts'],
    meaning: 'one phone is two',
  },
  {
    id: 'identity.against',
    file: `${engine}/identity/suggest/weigh.ts`,
    find: 'left *= 1 - weight',
    replace: 'left *= 1',
    tests: ['test/engine/identityEngine.test.ts', 'test/engine/identityDuplicates.test.ts'],
    meaning: 'another ID number says nothing against a merge',
  },
  {
    id: 'identity.score',
    file: `${engine}/identity/suggest/weigh.ts`,
    find: 'else doubt *= 1 - weight',
    replace: 'else doubt = 1 - weight',
    tests: ['test/engine/identityEngine.test.ts', 'test/engine/identityDuplicates.test.ts'],
    meaning: 'only the last reason counts',
  },
  {
    id: 'identity.withdrawn',
    file: `${engine}/entities/merges.ts`,
    find: "WHERE c.type = 'merge' AND c.status = 'active' ORDER BY",
    replace: "WHERE c.type = 'merge' ORDER BY",
    tests: ['test/engine/identityClaims.test.ts'],
    meaning: 'a withdrawn merge still joins',
  },
]

const proof: readonly Mutant[] = [
  {
    id: 'verify.rows',
    file: `${engine}/verification/checkRows.ts`,
    find: '(now[portion] ?? noRows) === (said[portion] ?? noRows)',
    replace: 'now !== said',
    tests: ['test/engine/tamperings.test.ts'],
    meaning: 'an amount changed in the file verifies',
  },
  {
    id: 'verify.steps',
    file: `${engine}/verification/checkSteps.ts`,
    find: 'row[name] !== said[name]',
    replace: 'false',
    tests: ['test/engine/tamperings.test.ts'],
    meaning: 'a claim signed by another verifies',
  },
  {
    id: 'verify.schema',
    file: `${engine}/store/caseSchema.ts`,
    find: 'if (table.sql !== recordTableSql(kind, columns))',
    replace: 'if (table.sql === null)',
    tests: ['test/engine/foreignSchema.test.ts'],
    meaning: 'a column made by a formula is worked with',
  },
  {
    id: 'digests.edits',
    file: `${engine}/import/write/reconvert.ts`,
    find: 'rewritten.map(({ stored }) => stored.row),',
    replace: '[],',
    tests: ['test/engine/sheetDigests.test.ts'],
    meaning: 'an edited row is told as changed by somebody else',
  },
  {
    id: 'audit.chain',
    file: `${engine}/store/audit.ts`,
    find: 'row.prev === prev',
    replace: 'true',
    tests: ['test/engine/storeAudit.test.ts'],
    meaning: 'a row rewritten with a new hash verifies',
  },
  {
    id: 'audit.head',
    file: `${engine}/store/audit.ts`,
    find: 'head.seq === 0 ||',
    replace: 'head.seq >= 0 ||',
    tests: ['test/engine/storeAudit.test.ts', 'test/engine/storeWorkspace.test.ts'],
    meaning: 'a log that was cut short is taken for whole',
  },
  {
    id: 'audit.case',
    file: `${engine}/store/audit.ts`,
    find: '    caseId,\n    seq: row.seq,',
    replace: "    caseId: '',\n    seq: row.seq,",
    tests: ['test/engine/storeAudit.test.ts'],
    meaning: 'rows of another case fit into the log',
  },
  {
    id: 'key.salt',
    file: `${engine}/store/caseFormat.ts`,
    find: 'randomBytes(saltLength - sqlcipher4.mark.length)',
    replace: 'Buffer.alloc(saltLength - sqlcipher4.mark.length)',
    tests: ['test/engine/storeKey.test.ts', 'test/engine/storeCaseFile.test.ts'],
    meaning: 'one passphrase is one key in every case',
  },
  {
    id: 'key.normal-form',
    file: `${engine}/store/caseFormat.ts`,
    find: "normalize('NFC')",
    replace: "normalize('NFD')",
    tests: [
      'test/engine/storeKey.test.ts',
      'test/engine/storeInterop.test.ts',
      'test/engine/storeCaseFile.test.ts',
    ],
    meaning: 'a passphrase typed on another keyboard does not open the case',
  },
]

const undo: readonly Mutant[] = [
  {
    id: 'undo.blocked',
    file: `${engine}/store/journal.ts`,
    find: '  if (!unchanged)\n',
    replace: '  if (false as boolean)\n',
    tests: ['test/engine/dispatchUndo.test.ts'],
    meaning: 'undo overwrites what came later',
  },
  {
    id: 'undo.images',
    file: `${engine}/store/journal.ts`,
    find: 'before: completed(earlier.before, change.before),',
    replace: 'before: change.before,',
    tests: ['test/engine/dispatchUndo.test.ts'],
    meaning: 'undo goes back half way',
  },
  {
    id: 'undo.nothing',
    file: `${engine}/store/journal.ts`,
    find: 'return [...rows.values()].filter((change) => !sameImage(change.before, change.after))',
    replace: 'return [...rows.values()]',
    tests: ['test/engine/dispatchUndo.test.ts', 'test/engine/dispatch.test.ts'],
    meaning: 'a step that changed nothing stands in the history',
  },
  {
    id: 'undo.cut',
    file: `${engine}/store/history.ts`,
    find: `  cutUndone(db)
  const`,
    replace: '  const',
    tests: ['test/engine/dispatchUndo.test.ts', 'test/engine/undoOneThing.test.ts'],
    meaning: 'a new step leaves what was undone to be done again over it',
  },
  {
    id: 'undo.outside',
    file: `${engine}/workspace/writing.ts`,
    find: 'if (writes > journal.noted() * 2)',
    replace: 'if (writes > journal.noted() * 2 + 100)',
    tests: ['test/engine/dispatchUndo.test.ts', 'test/engine/dispatch.test.ts'],
    meaning: 'a command changes what undo cannot bring back',
  },
]

const recognition: readonly Mutant[] = [
  {
    id: 'rows.total',
    file: `${engine}/import/recognise/rowRoles.ts`,
    find: '(datedTotal.test(second) && dateOrNumber.test(first))',
    replace: 'false',
    tests: [
      'test/unit/importRecognition.test.ts',
      'test/unit/importOddFiles.test.ts',
      'test/engine/importMisreadings.test.ts',
    ],
    meaning: 'a month’s total is counted as a payment',
  },
  {
    id: 'rows.repeated-header',
    file: `${engine}/import/recognise/rowRoles.ts`,
    find: 'return equal >= 2 && equal >= filled * 0.7',
    replace: 'return false',
    tests: ['test/unit/importRecognition.test.ts', 'test/unit/importOddFiles.test.ts'],
    meaning: 'a header in the middle is a row',
  },
  {
    id: 'rows.no-result',
    file: `${engine}/import/recognise/rowRoles.ts`,
    find: "if (noResult.test(first)) return 'noResult'",
    replace: '',
    tests: ['test/unit/importRecognition.test.ts', 'test/unit/importOddFiles.test.ts'],
    meaning: '查无此人 is a record',
  },
]

const graph: readonly Mutant[] = [
  {
    id: 'path.tie-facts',
    file: `${engine}/graph/shortestPath.ts`,
    find: 'if (facts !== present) return facts > present',
    replace: 'if (facts !== present) return false',
    tests: ['test/engine/pathsFind.test.ts'],
    meaning: 'the path with fewer facts is shown',
  },
  {
    id: 'path.tie-meeting',
    file: `${engine}/graph/shortestPath.ts`,
    find: 'facts(node) > facts(chosen) ||',
    replace: 'facts(node) < facts(chosen) ||',
    tests: ['test/engine/pathsFind.test.ts'],
    meaning: 'where the searches meet decides by luck',
  },
  {
    id: 'path.tie-order',
    file: `${engine}/graph/shortestPath.ts`,
    find: 'facts(node) === facts(chosen) && node < chosen',
    replace: 'facts(node) === facts(chosen) && node > chosen',
    tests: ['test/engine/pathsFind.test.ts'],
    meaning: 'the answer depends on the order of imports',
  },
]

const leaving: readonly Mutant[] = [
  {
    id: 'export.formula',
    file: `${engine}/report/csvFile.ts`,
    find: '[=+\\-@\\t\\r]',
    replace: '[=+\\-\\t\\r]',
    tests: ['test/unit/csvFile.test.ts'],
    meaning: 'a cell that begins with @ runs as a formula',
  },
  {
    id: 'export.one-state',
    file: `${engine}/report/tableExport.ts`,
    find: 'const rows = await onOneState(context, async () => {',
    replace:
      'const rows = await (async (_: unknown, work: () => Promise<number>) => work())(onOneState, async () => {',
    tests: ['test/engine/reportTableExport.test.ts'],
    meaning: 'a file mixes two states of the case',
  },
  {
    id: 'chart.duplicate-hidden',
    file: `${engine}/charts/keptBeside.ts`,
    find: 'SELECT ?, entity_id, x, y, pinned, hidden, note FROM chart_nodes',
    replace: 'SELECT ?, entity_id, x, y, pinned, 0, note FROM chart_nodes',
    tests: ['test/engine/chartsEngine.test.ts', 'test/engine/charts.test.ts'],
    meaning: 'a copied chart shows what was hidden',
  },
]

export const mutants: readonly Mutant[] = [
  ...money,
  ...figures,
  ...identity,
  ...proof,
  ...undo,
  ...recognition,
  ...graph,
  ...leaving,
]
