// Looks at the addresses of pictures before a run, so that a dead one holds its row and does not break it halfway.
import { lookup } from 'node:dns/promises'
import type { Queries } from '../db/types.ts'
import type { GuardedFetch } from '../fetcher/guarded-fetch.ts'
import type { Logger } from '../logger.ts'
import { forgetOldChecks, readChecks, saveChecks } from './check-store.ts'
import { type ImageCheck, judgeImage, unchecked, uncheckedOffline } from './judge.ts'
import { inHostLanes } from './lanes.ts'

export type { ImageCheck } from './judge.ts'

export interface ImageChecks {
  /**
   * Looks at every address that was not looked at lately. Files of Wix are not looked at and are missing in the
   * result. Given up (`signal`), it resolves with what was found until then.
   */
  check(urls: readonly string[], signal: AbortSignal): Promise<Map<string, ImageCheck>>
  /** What is known already; asks nobody. */
  find(urls: readonly string[]): Promise<Map<string, ImageCheck>>
}

export interface ImageChecksDeps {
  database: Queries
  fetcher: GuardedFetch
  logger: Logger
  /** Whether this machine can look up names on the internet. Injected in tests. */
  canResolve?: () => Promise<boolean>
}

/** Enough for the size of almost every picture: only large colour profiles or previews stand before it. */
const headBytes = 65_536
const savedAtOnce = 50
/** A host that failed so often in a row is left alone for the rest of a check. */
const mostFailures = 4

export function createImageChecks(deps: ImageChecksDeps): ImageChecks {
  const { database } = deps
  const find = (urls: readonly string[]) => readChecks(database, [...new Set(urls)].filter(isElsewhere))
  return {
    find,
    async check(urls, signal) {
      const checks = await find(urls)
      const open = [...new Set(urls)].filter((url) => isElsewhere(url) && !checks.has(url))
      if (open.length === 0) return checks
      const startedAt = Date.now()
      for (const [url, check] of await lookAt(deps, open, signal)) checks.set(url, check)
      await forgetOldChecks(database)
      deps.logger.info({ images: open.length, ms: Date.now() - startedAt }, 'looked at images')
      return checks
    },
  }
}

async function lookAt(
  deps: ImageChecksDeps,
  urls: string[],
  signal: AbortSignal,
): Promise<Map<string, ImageCheck>> {
  const found = new Map<string, ImageCheck>()
  let unsaved = new Map<string, ImageCheck>()
  const failures = new Map<string, number>()
  let resolving: Promise<boolean> | undefined
  let isOffline = false

  const look = async (url: string): Promise<ImageCheck | undefined> => {
    const host = URL.parse(url)?.host ?? ''
    if (isOffline) return uncheckedOffline()
    if ((failures.get(host) ?? 0) >= mostFailures)
      return unchecked(url, `${host} failed ${mostFailures} times in a row and was then left alone.`)
    const range = `bytes=0-${headBytes - 1}`
    const result = await deps.fetcher(url, { accept: 'image/*', range, maxBytes: headBytes, signal })
    if (signal.aborted) return undefined
    if (result.kind === 'failed' && (result.reason === 'name' || result.reason === 'dns')) {
      // That a name is unknown says something only if names can be looked up here at all.
      resolving ??= (deps.canResolve ?? canResolve)()
      isOffline = !(await resolving)
      if (isOffline) return uncheckedOffline()
    }
    const check = judgeImage(url, result)
    failures.set(host, check.problem?.severity === 'warning' ? (failures.get(host) ?? 0) + 1 : 0)
    return check
  }
  const save = async () => {
    const batch = unsaved
    unsaved = new Map()
    await saveChecks(deps.database, batch)
  }

  await inHostLanes(urls, signal, async (url) => {
    const check = await look(url)
    if (!check) return
    found.set(url, check)
    unsaved.set(url, check)
    if (unsaved.size >= savedAtOnce) await save()
  })
  await save()
  return found
}

/** Wix answers for its own files. */
function isElsewhere(url: string): boolean {
  return !/^(wix:|https?:\/\/static\.wixstatic\.com\/media\/)/i.test(url)
}

async function canResolve(): Promise<boolean> {
  try {
    await lookup('www.wixapis.com')
    return true
  } catch {
    return false
  }
}
