import type { Run } from '../../../../src/api/run.ts'
import { Status } from '../../ui/Status.tsx'
import { runState } from './run-words.ts'

export function RunStatus({ run }: { run: Run }) {
  const { tone, sign, word } = runState(run)
  return (
    <Status tone={tone} sign={sign}>
      {word}
    </Status>
  )
}
