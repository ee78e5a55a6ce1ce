// Connecting a site in a real browser: what is sent when, what is said when it fails, by keyboard, without a trace of
// a secret. Wix is the simulator.
import type { Request } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { allPermissions, type Simulator, startSimulator } from '../../src/simulator/index.ts'
import { startTestApp, type TestApp } from '../helpers/app.ts'
import { axeFindings, openWithin, signInAnew, startBrowser, type TestBrowser } from './browser.ts'
import { answerTo, watchAsking } from './checks.ts'
import { traceOf } from './secret-traces.ts'

let app: TestApp
let browser: TestBrowser
let wix: Simulator
let site: { id: string; accountId: string }
/** Every check the page asked for, with the time. */
let checks: { at: number; body: Record<string, unknown> }[]
const consoleLines: string[] = []
const urls: string[] = []
const secrets: string[] = []

beforeAll(async () => {
  wix = await startSimulator({ ratePerMinute: 0 })
  app = await startTestApp({ listen: true, config: { wixApiUrl: wix.url } })
  browser = await startBrowser()
  await browser.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: app.url })
  const installedApps = ['blog', 'members', 'cms', 'stores'] as const
  site = wix.control.createSite({
    name: 'Acme Tiles',
    url: 'https://acmetiles.com',
    installedApps: [...installedApps],
  }).site
  const { page } = browser
  await browser.context.addInitScript(watchAsking)
  page.on('console', (message) => consoleLines.push(message.text()))
  page.on('request', (request: Request) => {
    urls.push(request.url(), request.headers()['referer'] ?? '')
    if (request.url().endsWith('/api/connections/check'))
      checks.push({ at: Date.now(), body: request.postDataJSON() })
  })
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
  await wix?.close()
})

beforeEach(async () => {
  checks = []
  wix.control.removeFaults()
  await signInAnew(browser, app)
})

/** A key of a fresh account entry; it is searched for afterwards. */
function newKey(given: Parameters<Simulator['control']['createKey']>[0] = {}): string {
  const { key } = wix.control.createKey(given)
  secrets.push(key)
  return key
}

const field = (label: string) => browser.page.getByLabel(label, { exact: true })
const button = (name: string) => browser.page.getByRole('button', { name, exact: true })
const problem = () => browser.page.locator('#connect-problem')
const ready = () => browser.page.getByRole('region', { name: 'Ready' })
const pause = (ms: number) => browser.page.waitForTimeout(ms)

async function open(tab: 'API key' | 'Wix app' = 'API key'): Promise<void> {
  const { page } = browser
  await openWithin(page, `${app.url}/connections?connect=true`)
  await field('API key').waitFor()
  if (tab === 'Wix app') await page.getByRole('tab', { name: tab }).click()
}

