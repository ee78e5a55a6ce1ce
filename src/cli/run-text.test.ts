import { expect, test } from 'vitest'
import type { RunFailures } from '../api/run.ts'
import { describeFailures } from './run-text.ts'

const failed = (retriable: number): RunFailures => ({
  groups: [
    {
      code: 'conflict',
      state: 'held',
      title: 'Edited in Wix',
      count: 2,
      message: null,
      sampleRowKeys: ['a', 'b'],
      nextStep: 'Decide in a new plan.',
    },
  ],
  retriable,
})

test('failures name the command that sends again only when something can be', () => {
  const none = describeFailures(failed(0), 'run_1', 100)
  expect(none).toContain('Edited in Wix')
  expect(none).not.toContain('sent again')
  expect(describeFailures(failed(2), 'run_1', 100)).toMatch(
    /Edited in Wix.*\n2 can be sent again: seomatic runs retry run_1$/,
  )
  expect(describeFailures({ groups: [], retriable: 0 }, 'run_1', 100)).toBe(
    'Nothing failed, and nothing was left out.',
  )
})
