/** Who may be whom among 50,000 people and accounts: how long, how soon it stops when cancelled, what accepting thousands costs; and duplicates with known answers. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addBatch, emptyCase } from '../engine/factsCase.ts'
import { duplicatePeople } from '../helpers/duplicatePeople.ts'
import { duplicateScores, suggestionScores } from '../helpers/duplicateScores.ts'
import { englishPeople, plantedPeople } from '../helpers/plantedPeople.ts'
import type { Bench } from './measure.ts'

const people = 25_000
const accounts = 25_000
const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

export async function benchIdentity(bench: Bench): Promise<void> {
  const engine = bench.engineIn('identity')
  await engine.call('workspace.create', { name: 'bench', passphrase: null })
  const register = join(bench.folder, '人员登记表.csv')
  const members = join(bench.folder, '会员列表.csv')
  const records = duplicatePeople({ originals: 12_000, duplicates: people - 12_000, seed: 7 })
  const cell = (value: string | null | undefined): string =>
    value === null || value === undefined ? '' : `${value}\t`
  writeFileSync(
    register,
    `\ufeff姓名,身份证号,手机号码,现住址,微信号,银行卡号\r\n${records.map(({ values: v }) => [v['name'], cell(v['idNumber']), cell(v['phone']), v['address'], v['wechat'], cell(v['cards'])].join(',')).join('\r\n')}\r\n`,
  )
  // Accounts of the same people: one has several, on one phone or card.
  writeFileSync(
    members,
    `\ufeff会员账号,真实姓名,上级代理,手机号,银行卡号,微信,余额(点),注册时间\r\n${Array.from(
      { length: accounts },
      (_, index) => {
        const v = records[(index * 7) % 15_000]?.values ?? {}
        return [
          `m${index}`,
          v['name'],
          `dl${index % 300}`,
          cell(v['phone']),
          index % 3 === 0 ? cell(v['cards']) : '',
          index % 5 === 0 ? v['wechat'] : '',
          index,
          '2022-10-01 10:00:00',
        ].join(',')
      },
    ).join('\r\n')}\r\n`,
  )
  for (const path of [register, members])
    await engine.call('import.run', { fileId: engine.files.grant(path) })

  const rounds: number[] = []
  let found = await engine.call('identity.suggest', {})
  for (let round = 0; round < 3; round += 1) {
    const begin = performance.now()
    found = await engine.call('identity.suggest', {})
    rounds.push(performance.now() - begin)
  }
  const median = rounds.toSorted((left, right) => left - right)[1] ?? 0
  console.log(
    `\nWho may be whom\n  ${found.entities.toLocaleString('en')} people and accounts, ${found.suggestions.toLocaleString('en')} suggestions: ${seconds(median)}   bar: 20 s${median > 20_000 ? '   MISSED' : ''}`,
  )
  const controller = new AbortController()
  let asked = 0
  const stopped = engine
    .call(
      'identity.suggest',
      {},
      {
        signal: controller.signal,
        onProgress: ({ stage }) => {
          if (stage === 'compare' && asked === 0) {
            asked = performance.now()
            controller.abort()
          }
        },
      },
    )
    .then(
      () => false,
      () => true,
    )
  const cancelled = await stopped
  console.log(
    `  cancelled in the middle: ${cancelled ? `${Math.round(performance.now() - asked)} ms after it was asked` : 'it had ended already'}`,
  )
  for (const [decision, of] of [
    ['accept', { reason: 'same-phone' }],
    ['accept', { reason: 'same-card' }],
  ] as const) {
    const begin = performance.now()
    const { decided } = await engine.call('identity.decideAll', { of, decision, note: 'bench' })
    console.log(
      `  ${decision} all ${of.reason}: ${decided.toLocaleString('en')} at once, ${seconds(performance.now() - begin)}`,
    )
  }
  const begin = performance.now()
  const persons = await engine.call('identity.persons', { offset: 0, limit: 100 })
  console.log(
    `  persons behind ${persons.accounts.toLocaleString('en')} accounts (${persons.persons.toLocaleString('en')}): ${Math.round(performance.now() - begin)} ms`,
  )
  await engine.shutdown()

  console.log('\nDuplicates with known answers (2,000 originals, 3,000 duplicates; pairs of records)')
  for (const seed of [1, 2]) {
    const made = duplicatePeople({ originals: 2_000, duplicates: 3_000, seed })
    const db = emptyCase()
    addBatch(db, [{ kind: 'personRegister', rows: made.map(({ values }) => values) }])
    const { automatic, suggested } = duplicateScores(db, made, [0.4, 0.6, 0.8, 0.9])
    console.log(
      `  seed ${seed}: joined by themselves: precision ${percent(automatic.precision)}, recall ${percent(automatic.recall)}   bar: precision 100 %${automatic.precision < 1 ? '   MISSED' : ''}`,
    )
    for (const { least, precision, recall } of suggested)
      console.log(
        `    with suggestions from ${least.toFixed(1)} on: precision ${percent(precision)}, recall ${percent(recall)}`,
      )
    db.close()
  }

  console.log('\nSuggestions alone, 3,000 rows each, from 0.4 and from 0.9 on')
  for (const seed of [1, 2])
    for (const [name, records] of [
      ['Chinese, planted', plantedPeople({ seed })],
      ['without ID', plantedPeople({ seed, without: ['idNumber'] })],
      ['without any number', plantedPeople({ seed, without: ['idNumber', 'phone', 'wechat', 'cards'] })],
      ['English, without any number', englishPeople({ originals: 1_500, duplicates: 1_500, seed })],
    ] as const)
      console.log(
        `  seed ${seed}, ${name}: ${suggestionScores(records, [0.4, 0.9])
          .map(({ precision, recall }) => `precision ${percent(precision)}, recall ${percent(recall)}`)
          .join('; ')}`,
      )
}