async function copy(text: string): Promise<void> {
  await browser.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`)
}

async function paste(label: string, text: string): Promise<void> {
  await field(label).focus()
  await copy(text)
  await browser.page.keyboard.press('Control+V')
}

/**
 * Answers the checks of the page from here: the second at once, the first when the returned function is called, which
 * resolves once it has come.
 */
async function answerLate(isFirstFine: boolean): Promise<() => Promise<void>> {
  const late = Promise.withResolvers<void>()
  const hasCome = Promise.withResolvers<void>()
  let turn = 0
  await browser.page.route('**/api/connections/check', async (route) => {
    const isFirst = turn++ === 0
    const { number } = route.request().postDataJSON() as { number: number }
    if (isFirst) await late.promise
    await route.fulfill({ json: answerTo(number, isFirst === isFirstFine, site.id) }).catch(() => undefined)
    if (isFirst) hasCome.resolve()
  })
  return async () => {
    late.resolve()
    await hasCome.promise
    // What it brings about takes a turn of the page.
    await pause(300)
  }
}

describe('when Wix is asked', () => {
  const waits = () => browser.page.evaluate<number[]>('window.waits')

  test('44 typed characters, 50 ms apart, beside a complete key cause one check, 700 ms after the last', async () => {
    await open()
    await paste('API key', newKey())
    await field('Site ID').focus()
    const { keyboard } = browser.page
    await keyboard.type('0000', { delay: 50 })
    for (let n = 0; n < 4; n += 1) await keyboard.press('Backspace', { delay: 50 })
    await keyboard.type(site.id, { delay: 50 })
    await ready().waitFor()
    await pause(900)
    expect(checks).toHaveLength(1)
    const waited = (await waits()).at(-1) ?? 0
    console.info(`check after the last of 44 keystrokes: ${Math.round(waited)} ms`)
    expect(waited).toBeGreaterThan(690)
    expect(waited).toBeLessThan(3500)
  })

  test('a paste causes one check at once, and an incomplete key none', async () => {
    await open()
    const key = newKey()
    await paste('Site ID', site.id)
    await paste('API key', key.slice(0, 90))
    await pause(1500)
    expect(checks).toHaveLength(0)
    await copy(key)
    await browser.page.keyboard.press('Control+V')
    await ready().waitFor()
    await pause(900)
    expect(checks).toHaveLength(1)
    const waited = (await waits()).at(-1) ?? 0
    console.info(`check after a paste: ${Math.round(waited)} ms`)
    // Far from the 700 ms after a key, and from 100 ms on a machine five times slower.
    expect(waited).toBeLessThan(500)
    expect(checks[0]!.body).toMatchObject({ apiKey: key, siteId: site.id })
  })

  test.each([
    ['valid', 'invalid', true],
    ['invalid', 'valid', false],
  ])('a stale "%s" after a newer "%s" changes nothing', async (_old, _new, isFirstFine) => {
    const { page } = browser
    await open()
    // As if the abort had come too late: the older answer does arrive.
    await page.evaluate('AbortController.prototype.abort = () => undefined')
    const letFirstCome = await answerLate(isFirstFine)
    await paste('Site ID', site.id)
    await paste('API key', newKey())
    await expect.poll(() => checks.length).toBe(1)
    await paste('API key', newKey())
    const final = isFirstFine ? problem() : ready()
    await final.waitFor()
    await letFirstCome()
    expect(checks).toHaveLength(2)
    expect(await final.isVisible()).toBe(true)
    expect(await (isFirstFine ? ready() : problem()).count()).toBe(0)
    await page.unroute('**/api/connections/check')
    // What aborts nothing goes with the document.
    await page.reload()
  })
})

describe('what was pasted decides', () => {
  test('a key and a Site ID in the fields of an app end connected as an API key', async () => {
    await open('Wix app')
    const key = newKey()
    await paste('App Secret', `Authorization: Bearer ${key}`)
    await paste('Instance ID', `https://manage.wix.com/dashboard/${site.id}/home`)
    await ready().waitFor()
    const { page } = browser
    expect(await page.getByRole('tab', { name: 'API key' }).getAttribute('aria-selected')).toBe('true')
    expect(await field('API key').inputValue()).toBe(key)
    expect(await field('Site ID').inputValue()).toBe(site.id)
    await page.getByText('Moved here from App Secret: this is the API key.').waitFor()
    expect(await axeFindings(page)).toEqual([])
  })

  test('the three of an app are checked as an app', async () => {
    await open('Wix app')
    const made = wix.control.createApp({ instances: [{ siteId: site.id }] })
    secrets.push(made.secret)
    await paste('App ID', made.appId)
    await paste('App Secret', made.secret)
    await paste('Instance ID', made.instances[0]!.instanceId)
    await ready().waitFor()
    await ready().getByText('Acme Tiles').waitFor()
  })
})

