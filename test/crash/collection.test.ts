import { afterAll, describe } from 'vitest'
import { describeCrashes } from './cases.ts'
import { onEither, stopPostgres } from './engines.ts'
import { cms } from './scenarios.ts'

afterAll(stopPostgres)

describe(`a run of ${cms.name}, interrupted`, () => {
  describeCrashes(onEither, { scenario: cms })
})
