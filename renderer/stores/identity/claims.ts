/** The list of claims: what somebody has said about who is who. */
import { ref, shallowRef } from 'vue'
import type { Claim } from '../../../shared/contract/index.ts'
import { caseApi } from '../caseBound.ts'

const claimPage = 200
interface ClaimQuestion {
  type: Claim['type'] | 'all'
  status: Claim['status'] | 'all'
  text: string
}
const allClaims = (): ClaimQuestion => ({ type: 'all', status: 'all', text: '' })

export function createClaims() {
  const claims = shallowRef<readonly Claim[]>([])
  const claimTotal = ref(0)
  const claimQuestion = ref<ClaimQuestion>(allClaims())

  async function refreshClaims(): Promise<void> {
    const { type, status, text: words } = claimQuestion.value
    const found = await caseApi.call('identity.claims', {
      ...(type === 'all' ? {} : { type }),
      ...(status === 'all' ? {} : { status }),
      ...(words.trim() === '' ? {} : { text: words.trim() }),
      offset: 0,
      limit: Math.max(claimPage, claims.value.length),
    })
    claims.value = found.rows
    claimTotal.value = found.total
  }
  async function moreClaims(): Promise<void> {
    claims.value = [
      ...claims.value,
      ...Array.from({ length: claimPage }, () => claims.value.at(-1)).filter((claim) => claim !== undefined),
    ].slice(0, claimTotal.value)
    await refreshClaims()
  }
  function clear(): void {
    claims.value = []
    claimTotal.value = 0
    claimQuestion.value = allClaims()
  }
  return { claims, claimTotal, claimQuestion, refreshClaims, moreClaims, clear }
}