describe('what is said when it fails', () => {
  /** Pastes a key and the id of a site, and returns the words of the answer. */
  async function failureOf(key: string, siteId = site.id): Promise<string> {
    await open()
    await paste('API key', key)
    await paste('Site ID', siteId)
    await problem().waitFor({ timeout: 60_000 })
    return (await problem().textContent()) ?? ''
  }
  const withSwitch = async (switches: object, work: () => Promise<void>) => {
    const before = { ...wix.control.sites().find(({ id }) => id === site.id)!.switches }
    wix.control.changeSettings({ switches })
    wix.control.changeSite({ id: site.id, switches })
    try {
      await work()
    } finally {
      wix.control.changeSettings({ switches: before })
      wix.control.changeSite({ id: site.id, switches: before })
    }
  }

  test('an invalid key, where Wix says so', async () => {
    await withSwitch({ swap401and403: true }, async () => {
      const words = await failureOf(newKey({ revoked: true }))
      expect(words).toContain('Invalid API key')
      expect(words).toContain('Open API Keys Manager')
      expect(words).toContain('WIX-CRED')
      expect(await field('API key').getAttribute('aria-invalid')).toBe('true')
      const described = (await field('API key').getAttribute('aria-describedby'))!.split(' ')
      expect(described).toContain('connect-problem')
      expect(await button('Save without checking').count()).toBe(0)
      expect(await axeFindings(browser.page)).toEqual([])
    })
  })

  test('key or site, where Wix does not say which', async () => {
    const words = await failureOf(newKey({ revoked: true }))
    expect(words).toContain('Invalid API key, or the Site ID does not match')
    expect(words).toContain('WIX-KEY-OR-SITE')
    expect(await browser.page.getByRole('region', { name: 'Permissions' }).count()).toBe(0)
  })

  test('another site, with those that the key can open', async () => {
    const other = wix.control.createSite({ accountId: 'b0000000-0000-4000-8000-000000000002' }).site
    await open()
    await button('Add the Account ID (optional)').click()
    await paste('Account ID', site.accountId)
    await paste('API key', newKey())
    await paste('Site ID', other.id)
    await problem().waitFor()
    expect(await problem().textContent()).toContain('Access denied or Site ID does not match')
    expect(await axeFindings(browser.page)).toEqual([])
    await button('Use Acme Tiles').click()
    await ready().getByText('Acme Tiles').waitFor()
  })

  test('a wrong App Secret', async () => {
    await open('Wix app')
    const made = wix.control.createApp({ instances: [{ siteId: site.id }] })
    await paste('App ID', made.appId)
    await paste('App Secret', 'f'.repeat(48))
    await paste('Instance ID', made.instances[0]!.instanceId)
    await problem().waitFor()
    expect(await problem().textContent()).toContain('Invalid App ID or App Secret')
  })

  test('missing permissions by name, checked again by itself once they are there', async () => {
    const key = newKey({
      permissions: allPermissions.filter((name) => !/^Manage (Blog|Ricos Document)$/.test(name)),
    })
    const words = await failureOf(key)
    await browser.page.evaluate(watchLiveRegion)
    expect(words).toContain('Insufficient permissions')
    expect(words).toContain('Manage Blog')
    expect(words).toMatch(/Trying again in \d+ s/)
    const missing = browser.page.getByRole('list', { name: 'Missing' })
    expect(await missing.textContent()).toContain('Nothing can be published to the blog.')
    expect(await missing.locator('li').count()).toBe(2)
    expect(await axeFindings(browser.page)).toEqual([])
    wix.control.changeKey({ key, permissions: ['*'] })
    await problem().waitFor({ state: 'detached', timeout: 60_000 })
    await ready().waitFor()
    await pause(1600)
    const said = await browser.page.evaluate<{ at: number; text: string }[]>('window.said')
    expect(said.at(-1)?.text).toContain('Wix accepts them for Acme Tiles')
    for (const [n, { at, text }] of said.entries()) {
      expect(text).not.toBe('')
      expect(at - (said[n - 1]?.at ?? Number.NEGATIVE_INFINITY)).toBeGreaterThan(1400)
    }
  })

  test('no answer: what was reached, a countdown, Try now and Save without checking', async () => {
    wix.control.addFault({ route: '*', kind: 'hang' })
    const words = await failureOf(newKey())
    expect(words).toContain('Connection timed out')
    expect(words).toMatch(/DNS ok, \d+ ms\s*TCP ok, \d+ ms\s*TLS not tried\s*Answer none/)
    expect(words).toMatch(/Trying again in \d+ s \(1 of 5\)/)
    expect(await button('Save without checking').isVisible()).toBe(true)
    expect(await axeFindings(browser.page)).toEqual([])
    wix.control.removeFaults()
    await button('Try now').click()
    await ready().waitFor()
  })

  test('too many calls, and an outage of Wix', async () => {
    wix.control.addFault({ route: '*', kind: 'throttle-before', retryAfter: 'seconds' })
    expect(await failureOf(newKey())).toContain('Wix asked us to wait')
    wix.control.removeFaults()
    wix.control.addFault({ route: '*', kind: 'status-before', status: 503 })
    expect(await failureOf(newKey())).toContain('Wix is having problems')
    expect(await button('Save without checking').count()).toBe(0)
  })

  test('no app of Wix to publish to', async () => {
    const bare = wix.control.createSite({ name: 'Bare', installedApps: [] }).site
    const words = await failureOf(newKey(), bare.id)
    expect(words).toContain('not installed on this site')
    expect(words).toContain('WIX-APP')
  })
})

