import { describe } from 'vitest'
import { describeCrashes } from './cases.ts'
import { embedded } from './engines.ts'
import { blog } from './scenarios.ts'

describe('interrupted on the embedded database', () => {
  // Every second of them: PostgreSQL has all, and the code on the way is the same.
  const crashPoints = blog.crashPoints.filter((_, i) => i % 2 === 0)
  describeCrashes(async () => embedded, { crashPoints })
})
