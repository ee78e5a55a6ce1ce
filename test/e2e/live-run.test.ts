// A run as it is watched: two tabs publish the same plan, it is paused, loses an answer, its server is killed and
// comes back while the page is open, and it is cancelled. What the page says is held against the API all the way.
import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Run } from '../../src/api/run.ts'
import { isStopped, stateAfter } from '../../src/api/run-state.ts'
import { type Simulator, startSimulator } from '../../src/simulator/index.ts'
import { type Client, createClient } from '../crash/client.ts'
import { type ProductProcess, startProduct } from '../crash/processes.ts'
import { testOwner } from '../helpers/app.ts'
import { copyTemplate } from '../helpers/database.ts'
import { type Gate, startGate } from '../helpers/gate.ts'
import { axeFindings, signInBrowser, startBrowser, type TestBrowser } from './browser.ts'
import { type Announcement, announcements, watchLiveRegions } from './live-regions.ts'

const rowCount = 200
const creating = 'POST /blog/v3/bulk/draft-posts/create'

let folder: string
let wix: Simulator
let gate: Gate<'creates' | 'looks'>
let product: ProductProcess
let browser: TestBrowser
let other: Page
let url: string
let api: Client
let siteId: string
let projectId: string
let runId: string

beforeAll(async () => {
  folder = await copyTemplate()
  wix = await startSimulator({ ratePerMinute: 0 })
  gate = await startGate(wix.url, {
    creates: (route) => route.startsWith(creating),
    looks: (route) => route.includes(' /blog/v3/') && !route.startsWith(creating),
  })
  url = `http://127.0.0.1:${await fixedPort()}`
  await start()
  browser = await startBrowser()
  await browser.context.addInitScript(watchLiveRegions)
  await furnish()
  other = await browser.context.newPage()
})
afterAll(async () => {
  await browser?.close()
  product?.kill('SIGKILL')
  await product?.ended
  await gate?.close()
  await wix?.close()
  if (folder) rmSync(folder, { recursive: true, force: true })
})

/** A port that stays ours while nobody listens on it: below those that systems give to whoever asks for any. */
async function fixedPort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000)
    const isFree = await new Promise<boolean>((resolve) => {
      const server = createServer()
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
    })
    if (isFree) return port
  }
}

async function start(): Promise<void> {
  product = await startProduct({
    dataDir: folder,
    databaseUrl: '',
    wixUrl: gate.url,
    env: { PORT: new URL(url).port, DOUBT_SECONDS: '1' },
  })
}

