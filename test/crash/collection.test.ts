import { describe } from 'vitest'
import { describeCrashes } from './cases.ts'
import { cms } from './scenarios.ts'

describe(`a run of ${cms.name}, interrupted on the embedded database`, () => {
  describeCrashes(async () => ({ kind: 'pglite' }), { scenario: cms })
})
