// All pages of a project off its site, by way of a plan and its run, as anything else that is sent.
import { isMoving } from '../../../src/api/run-state.ts'
import { ApiError, call, routes } from '../api.ts'

const everyMs = 400
const pages = { filter: {} }

/** How many pages of a project are on its site. */
export async function countOnSite(projectId: string): Promise<number> {
  const { count } = await call(routes.wayBack.preview, { params: { id: projectId }, body: { pages } })
  return count
}

/**
 * Until all are down, or nothing moves any more; what was taken down stays so where it breaks off, and the rest is taken down the next
 * time. Fails where the plan or a page of its run does.
 * @param project for which no other run is on its way
 */
export async function takeDownAll(projectId: string): Promise<void> {
  const params = { id: projectId }
  const { count, hows } = await call(routes.wayBack.preview, { params, body: { pages } })
  // Off the site, and still to be had back from the trash of Wix.
  const how = (hows.findLast(({ isFinal }) => !isFinal) ?? hows[0])?.how
  if (count === 0 || how === undefined) return
  const started = await call(routes.wayBack.takeDown, { params, body: { pages, how } })
  const plan = await until(
    () => call(routes.plans.get, { params: { id: started.id } }),
    ({ state }) => state !== 'building',
  )
  if (plan.state !== 'ready' || plan.blockedReason !== null)
    throw notDown(plan.blockedReason ?? plan.message ?? 'The plan could not be made.')
  const sent = await call(routes.plans.apply, { params: { id: plan.id }, body: {} })
  const run = await until(
    () => call(routes.runs.get, { params: { id: sent.id } }),
    ({ state }) => !isMoving(state),
  )
  const { rejected = 0, differences = 0, notFound = 0, twins = 0 } = run.receipt ?? {}
  if (run.state !== 'done' || rejected + differences + notFound + twins > 0)
    throw notDown('Some pages are still on the site. The run says why.')
}

function notDown(message: string): ApiError {
  return new ApiError(409, { code: 'conflict', message: `${message} The sample is still there.` })
}

async function until<Value>(load: () => Promise<Value>, isDone: (value: Value) => boolean): Promise<Value> {
  for (;;) {
    const value = await load()
    if (isDone(value)) return value
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}