/** Collects what the one live region of the dialog says, and when. Runs in the page. */
const watchLiveRegion = `(() => {
  window.said = []
  const [region, ...others] = document.querySelectorAll('[role=dialog] [aria-live]')
  if (others.length > 0) throw new Error('more than one live region')
  new MutationObserver(() => window.said.push({ at: Date.now(), text: region.textContent })).observe(region, {
    childList: true, characterData: true, subtree: true,
  })
})()`

/** What is focused, by the name a person would give it, and whether that can be seen. Runs in the page. */
const describeFocus = `(() => {
  const active = document.activeElement
  const style = getComputedStyle(active)
  const label = active.getAttribute('aria-label') ?? active.labels?.[0]?.textContent ?? active.textContent
  const isMarked = style.outlineStyle !== 'none' || style.boxShadow !== 'none'
  return { label, isSeen: active !== document.body && isMarked }
})()`

test('by keyboard alone: from the warning in the header to a green status, with the focus always seen', async () => {
  const { page } = browser
  const key = newKey()
  const seen: string[] = []
  const focused = () =>
    page.evaluate<string>('document.activeElement.id || document.activeElement.textContent')
  const tabTo = async (name: RegExp) => {
    for (let n = 0; n < 60; n += 1) {
      await page.keyboard.press('Tab')
      const { label, isSeen } = await page.evaluate<{ label: string; isSeen: boolean }>(describeFocus)
      if (!isSeen) seen.push(`no visible focus on "${label}"`)
      if (name.test(label.trim())) return
    }
    throw new Error(`Tab never came to ${name}`)
  }
  await page.goto(`${app.url}/projects`)
  await page.getByRole('link', { name: 'Missing connection' }).waitFor()
  await tabTo(/^Missing connection$/)
  await page.keyboard.press('Enter')
  await page.getByText('Connect your Wix site').waitFor()
  await tabTo(/^Connect Wix$/)
  await page.keyboard.press('Enter')
  await field('API key').waitFor()
  await expect.poll(focused).toBe('credential-apiKey')
  await page.keyboard.press('Escape')
  await field('API key').waitFor({ state: 'detached' })
  await expect.poll(focused).toBe('Connect Wix')
  await page.keyboard.press('Enter')
  await expect.poll(focused).toBe('credential-apiKey')
  // Enter with nothing there names what is missing.
  await page.keyboard.press('Enter')
  await page.getByText('Paste the API key.').waitFor()
  await copy(key)
  await page.keyboard.press('Control+V')
  await tabTo(/^Site ID$/)
  await copy(site.id)
  const pastedAt = Date.now()
  await page.keyboard.press('Control+V')
  await ready().waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('Active', { exact: true }).waitFor()
  console.info(`from the last paste to a green status: ${Date.now() - pastedAt} ms`)
  await page.getByRole('link', { name: 'Missing connection' }).waitFor({ state: 'detached' })
  await expect.poll(focused).toBe('Acme Tiles')
  expect(seen).toEqual([])
})

