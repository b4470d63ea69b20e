import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Input, SigningKeyInfo } from '../../shared/contract/index.ts'
import { api } from '../api/index.ts'

/** The key with which this installation signs states of cases. */
export const useSigningKey = defineStore('signingKey', () => {
  const key = shallowRef<SigningKeyInfo | null>(null)
  async function read(): Promise<void> {
    key.value = await api.call('signing.key', {})
  }
  /** Errors: wrong-passphrase. */
  async function unlock(passphrase: string): Promise<void> {
    key.value = await api.call('signing.unlock', { passphrase })
  }
  /** Errors: wrong-passphrase, weak-passphrase. */
  async function protect(change: Input<'signing.protect'>): Promise<void> {
    key.value = await api.call('signing.protect', change)
  }
  return { key, read, unlock, protect }
})
