// Makes the redirects that a run has written down, until a list of the site shows them. It goes by what the site has
// now, so that it can be broken off and begun again anywhere: an answer that was lost is settled by the next list, and
// what is done already is not done again.
import type { Problem } from '../api/problem.ts'
import { inBatches } from '../batches.ts'
import type { TargetContext } from '../targets/target.ts'
import { isWixError } from '../wix/index.ts'
import { lookUpIn, perCall, type Rest, readRedirects, restOf, toWire } from './on-site.ts'
import { redirectId } from './redirect-id.ts'
import type { ChangeEnd, OpenChange } from './run-store.ts'
import { redirectWords } from './work-out.ts'

export interface ApplyDeps {
  wix: TargetContext
  /** Waits before a list is read again, since Wix may show a change only after a while. In milliseconds. */
  waitsMs: readonly number[]
  sleep(ms: number): Promise<void>
  open(): Promise<OpenChange[]>
  settle(ends: ChangeEnd[]): Promise<void>
  /** Whether to stop between two calls. */
  isHalted(): Promise<boolean>
  /** For tests that kill the process here. */
  crashPoint(name: 'between-redirects' | 'after-redirects'): void
}

interface Due {
  change: OpenChange
  rest: Rest
}

/** False when it was halted. Throws what Wix answers, but for a permission that is missing: then none is made. */
export async function applyRedirects(deps: ApplyDeps): Promise<boolean> {
  const gone = new Set<string>()
  const refusals = new Map<number, Problem>()
  for (const waitMs of [0, ...deps.waitsMs]) {
    if (await deps.isHalted()) return false
    if (waitMs > 0) await deps.sleep(waitMs)
    const due = await lookAgain(deps, gone)
    if (due.length === 0) return true
    for (const part of inBatches(due, perCall)) {
      if (await deps.isHalted()) return false
      if (!(await makeOrLeave(deps, part, gone, refusals))) return true
    }
  }
  const due = await lookAgain(deps, gone)
  await giveUp(deps, due, ({ change }) => refusals.get(change.position) ?? unsure)
  return true
}

/** Settles what the list shows as done, and what something stands in the way of; returns the rest. */
async function lookAgain(deps: ApplyDeps, gone: ReadonlySet<string>): Promise<Due[]> {
  const open = await deps.open()
  if (open.length === 0) return []
  const list = await readRedirects(deps.wix)
  if (list === null) {
    await deps.settle(open.map(({ position }) => ({ position, problem: notAllowed })))
    return []
  }
  const listed = lookUpIn(list)
  // What another change deletes first stands in nobody's way.
  const going = new Set(open.flatMap(({ was }) => was?.id ?? []))
  const ends: ChangeEnd[] = []
  const due: Due[] = []
  const blocked: Due[] = []
  for (const change of open) {
    const rest = restOf(change, listed, gone, deps.wix.siteUrl)
    const isBlocked = rest.inTheWay !== null && !going.has(rest.inTheWay.id)
    if (rest.old === null && rest.makes === null) ends.push({ position: change.position, problem: null })
    else if (isBlocked) blocked.push({ change, rest })
    else due.push({ change, rest })
  }
  await deps.settle(ends)
  await giveUp(deps, blocked, ({ rest }) => inTheWay(rest))
  return due
}

/** False when nothing more can be done: the permission is missing. */
async function makeOrLeave(
  deps: ApplyDeps,
  due: readonly Due[],
  gone: Set<string>,
  refusals: Map<number, Problem>,
): Promise<boolean> {
  try {
    await makeAll(deps, due, gone, refusals)
    return true
  } catch (error) {
    if (!isWixError(error) || error.delivered !== 'no') throw error
    if (error.kind === 'forbidden') {
      await deps.settle((await deps.open()).map(({ position }) => ({ position, problem: notAllowed })))
      return false
    }
    if (error.kind !== 'validation' && error.kind !== 'conflict') throw error
    if (due.length === 1) refusals.set(due[0]!.change.position, refused(error.description || error.kind))
    // One of them is what Wix objects to; the others go by themselves.
    else for (const one of due) await makeOrLeave(deps, [one], gone, refusals)
    return true
  }
}

/** Deletes what gives way, then makes what takes its place: between the two nothing is in the books alone. */
async function makeAll(
  { wix, crashPoint }: ApplyDeps,
  due: readonly Due[],
  gone: Set<string>,
  refusals: Map<number, Problem>,
): Promise<void> {
  const options = { signal: wix.signal }
  const ids = due.flatMap(({ rest }) => rest.old?.id ?? [])
  if (ids.length > 0) {
    const { items } = await wix.client.redirects.bulkRemove(ids, options)
    for (const item of items)
      if (item.success || item.error.code?.includes('NOT_FOUND')) gone.add(ids[item.index]!)
    crashPoint('between-redirects')
  }
  const making = due.flatMap(({ change, rest }) =>
    rest.makes && (rest.old === null || gone.has(rest.old.id)) ? [{ change, makes: rest.makes }] : [],
  )
  if (making.length === 0) return
  const { items } = await wix.client.redirects.bulkCreate(
    making.map(({ makes }) => toWire(makes)),
    options,
  )
  for (const item of items)
    if (!item.success)
      refusals.set(
        making[item.index]!.change.position,
        refused(item.error.description || item.error.code || 'without a reason'),
      )
  crashPoint('after-redirects')
}

/** What cannot be made is told; a redirect that had made way for it is put back as it was, under a fresh id. */
async function giveUp(
  { wix, settle }: ApplyDeps,
  due: readonly Due[],
  problemOf: (one: Due) => Problem,
): Promise<void> {
  const back = due.flatMap(({ change: { was }, rest }) =>
    was && rest.makes && rest.old === null ? [toWire({ ...was, id: redirectId('back', was.id) })] : [],
  )
  for (const part of inBatches(back, perCall))
    await wix.client.redirects.bulkCreate(part, { signal: wix.signal })
  await settle(due.map((one) => ({ position: one.change.position, problem: problemOf(one) })))
}

export const notAllowed: Problem = {
  code: 'redirect_not_allowed',
  severity: 'warning',
  message:
    'The credentials of this connection may not change redirects. Give them the permission Manage SEO Settings in Wix, or make this redirect there (SEO, URL Redirect Manager).',
}

const unsure: Problem = {
  code: 'redirect_unsure',
  severity: 'warning',
  message:
    'Wix took the change and still does not show it. Look at the redirect in Wix (SEO, URL Redirect Manager).',
}

function inTheWay({ inTheWay: other }: Rest): Problem {
  return {
    code: 'redirect_taken',
    severity: 'warning',
    message: `Since the plan somebody has made the redirect "${other ? redirectWords(other) : ''}", which stays as it is. Make this one in Wix if you want it in its place.`,
  }
}

function refused(said: string): Problem {
  return {
    code: 'redirect_refused',
    severity: 'warning',
    message: `Wix refused this redirect: ${said}. Make it in Wix (SEO, URL Redirect Manager) if you need it.`,
  }
}
