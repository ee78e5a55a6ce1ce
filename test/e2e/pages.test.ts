// The list of pages as people use it: sorted, filtered, ticked, published in part, and on a phone.
import type { Request } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../helpers/app.ts'
import { makePracticeProject } from '../helpers/practice-project.ts'
import { insertDataset, insertTemplate } from '../helpers/project-parts.ts'
import { axeFindings, openWithin, signInBrowser, startBrowser, type TestBrowser } from './browser.ts'

/** What somebody who fills a cell may try to make a page do. */
const hostileHtml = [
  '<script>parent.location = "https://evil.test/script"; alert(1)</script>',
  '<img src="x" onerror="alert(2)"><svg onload="alert(3)"></svg>',
  '<iframe srcdoc="<script>parent.parent.alert(4)</script>"></iframe><object data="https://evil.test/o"></object>',
  '<base href="https://evil.test/"><meta http-equiv="refresh" content="0; url=https://evil.test/refresh">',
  '<form action="/api/session" method="post"><button autofocus>Go</button></form><script>document.forms[0].submit()</script>',
  '<a id="location" href="JaVaScRiPt:alert(5)">a</a><a href="java\tscript:alert(6)">b</a><a href="&#106;avascript:alert(7)">c</a>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(8)></style></mglyph></table></mtext></math>',
  '<noscript><p title="</noscript><img src=x onerror=alert(9)>"></noscript><!--><img src=x onerror=alert(10)>--!>',
  '<p style="position:fixed;inset:0;background:url(https://evil.test/css)">over all</p><style>@import "https://evil.test/i.css"</style>',
  '<link rel="stylesheet" href="https://evil.test/l.css"><video poster="javascript:alert(11)" src="https://evil.test/v"></video>',
]

let app: TestApp
let browser: TestBrowser
let id: string

