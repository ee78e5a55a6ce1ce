// kill -9 in runs that put pages back: a run of everything is undone, and the undo is; pages go to the trash, and come back.
// A process dies at one point, the next one at another, until each point was one; then the last one ends the run.
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest'
import { startPictures } from '../helpers/pictures.ts'
import { onEither, stopPostgres } from './engines.ts'
import { changesBetween, type MixedScenario, mixedScenarios, readSite } from './mixed.ts'
import { type Installation, prepare, type Running } from './rig.ts'
import { applyKilled, confirmation, findLosses, planUndo, publishMixed } from './way-back.ts'

/** Enough for several batches of each action. */
const rowCount = 60

/** In the order in which a run comes by them, so that none is over before its turn. */
const onTheWay = [
  'after-chunk:1',
  'before-intent:1',
  'after-intent:1',
  'before-settle:1',
  'after-settle:1',
  'between-batches:1',
] as const
const atTheEnd = ['before-verdicts:1', 'after-verdicts:1', 'before-receipt:1'] as const
const making = ['after-asset-intent:1', 'before-asset-settle:1', 'after-asset-settle:1'] as const
const lastSteps = ['before-finish:1', 'after-finish:1'] as const
/** Redirects are deleted as pages come back to their addresses, and made as they leave them. */
const deleting = ['after-redirect-intent:1', 'between-redirects:1'] as const
const leading = ['after-redirect-intent:1', 'after-redirects:1'] as const
const tidying = ['before-asset-removal:1', 'after-asset-removal:1'] as const

let pictures: Awaited<ReturnType<typeof startPictures>>
beforeAll(async () => {
  pictures = await startPictures()
})
afterAll(async () => {
  await pictures.close()
  await stopPostgres()
})

/** A run may be over before the last of the points; that it died at most of them is enough. */
function expectNone(found: string[], points: readonly string[]): void {
  const isMissed = (one: string) => one.startsWith('it did not die at')
  expect(found.filter(isMissed).length).toBeLessThan(points.length / 2)
  expect(found.filter((one) => !isMissed(one))).toEqual([])
}

describe('the way back, interrupted', { timeout: 1_200_000 }, () => {
  /** Half of the points on the way there, the others on the way back. */
  const half = (points: readonly string[], isBack: boolean) =>
    points.filter((_, i) => (i % 2 === 0) === isBack)

  async function stage(
    destination: string,
    work: (installation: Installation, first: Running) => Promise<void>,
  ): Promise<void> {
    const scenario = mixedScenarios(pictures.host)[destination] as MixedScenario
    const env = { FETCH_ALLOWED_HOSTS: pictures.host, DOUBT_SECONDS: '1' }
    const prepared = await prepare(await onEither(), rowCount, {
      scenario,
      env,
    })
    const installation = await prepared.copy()
    const first = await installation.start()
    onTestFailed(() => console.error(first.output().slice(-3000)))
    try {
      await work(installation, first)
    } finally {
      await installation.remove()
      await prepared.remove()
    }
  }

  it('a run of everything is undone, and so is that: all stands as before, and nothing twice', () =>
    stage('wix/stores-v3', async (installation, first) => {
      const { runId, before, after } = await publishMixed(installation, first)
      const plan = await planUndo(first, runId)
      await first.stop()
      const sending = [...onTheWay, ...lastSteps]
      const points = [...half(sending, false), ...deleting, ...tidying, ...half(atTheEnd, false)]
      const undone = await applyKilled(installation, plan, points, confirmation(plan))
      expectNone(await findLosses(installation, undone, plan, { wanted: before, until: after }), points)

      const again = await planUndo(undone.running, undone.run.id)
      await undone.running.stop()
      // A run copies its items before it makes what they need.
      const [chunk, rest] = [
        half(sending.slice(0, 1), true),
        half(sending, true).filter((one) => one !== sending[0]),
      ]
      const pointsBack = [...chunk, ...making, ...rest, ...leading, ...half(atTheEnd, true)]
      const back = await applyKilled(installation, again, pointsBack, confirmation(again))
      expectNone(await findLosses(installation, back, again, { wanted: after, until: before }), pointsBack)
    }))

  it('pages go to the trash and come back at their addresses, and nobody else is touched', () =>
    stage('wix/blog', async (installation, first) => {
      const { projectId, rows } = installation.prepared
      const { after: before } = await publishMixed(installation, first)
      const rowKeys = rows.slice(0, 30).map((row) => row['code']!)
      const pages = { rowKeys }
      const plan = await first.client.planBy(`/projects/${projectId}/take-down`, {
        pages,
        how: 'trash',
        redirect: { to: 'parent' },
      })
      expect(plan.willSend.total).toBe(30)
      await first.stop()
      // The trash takes all of them in one batch.
      const sending = half(onTheWay, false).filter((one) => one !== 'between-batches:1')
      const points = [...sending, ...leading, ...half(atTheEnd, false)]
      const down = await applyKilled(installation, plan, points)
      const gone = changesBetween(before, await readSite(installation))
      expect([...gone.keys()].filter((name) => name.startsWith('page '))).toHaveLength(30)
      expect([...gone.keys()].filter((name) => !/^(page|redirect) (?!dana-)/.test(name))).toEqual([])
      expect(down.missed.length).toBeLessThan(points.length / 2)

      const back = await down.running.client.planBy(`/projects/${projectId}/bring-back`, { pages })
      await down.running.stop()
      const pointsBack = [...half(onTheWay, true), ...deleting, ...half(atTheEnd, true)]
      const brought = await applyKilled(installation, back, pointsBack)
      expectNone(await findLosses(installation, brought, back, { wanted: before, until: before }), pointsBack)
    }))
})
