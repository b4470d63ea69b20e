/** The list of persons behind accounts, and the file of it. */
import { ref, shallowRef } from 'vue'
import type { ReportRedaction, Result } from '../../../shared/contract/index.ts'
import { host } from '../../api/index.ts'
import { caseApi } from '../caseBound.ts'
import type { IdentityJob } from './job.ts'

const personPage = 200
interface PersonQuestion {
  sort: 'accounts' | 'stakes' | 'label'
  several: 'all' | 'several'
  text: string
}
const severalAccounts = (): PersonQuestion => ({ sort: 'accounts', several: 'several', text: '' })

export function createPersons(job: IdentityJob) {
  const persons = shallowRef<Result<'identity.persons'> | null>(null)
  const personQuestion = ref<PersonQuestion>(severalAccounts())

  async function refreshPersons(more = 0): Promise<void> {
    const { text: words, ...rest } = personQuestion.value
    persons.value = await caseApi.call('identity.persons', {
      ...rest,
      ...(words.trim() === '' ? {} : { text: words.trim() }),
      offset: 0,
      limit: Math.max(personPage, persons.value?.rows.length ?? 0) + more,
    })
  }
  /** Lets the person keep the whole list as a file; null when turned back. */
  async function exportPersons(
    format: 'xlsx' | 'csv',
    redact: ReportRedaction,
    language: 'zh-CN' | 'en',
  ): Promise<{ readonly fileName: string; readonly rows: number } | null> {
    const file = await job.run('write', (options) =>
      caseApi.call('identity.exportPersons', { format, redact, language }, options),
    )
    return (await host.save(file.fileId, file.fileName)) ? { fileName: file.fileName, rows: file.rows } : null
  }
  function clear(): void {
    persons.value = null
    personQuestion.value = severalAccounts()
  }
  return { persons, personQuestion, refreshPersons, exportPersons, clear }
}
