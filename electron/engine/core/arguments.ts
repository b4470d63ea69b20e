import * as v from 'valibot'
import { contract, type MethodName } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/errors.ts'

/** The arguments with defaults filled in; throws `invalid-arguments` with the place, never with the value. */
export function checkedArguments(name: MethodName, args: unknown): unknown {
  const parsed = v.safeParse(contract[name].args, args ?? {})
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  throw new AppError('invalid-arguments', 'the arguments are not of the shape the method takes', {
    method: name,
    at: v.getDotPath(issue) ?? '',
    expected: (issue.expected ?? '').slice(0, 200),
  })
}
