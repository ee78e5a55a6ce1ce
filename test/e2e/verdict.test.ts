// A .env pasted into the dialog: what comes of it is in view without scrolling, whatever the size of the window. Before,
// the installation with nothing in it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../../src/simulator/index.ts'
import { startTestApp, type TestApp } from '../helpers/app.ts'
import { axeFindings, openWithin, signInAnew, startBrowser, type TestBrowser } from './browser.ts'

let app: TestApp
let browser: TestBrowser
let wix: Simulator
let siteId = ''

beforeAll(async () => {
  wix = await startSimulator({ ratePerMinute: 0 })
  siteId = wix.control.createSite({ name: 'Acme Tiles', installedApps: ['blog', 'members'] }).site.id
  app = await startTestApp({ listen: true, config: { wixApiUrl: wix.url } })
  browser = await startBrowser()
  await browser.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: app.url })
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
  await wix?.close()
})

test('every state with nothing in it has one way on that stands out', async () => {
  const { page } = browser
  await signInAnew(browser, app)
  for (const path of [
    '/data',
    '/templates',
    '/connections',
    '/runs',
    '/notices',
    '/help?search=zzzz',
    '/settings?tab=limits',
    '/settings?tab=notices',
    '/nowhere',
  ]) {
    await openWithin(page, app.url + path)
    const empty = page.locator('[data-empty]')
    await expect.poll(() => empty.count(), { message: path }).toBeGreaterThan(0)
    for (const state of await empty.all()) {
      // As Mantine marks a button: one without a variant is filled.
      const filled = state.locator('.mantine-Button-root:not([data-variant]), [data-variant=filled]')
      expect(await filled.count(), path).toBe(1)
      expect(await state.getByRole('heading').count(), path).toBe(1)
    }
  }
  expect(await axeFindings(page)).toEqual([])
})

async function pasteEnv(key: string): Promise<void> {
  const { page } = browser
  await openWithin(page, `${app.url}/connections?connect=true`)
  await page.getByLabel('Site ID', { exact: true }).focus()
  const text = `WIX_API_KEY=${key}\nWIX_SITE_ID=${siteId}\n`
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`)
  await page.keyboard.press('Control+V')
}

test.each([
  [1440, 900],
  [1280, 600],
  [390, 700],
])('%i by %i', async (width, height) => {
  const { page } = browser
  await page.setViewportSize({ width, height })
  await signInAnew(browser, app)
  const few = ['Read Members', 'Read site, business, and email details']
  const wrong = `IST.${'x'.repeat(60)}.${'y'.repeat(60)}.${'z'.repeat(60)}`
  for (const [key, words] of [
    [wix.control.createKey().key, /^Ready for Acme Tiles: \d+ of \d+ permissions granted/],
    [wix.control.createKey({ permissions: few }).key, /^Not connected yet: Insufficient permissions/],
    [wrong, /^Not connected yet: Invalid API key/],
  ] as const) {
    await pasteEnv(key)
    const verdict = page.getByText(words)
    await verdict.waitFor({ timeout: 15_000 })
    const box = (await verdict.boundingBox())!
    expect(box.y, String(words)).toBeGreaterThan(0)
    expect(box.y + box.height, String(words)).toBeLessThanOrEqual(height)
    const isUncovered = await verdict.evaluate((node) => {
      const { left, top, width: wide, height: high } = node.getBoundingClientRect()
      const above = document.elementFromPoint(left + wide / 2, top + high / 2)
      return above !== null && (node.contains(above) || above.contains(node))
    })
    expect(isUncovered, String(words)).toBe(true)
  }
  expect(await axeFindings(page)).toEqual([])
})