describe('the list', () => {
  test('shows what Wix reports, what the connection can do, and is clean for axe in light and dark', async () => {
    const { page } = browser
    await page.goto(`${app.url}/connections`)
    const card = page.getByRole('listitem').filter({ hasText: 'acmetiles.com' })
    await card.getByRole('heading', { name: 'Acme Tiles' }).waitFor()
    await card.getByText('Wix Stores, catalog V3').waitFor()
    await card.getByRole('button', { name: /What this connection can do/ }).click()
    await card.getByRole('row', { name: /Read Tags.*Granted/ }).waitFor()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor()
      await pause(200)
      expect(await axeFindings(page), colorScheme).toEqual([])
    }
    await page.emulateMedia({ colorScheme: 'light' })
  })

  test('replaces credentials, and turns the warning into the name of the problem', async () => {
    const { page } = browser
    const key = newKey()
    await page.goto(`${app.url}/connections`)
    await button('More for Acme Tiles').click()
    await page.getByRole('menuitem', { name: 'Replace credentials' }).click()
    expect(await field('Site ID').inputValue()).toBe(site.id)
    await paste('API key', key)
    await ready().waitFor()
    await button('Replace').click()
    await page.getByText(`…${key.slice(-4)}`).waitFor()
    wix.control.changeKey({ key, revoked: true })
    await button('Check now').click()
    await page.getByText('Needs attention').waitFor()
    await page.getByRole('link', { name: /Invalid API key/ }).waitFor()
    expect(await axeFindings(page)).toEqual([])
  })

  test('says what disconnecting stops, and does it', async () => {
    const { page } = browser
    await page.goto(`${app.url}/connections`)
    await button('More for Acme Tiles').click()
    await page.getByRole('menuitem', { name: 'Disconnect' }).click()
    await page.getByText('Nothing is removed from Wix').waitFor()
    await button('Disconnect Acme Tiles').click()
    await page.getByText('Connect your Wix site').waitFor()
    await page.getByRole('link', { name: 'Missing connection' }).waitFor()
  })
})

test('from the opened dialog to a green status with two texts and one press', async () => {
  await open()
  const key = newKey()
  await paste('API key', key)
  await paste('Site ID', `https://manage.wix.com/dashboard/${site.id}/home`)
  await button('Connect').click()
  await browser.page.getByText('Active', { exact: true }).waitFor()
})

test('the dialog fits a phone', async () => {
  const { page } = browser
  await page.setViewportSize({ width: 390, height: 844 })
  await open()
  expect(
    await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth'),
  ).toBeLessThanOrEqual(0)
  expect(await axeFindings(page)).toEqual([])
  await page.setViewportSize({ width: 1440, height: 900 })
})

test('no secret is left in an address, in storage, in an attribute of the page or in the console', async () => {
  const { page } = browser
  await open()
  await paste('API key', newKey())
  await paste('Site ID', site.id)
  await ready().waitFor()
  await field('API key').focus()
  await button('Show the key').click()
  const left = await page.evaluate<Record<string, string>>(`(async () => ({
    html: document.documentElement.outerHTML,
    address: location.href + JSON.stringify(history.state),
    local: JSON.stringify({ ...localStorage }),
    session: JSON.stringify({ ...sessionStorage }),
    databases: JSON.stringify(await indexedDB.databases()),
    caches: JSON.stringify(await caches.keys()),
    cookies: document.cookie,
  }))()`)
  const places = { ...left, console: consoleLines.join('\n'), urls: urls.join('\n') }
  expect(secrets.length).toBeGreaterThan(10)
  expect(left['databases']).toBe('[]')
  expect(traceOf(secrets, places)).toEqual([])
  // The search itself finds what is there.
  expect(traceOf(['IST.abc/def'], { url: `?k=${encodeURIComponent('IST.abc/def')}` })).toHaveLength(1)
})
