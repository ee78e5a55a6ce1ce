// What the pictures tell: the sample project over its first days. Dates are always the same, so that no picture and no
// heading differs from the last one because of them.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Plan } from '../../../src/api/plan.ts'
import type { Run } from '../../../src/api/run.ts'
import type { Sample } from '../../../src/api/sample.ts'
import type { ProjectSchedule } from '../../../src/api/schedule.ts'
import { sampleLive } from '../../../src/pages/live-history.ts'
import { startTestApp, type TestApp } from '../../helpers/app.ts'
import { usualInput } from '../../helpers/usual-schedule.ts'
import { startBrowser, type TestBrowser } from '../browser.ts'
import { withFonts } from './fonts.ts'

/** A Monday. */
const beginsAt = Date.parse('2026-11-02T09:00:00Z')

export interface Stage {
  app: TestApp
  browser: TestBrowser
  /** Moves the clock of the program, the practice site and every page that is opened afterwards. */
  goTo(time: string): Promise<void>
  close(): Promise<void>
}

/** The program before its first account, and a browser, in the past. `scale`: pixels of a picture for each of the page. */
export async function openStage(scale = 1): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'seomatic-story-'))
  const file = join(folder, 'offset')
  let shiftMs = 0
  const browser = await startBrowser({
    deviceScaleFactor: scale,
    timezoneId: 'UTC',
    // Letters stand where they belong, not each at a whole pixel.
    args: ['--font-render-hinting=none'],
    env: { ...process.env, ...(await withFonts(folder)) },
  })
  async function move(by: number): Promise<void> {
    shiftMs += by
    writeFileSync(file, String(shiftMs))
    // One upon the other: each moves what the earlier ones left.
    await browser.context.addInitScript((ms) => {
      const Known = Date
      class Moved extends Known {
        constructor(...given: unknown[]) {
          super(...((given.length === 0 ? [Known.now() + ms] : given) as [number]))
        }
        static override now = () => Known.now() + ms
      }
      window.Date = Moved as DateConstructor
    }, by)
  }
  await move(beginsAt - Date.now())
  const config = { hasSample: true, clockOffsetFile: file }
  const app = await startTestApp({ listen: true, signedIn: false, config })
  return {
    app,
    browser,
    goTo: (time) => move(Date.parse(time) - (Date.now() + shiftMs)),
    async close() {
      await browser.close()
      await app.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** From now on `app.call` is called by whoever is signed in to the browser. */
export async function signedIn({ app, browser: { context } }: Stage): Promise<void> {
  const cookies = await context.cookies(app.url)
  app.cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}

export interface Story {
  projectId: string
  datasetId: string
  templateId: string
  /** A run that is over. */
  runId: string
}

const twoADay = { ...usualInput, rule: { ...usualInput.rule, timeZone: 'UTC' } }

/**
 * Two runs, a schedule of which the first slot has gone, cells that were corrected since, a post that somebody edited in
 * Wix, and a plan of all that. The owner has an account, and `app.cookie` is theirs.
 * @param runId a run that is over
 */
export async function tellStory({ app, goTo }: Stage, runId: string): Promise<Story> {
  const { call, until } = callsOf(app)
  const sample = await until<Sample>('/sample', ({ state }) => state === 'ready')
  const { projectId, datasetId, templateId } = sample as Record<keyof Sample, string>
  const project = `/projects/${projectId}`
  const plan = async (): Promise<string> => {
    const { id } = await call<Plan>('POST', `${project}/plans`, {})
    await until<Plan>(`/plans/${id}`, ({ state }) => state === 'ready')
    return id
  }
  const publish = async (first: number): Promise<void> => {
    const { id } = await call<Run>('POST', `/plans/${await plan()}/apply`, { selection: { first } })
    await until<Run>(`/runs/${id}`, ({ state }) => state === 'done')
    await sampleLive(app.program.database)
  }
  await call('PATCH', '/first-steps', { isPutAway: true })
  const correct = (row: string, column: string, value: string) =>
    call('PUT', `/datasets/${datasetId}/rows/${row}/cells/${column}`, { value })

  await publish(5)
  await goTo('2026-11-03T11:20:00Z')
  await publish(8)
  await goTo('2026-11-04T14:30:00Z')
  await call('PUT', `${project}/schedule`, twoADay)
  // A worker gives the dates: where the clock moves before, the first slot has passed.
  await until<ProjectSchedule>(`${project}/schedule`, ({ schedule }) => schedule?.dating === null)
  await goTo('2026-11-05T09:00:30Z')
  await until<ProjectSchedule>(`${project}/schedule`, ({ schedule }) => schedule?.pages.gone === 2)
  await sampleLive(app.program.database)
  await goTo('2026-11-05T15:10:00Z')
  await correct('assam', 'minutes', '5')
  await correct('keemun', 'good_with', 'Dark chocolate and almonds')
  await correct('nilgiri', 'good_with', 'Lemon cake or ginger snaps')
  await editInWix(app, 'nilgiri', 'Lemon cake', 'Lemon cake, and a slice of lemon in the glass')
  await plan()
  return { projectId, datasetId, templateId, runId }
}

function callsOf(app: TestApp) {
  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await app.call(method, `/api${path}`, body === undefined ? {} : { body })
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`)
    return answer.body as T
  }
  async function until<T>(path: string, isThere: (found: T) => boolean): Promise<T> {
    for (;;) {
      const found = await call<T>('GET', path)
      if (isThere(found)) return found
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  return { call, until }
}

/** What a person does in the editor of Wix: other words in one post. */
async function editInWix(app: TestApp, slug: string, words: string, others: string): Promise<void> {
  const address = readFileSync(join(app.config.dataDir, 'practice/address.json'), 'utf8')
  const { url } = JSON.parse(address) as { url: string }
  const control = async (path: string, body?: object): Promise<unknown> => {
    const method = body === undefined ? 'GET' : 'POST'
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${url}/__simulator/${path}`, {
      method,
      ...(body && { headers, body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`)
    return answer.json()
  }
  const { sites } = (await control('sites')) as { sites: { id: string }[] }
  const siteId = sites[0]!.id
  const { items } = (await control(`items?site=${siteId}&kind=posts`)) as {
    items: { id: string; draft: { seoSlug?: string; richContent: object } }[]
  }
  const post = items.find(({ draft }) => JSON.stringify(draft).includes(`"${slug}"`))
  if (!post) throw new Error(`There is no post ${slug}.`)
  const richContent = JSON.parse(JSON.stringify(post.draft.richContent).replaceAll(words, others)) as object
  await control('items/edit', { siteId, kind: 'post', id: post.id, fields: { richContent }, publish: true })
}
