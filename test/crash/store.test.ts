import { afterAll, describe } from 'vitest'
import { describeCrashes } from './cases.ts'
import { onEither, stopPostgres } from './engines.ts'
import { storeV1, storeV3 } from './scenarios.ts'

afterAll(stopPostgres)

describe.each([storeV3, storeV1].map((scenario) => [scenario.name, scenario] as const))(
  'a run of %s, interrupted',
  (_, scenario) => describeCrashes(onEither, { scenario }),
)
