import { describe } from 'vitest'
import { describeCrashes } from './cases.ts'

describe('interrupted on the embedded database', () => {
  describeCrashes(async () => ({ kind: 'pglite' }))
})
