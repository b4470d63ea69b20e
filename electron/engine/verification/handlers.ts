import type { verificationContract } from '../../../shared/contract/verification.ts'
import type { HandlersFor } from '../core/context.ts'
import { verifyCase } from './verify.ts'

export const verificationHandlers = { 'case.verify': verifyCase } satisfies HandlersFor<
  typeof verificationContract
>