beforeAll(async () => {
  app = await startTestApp({ listen: true })
  const places = Array.from({ length: 230 }, (_, i) => ({
    id: `P-${i + 1}`,
    name: `${i % 2 ? 'Café' : 'Hotel'} ${i + 1}`,
    path: `z-${1000 - i}`,
  }))
  ;({ id } = await makePracticeProject(app, {
    rows: places,
    fields: { title: '{{ row.name }}', slug: '{{ row.path }}', body: '<p>{{ row.name }}</p>' },
  }))
  browser = await startBrowser()
  await signInBrowser(browser, app)
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

const titles = () => browser.page.locator('tbody tr[data-index] td:nth-child(2)').allInnerTexts()

test('a click on a heading sorts, another one the other way, and the address keeps it', async () => {
  const { page } = browser
  await page.goto(`${app.url}/projects/${id}?tab=pages`)
  await page.getByText('Hotel 1', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Address', exact: true }).click()
  await expect.poll(titles).toContain('Hotel 229')
  // Rows whose page is still being made are called by their keys.
  await expect.poll(async () => (await titles())[0]).toBe('Hotel 1')
  await page.getByRole('button', { name: 'Address', exact: true }).click()
  await expect.poll(async () => (await titles())[0]).toBe('Café 2')
  await page.reload()
  await expect.poll(async () => (await titles())[0]).toBe('Café 2')
  expect(page.url()).toContain('sort=address')
  expect(await axeFindings(page)).toEqual([])
})

test('what a search finds is chosen as a whole and published by a plan of exactly that', async () => {
  const { page } = browser
  await page.goto(`${app.url}/projects/${id}?state=not_published&search=Café`)
  await page.getByLabel('Tick P-2', { exact: true }).check()
  await page.getByRole('button', { name: 'Select all that match' }).click()
  await page.getByText('All 115 pages that match').waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Publish 115 pages…' }).click()
  await page.waitForURL(/tab=plan/)
  await page
    .getByRole('button', { name: /^Publish 115 pages to / })
    .first()
    .waitFor({ timeout: 90_000 })
  const plans = await app.call('GET', `/api/projects/${id}/plans`)
  expect(plans.body.items[0]).toMatchObject({
    scope: { kind: 'rows', count: 115 },
    counts: { create: 115 },
  })
  expect((await app.call('POST', `/api/plans/${plans.body.items[0].id}/apply`, { body: {} })).status).toBe(
    202,
  )
})

test('the list follows the run by itself, until the pages are published and lead to what is out', async () => {
  const { page } = browser
  await page.goto(`${app.url}/projects/${id}?search=Café`)
  const published = page.getByRole('link', { name: 'Published' })
  await published.first().waitFor({ timeout: 120_000 })
  await page.getByRole('button', { name: 'Published 115', exact: true }).waitFor({ timeout: 120_000 })
  // Beside the problems there is least room.
  const cut = await page.locator('tbody tr[data-index] td:nth-child(n + 5)').evaluateAll((cells) =>
    cells
      .flatMap((cell) => [cell, ...cell.querySelectorAll('*')])
      .filter((part) => part.scrollWidth > part.clientWidth && getComputedStyle(part).overflowX === 'hidden')
      .map((part) => part.textContent),
  )
  expect(cut).toEqual([])
  await published.first().focus()
  await page.getByRole('tooltip', { name: /^Published .* at / }).waitFor()
  expect(await axeFindings(page)).toEqual([])
})

test('the list of runs says of which project each is, how it went, and when it began', async () => {
  const { page } = browser
  await page.goto(`${app.url}/runs`)
  await page.getByRole('link', { name: 'Places', exact: true }).waitFor()
  expect(await page.getByRole('columnheader').allInnerTexts()).toEqual([
    'Project',
    'State',
    'Pages',
    'Site',
    'Took',
    'Started',
  ])
})

test('on a phone each row is a card with all of that, in light and in dark', async () => {
  const { page } = browser
  await page.setViewportSize({ width: 390, height: 844 })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.goto(`${app.url}/projects/${id}?sort=state&desc=true`)
    await page.getByLabel('Sort').waitFor()
    const card = page.locator('tbody tr[data-index]').first()
    await card.getByRole('link', { name: 'Published' }).waitFor()
    await card.getByRole('button', { name: /^Publish / }).waitFor()
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(wider).toBeLessThanOrEqual(0)
    expect(await axeFindings(page)).toEqual([])
  }
  expect(browser.complaints).toEqual([])
})

test('a hostile page does nothing in its preview: no dialog, no way out, no request, and no rule of ours broken', async () => {
  const { page, context } = browser
  await page.setViewportSize({ width: 1440, height: 900 })
  const { database } = app.program
  const { rows } = await database.query<{ id: string }>('select id from workspaces')
  const cells = hostileHtml.map((html, i) => ({
    id: `x-${i + 1}`,
    html,
    title: `</title><script>alert(${i})</script>`,
  }))
  const project = (await app.call('GET', `/api/projects/${id}`)).body
  const made = await app.call('POST', '/api/projects', {
    body: {
      name: 'Hostile',
      destination: 'wix/blog',
      datasetId: await insertDataset(database, rows[0]!.id, cells),
      connectionId: project.connection.id,
      templateId: await insertTemplate(database, rows[0]!.id, {
        fields: { title: '{{ row.title }}', slug: '{{ row.id }}', body: '<p>Before</p>{{ row.html }}' },
      }),
      options: project.options,
    },
  })
  expect(made.status, made.text).toBe(201)
  const happened: string[] = []
  page.on('dialog', (dialog) => {
    happened.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  context.on('page', (opened) => happened.push(`window: ${opened.url()}`))
  page.on('framenavigated', (frame) => {
    const isOurs = [`${app.url}/projects/${made.body.id}?tab=pages`, `${app.url}/nowhere`].some((ours) =>
      frame.url().startsWith(ours),
    )
    if (frame === page.mainFrame() && !isOurs) happened.push(`navigated: ${frame.url()}`)
  })
  // Of what a frame asks for, only what its policy lets out: sometimes Chromium announces the rest as requests too, and
  // says afterwards that the policy stopped them.
  const asked: Request[] = []
  context.on('request', (request) => {
    if (request.frame() !== page.mainFrame() && !request.url().startsWith('data:')) asked.push(request)
  })
  const letOut = (areImagesAllowed: boolean) =>
    asked
      .filter((request) => request.failure()?.errorText !== 'csp')
      .filter((request) => !(areImagesAllowed && request.resourceType() === 'image'))
      .map((request) => `request: ${request.url()}`)
  await context.addInitScript(
    `document.addEventListener('securitypolicyviolation', ({ blockedURI }) => (window.broken = (window.broken ?? []).concat(blockedURI)))`,
  )
  await page.goto(`${app.url}/projects/${made.body.id}?tab=pages`)
  // What the server makes of them, and then, as if it had made nothing of them, the frame alone, which may show
  // pictures from anywhere.
  for (const isRaw of [false, true]) {
    await page.unroute('**/api/projects/*/pages/*').catch(() => undefined)
    if (isRaw)
      await page.route('**/api/projects/*/pages/*', async (route) => {
        const answer = await route.fetch()
        const body = await answer.json()
        await route.fulfill({
          response: answer,
          json:
            typeof body.html === 'string'
              ? { ...body, html: `<p>Before</p>${hostileHtml.join('\n')}` }
              : body,
        })
      })
    for (const { id: row } of isRaw ? cells.slice(0, 1) : cells) {
      asked.splice(0)
      const address = `${app.url}/projects/${made.body.id}?tab=pages&row=${row}`
      // What the server said of it before is forgotten with the document.
      if (isRaw) await page.goto(address)
      else await openWithin(page, address)
      const frame = page.getByTitle(/^Preview of/)
      await frame.waitFor()
      expect(await frame.getAttribute('sandbox')).toBe('')
      await page.frameLocator('iframe').locator('p').first().waitFor()
      await page.waitForTimeout(isRaw ? 1000 : 50)
      await expect.poll(() => letOut(isRaw), { message: row }).toEqual([])
      expect(happened, row).toEqual([])
      expect(await page.evaluate('window.broken ?? []'), row).toEqual([])
    }
  }
})