/** The owner, signed in in the browser; a table, a site, a project and its plan. */
async function furnish(): Promise<void> {
  const [, token = ''] = /\/setup#token=(\S+)/.exec(product.output()) ?? []
  const send = (path: string, body: unknown, cookie = '') =>
    fetch(`${url}/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, cookie },
      body: JSON.stringify(body),
    })
  const made = await send('/setup', { token, ...testOwner })
  const cookie = made.headers.getSetCookie()[0]!.split(';')[0]!
  const { secret } = (await (await send('/tokens', { name: 'tests' }, cookie)).json()) as { secret: string }
  await signInBrowser(browser, { cookie, url })
  api = createClient(url, secret)

  const { site, members } = wix.control.createSite({ name: 'Acme Tiles', installedApps: ['blog', 'members'] })
  siteId = site.id
  const rows = Array.from({ length: rowCount }, (_, i) => `p-${i + 1},Place ${i + 1}`)
  const dataset = await api.importCsv(['code,name', ...rows, ''].join('\n'), 'code', 'Places')
  const connection = await api.call<{ id: string }>('POST', '/connections', {
    name: 'Acme Tiles',
    apiKey: wix.control.createKey().key,
    siteId: site.id,
  })
  const template = await api.call<{ id: string }>('POST', '/templates', {
    name: 'Page',
    destination: 'wix/blog',
    fields: { title: '{{ row.name }}', slug: '{{ row.code }}', body: '<p>About {{ row.name }}.</p>' },
  })
  const project = await api.call<{ id: string }>('POST', '/projects', {
    name: 'Places',
    datasetId: dataset.id,
    connectionId: connection.id,
    templateId: template.id,
    destination: 'wix/blog',
    options: { mode: 'publish', authorId: members[0]!.id },
  })
  projectId = project.id
  await api.plan(projectId)
}

const theRun = () => api.call<Run>('GET', `/runs/${runId}`)

/** What is on its way arrives, and nothing more is sent. */
async function becomePaused(): Promise<void> {
  gate.doors.creates.letThrough(Number.POSITIVE_INFINITY)
  await expect.poll(async () => (await theRun()).state).toBe('paused')
  gate.doors.creates.shut()
}

/** What the page says of the run: its state, its numbers, and what can be done. */
function seen(page: Page) {
  return page.evaluate(() => {
    const progress = document.querySelector('section[aria-label="Progress"]')!
    const buttons = [...document.querySelectorAll('#main button')].map((one) => one.textContent!.trim())
    const numbers = [...progress.querySelectorAll('li')].map((one) => one.textContent!.trim())
    return {
      numbers: numbers.filter((one) => !one.startsWith('0 ')),
      controls: buttons.filter((name) => ['Pause', 'Resume', 'Cancel'].includes(name)).toSorted(),
    }
  })
}

/** The same by the API alone. */
function expected({ state, counts }: Run) {
  const parts: [number, string][] = [
    [counts.accepted, 'published'],
    [counts.in_doubt, 'in doubt'],
    [counts.rejected, 'failed'],
    [counts.held + counts.skipped + counts.cancelled, 'not sent'],
    [counts.ready + counts.sending, 'to do'],
  ]
  const controls = [
    ...(stateAfter(state, 'cancel') ? ['Cancel'] : []),
    ...(stateAfter(state, 'pause') ? ['Pause'] : []),
    ...(isStopped(state) ? ['Resume'] : []),
  ]
  return { numbers: parts.filter(([n]) => n > 0).map(([n, word]) => `${n} ${word}`), controls }
}

/** Both tabs say what the API says, at one moment. */
async function agree(): Promise<void> {
  for (const page of [browser.page, other])
    await expect
      .poll(async () => {
        const [before, found] = [expected(await theRun()), await seen(page)]
        return JSON.stringify(before) === JSON.stringify(found) || [before, found]
      })
      .toBe(true)
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

test('two tabs that publish the same plan start one run, and both are taken to it', async () => {
  const { page } = browser
  gate.doors.creates.shut()
  const publish = (on: Page) => button(on, `Publish ${rowCount} pages to Acme Tiles`)
  for (const tab of [page, other]) {
    await tab.goto(`${url}/projects/${projectId}?tab=plan`)
    await publish(tab).waitFor()
  }
  await Promise.all([publish(page).dblclick(), publish(other).click()])
  await page.waitForURL(/\/runs\/run_/)
  await other.waitForURL(page.url())
  const { items } = await api.call<{ items: Run[] }>('GET', '/runs')
  expect(items).toHaveLength(1)
  runId = items[0]!.id
  expect(page.url()).toContain(runId)
})

test('paused, reloaded and resumed, the numbers and buttons of both tabs are those of the API', async () => {
  const { page } = browser
  gate.doors.creates.letThrough(2)
  await expect.poll(async () => (await theRun()).counts.accepted).toBe(40)
  await agree()
  await button(page, 'Pause').click()
  await expect.poll(async () => (await theRun()).state).toBe('pausing')
  await agree()
  await becomePaused()
  await agree()
  expect((await seen(other)).controls).toEqual(['Cancel', 'Resume'])
  await page.reload()
  await button(page, 'Resume').waitFor()
  await agree()
})

test('pages in doubt are named so, and nothing offers to send them again', async () => {
  await button(browser.page, 'Resume').click()
  await expect.poll(gate.doors.creates.waiting).toBeGreaterThan(0)
  gate.doors.looks.shut()
  gate.doors.creates.loseAnswer()
  await expect.poll(async () => (await theRun()).counts.in_doubt).toBe(20)
  await agree()
  await other.getByText('We sent 20 pages and lost the answer.').waitFor()
  await other.goto(`${url}/runs/${runId}?state=in_doubt`)
  const row = other.locator('tbody tr[data-index]').first()
  await row.getByText('In doubt').waitFor()
  await row.getByRole('button').first().click()
  await other.getByRole('complementary').getByText('We sent 1 page and lost the answer.').waitFor()
  const names = await other.locator('#main button, #main a').allInnerTexts()
  expect(names.filter((name) => /retry|again|resend|publish/i.test(name))).toEqual([])
  expect(await axeFindings(other)).toEqual([])
  await other.keyboard.press('Escape')
})

test('a server that is killed and comes back: the page says so, and goes on without a reload', async () => {
  const { page } = browser
  await page.getByRole('link', { name: 'Diary' }).click()
  await page.getByText('Olga Owner resumed the run.').waitFor()
  for (const tab of [page, other]) await tab.evaluate('window.isSameDocument = true')
  await expect.poll(gate.doors.creates.waiting).toBeGreaterThan(0)
  const before = (await theRun()).counts

  product.kill('SIGKILL')
  await product.ended
  const killedAt = Date.now()
  for (const tab of [page, other]) await tab.getByText(/reconnecting/).waitFor()
  console.info(`from the kill to "reconnecting" in both tabs: ${Date.now() - killedAt} ms`)

  // The lost answer is settled, and one call more goes through: other numbers than those on the page.
  gate.doors.looks.letThrough(Number.POSITIVE_INFINITY)
  gate.doors.creates.letThrough(1)
  await start()
  for (const tab of [page, other]) await tab.getByText(/reconnecting/).waitFor({ state: 'detached' })
  await agree()
  console.info(`from "ready" to the right numbers in both tabs: ${Date.now() - product.readyAt} ms`)
  await expect
    .poll(async () => {
      const { accepted, in_doubt } = (await theRun()).counts
      return in_doubt === 0 && accepted > before.accepted + 20
    })
    .toBe(true)
  await agree()
  for (const tab of [page, other]) expect(await tab.evaluate('window.isSameDocument')).toBe(true)

  const { items } = await api.call<{ items: { message: string }[] }>('GET', `/runs/${runId}/diary?limit=100`)
  expect(items.length).toBeGreaterThan(4)
  await expect
    .poll(() => page.locator('#main ol li span').allInnerTexts())
    .toEqual(items.map(({ message }) => message))
})

test('cancelled, it says before what will happen, and after what did', async () => {
  const { page } = browser
  await button(page, 'Pause').click()
  await becomePaused()
  await agree()
  const { accepted, ready } = (await theRun()).counts
  await button(page, 'Cancel').click()
  const dialog = page.getByRole('dialog', { name: 'Cancel this run?' })
  await dialog
    .getByText(`${accepted} pages stay as this run made them. ${ready} pages not yet sent`)
    .waitFor()
  await dialog.getByRole('button', { name: 'Cancel run' }).click()
  await expect.poll(async () => (await theRun()).state).toBe('cancelled')
  await agree()
  expect(expected(await theRun()).numbers).toEqual([`${accepted} published`, `${ready} not sent`])
  // Of what was on its way when the server died nothing is there twice.
  expect(wix.control.items(siteId, 'drafts')).toHaveLength(accepted)
})

test('a screen reader hears at most one sentence in 1.5 s, none of them empty, and the last one is how it ended', async () => {
  for (const tab of [browser.page, other]) {
    await expect
      .poll(async () => (await announcements(tab)).at(-1)?.text)
      .toMatch(/^Cancelled\. \d+ pages published\.$/)
    expect(tooSoonOrEmpty(await announcements(tab))).toEqual([])
  }
  expect((await announcements(browser.page)).map(({ text }) => text).join(' ')).toContain('econnecting')
})

function tooSoonOrEmpty(said: Announcement[]): Announcement[] {
  return said.filter(
    ({ at, text }, n) => text === '' || at - (said[n - 1]?.at ?? Number.NEGATIVE_INFINITY) < 1499,
  )
}
