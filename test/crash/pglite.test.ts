import { describe } from 'vitest'
import { describeCrashes } from './cases.ts'
import { embedded } from './engines.ts'

describe('interrupted on the embedded database', () => {
  describeCrashes(async () => embedded)
})
