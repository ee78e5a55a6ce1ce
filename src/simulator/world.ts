// Everything one running simulator holds, put together once.

import { createHistory, type History } from './blog/find.ts'
import type { Blog } from './blog/lifecycle.ts'
import { createSlugIndex } from './blog/slugs.ts'
import { createWixClock, type WixClock } from './clock.ts'
import { createFaultEngine, type FaultEngine } from './faults/engine.ts'
import { createPast, type Past } from './past.ts'
import { seededGuids } from './random.ts'
import { createRateLimit, type RateLimit, type RetryAfterForm } from './rate-limit.ts'
import { createRequestLog, type RequestLog } from './request-log.ts'
import { openStore, type Store } from './store.ts'
import { createNameIndex, type NameIndex } from './stores/names.ts'
import { defaultSwitches } from './switches.ts'
import type { PostRecord, Switches } from './types.ts'

export interface Settings {
  /** Requests let through in any 60 s for each credential and site; 0 means no limit. */
  ratePerMinute: number
  /** Form of the Retry-After header on 429; Wix documents none. */
  retryAfter: RetryAfterForm
  /** Switches of new sites, and of answers that concern no site. */
  switches: Switches
}

export interface World extends WixClock {
  store: Store
  log: RequestLog
  faults: FaultEngine
  rate: RateLimit
  settings: Settings
  blog: Blog
  history: History
  past: Past
  names: NameIndex
  writeTime(): string
  newId(): string
  /** Ids of scheduled posts with their sites, so that time can publish them. */
  scheduled: Map<string, PostRecord>
  /** Posts in the trash by id, so that time can empty it. */
  trashed: Map<string, PostRecord>
}

export function createWorld(options: {
  dataDir?: string | undefined
  ratePerMinute: number
  seed: number
  now: () => number
  clockOffsetFile?: string | undefined
}): World {
  const { seed } = options
  const clock = createWixClock(options.now, options.clockOffsetFile)
  const { steadyNow } = clock
  const store = openStore(options.dataDir)
  const newId = seededGuids(seed, store.starts)
  let lastWrite = 0
  const scheduled = new Map<string, PostRecord>()
  const trashed = new Map<string, PostRecord>()
  store.onChange((kind, before, after) => {
    if (kind !== 'post') return
    const post = (after ?? before) as PostRecord
    if (after && post.status === 'SCHEDULED') scheduled.set(post.id, post)
    else scheduled.delete(post.id)
    if (after && post.status === 'DELETED') trashed.set(post.id, post)
    else trashed.delete(post.id)
    lastWrite = Math.max(lastWrite, Date.parse(post.editedDate))
  })
  return {
    store,
    log: createRequestLog(newId),
    faults: createFaultEngine(seed, steadyNow),
    rate: createRateLimit(),
    settings: {
      ratePerMinute: options.ratePerMinute,
      retryAfter: 'absent',
      switches: { ...defaultSwitches },
    },
    blog: { slugs: createSlugIndex(store) },
    history: createHistory(store, steadyNow),
    past: createPast(store, steadyNow),
    names: createNameIndex(store),
    ...clock,
    writeTime() {
      lastWrite = Math.max(clock.now(), lastWrite + 1)
      return new Date(lastWrite).toISOString()
    },
    newId,
    scheduled,
    trashed,
  }
}
