import { describe } from 'vitest'
import { describeCrashes } from './cases.ts'
import { storeV1, storeV3 } from './scenarios.ts'

describe.each([storeV3, storeV1].map((scenario) => [scenario.name, scenario] as const))(
  'a run of %s, interrupted on the embedded database',
  (_, scenario) => describeCrashes(async () => ({ kind: 'pglite' }), { scenario }),
)
