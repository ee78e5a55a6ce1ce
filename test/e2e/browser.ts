// A real Chromium on the real program, for tests of the whole product.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type axe from 'axe-core'
import type { RunOptions } from 'axe-core'
import {
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type LaunchOptions,
  type Locator,
  type Page,
} from 'playwright-core'
import type { TestApp } from '../helpers/app.ts'
import { ensureChromium } from '../helpers/chromium.ts'

const axeScript = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export interface TestBrowser {
  context: BrowserContext
  page: Page
  /** Console errors, uncaught errors and violations of the content security policy since the start. */
  complaints: string[]
  close(): Promise<void>
}

/** Asks for no motion unless `options` do; they may also name the scale of pictures, a time zone, variables and arguments of its process. */
export async function startBrowser(
  options: BrowserContextOptions & Pick<LaunchOptions, 'args' | 'env'> = {},
): Promise<TestBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'seomatic-browser-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: ensureChromium(),
    viewport: { width: 1440, height: 900 },
    // Each step waits for what moves, and draws all of it.
    reducedMotion: 'reduce',
    ...options,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...(options.args ?? []),
    ],
  })
  const page = context.pages()[0] ?? (await context.newPage())
  page.setDefaultTimeout(60_000)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error')
      complaints.push(`console: ${message.text()} ${message.location().url} at ${page.url()}`)
  })
  return {
    context,
    page,
    complaints,
    async close() {
      await context.close()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}

/** From now on the browser is whoever this `Cookie` header names. */
export async function signInBrowser(
  { context }: TestBrowser,
  { cookie, url }: { cookie: string; url: string },
): Promise<void> {
  const [name = '', ...value] = cookie.split('=')
  await context.addCookies([{ name, value: value.join('='), url }])
}

/** The owner in a session of its own, since the server lets one session check credentials a few times a minute. */
export async function signInAnew(browser: TestBrowser, app: TestApp): Promise<void> {
  const { email, password } = app.owner
  const answer = await app.call('POST', '/api/session', { as: 'nobody', body: { email, password } })
  await browser.context.clearCookies()
  const cookie = String(answer.headers['set-cookie']).split(';')[0]!
  await signInBrowser(browser, { cookie, url: app.url })
}

/**
 * What axe finds against WCAG 2.2 AA on the page as it is, in words. It stays outside of the preview frame: that
 * one runs no script, which is the point of it. `rules`: those alone, by their ids.
 */
export async function axeFindings(page: Page, rules?: string[]): Promise<string[]> {
  // What is fading in or out has not the colours it was given. What turns for ever is not waited for.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((one) => one.playState !== 'running' || one.effect?.getComputedTiming().endTime === Infinity),
  )
  if (!(await page.evaluate(() => 'axe' in window))) await bringAxe(page)
  const options: RunOptions = {
    runOnly: rules
      ? { type: 'rule', values: rules }
      : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
    resultTypes: ['violations'],
    iframes: false,
    preload: false,
  }
  return page.evaluate(async (options) => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(
      { exclude: ['iframe'] },
      options,
    )
    return violations.map(
      ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target).join(', ')})`,
    )
  }, options)
}

/**
 * Once in each document, the short form, and past Playwright: what that wraps around it takes as long as axe needs to
 * begin, and to look.
 */
async function bringAxe(page: Page): Promise<void> {
  const browser = await page.context().newCDPSession(page)
  await browser.send('Runtime.evaluate', { expression: `${axeScript};0` })
  await browser.detach()
}

/**
 * Opens an address of the program within it, where the page has it loaded, as people do: to load it takes twice the
 * work, and is tried elsewhere. By way of an address that nothing is at, so that all of the screen is drawn anew.
 */
export async function openWithin(page: Page, address: string): Promise<void> {
  const { origin, pathname, search } = new URL(address)
  if (new URL(page.url()).origin !== origin) {
    await page.goto(address)
    return
  }
  // The router listens to what is pushed.
  const go = (path: string) => page.evaluate((path) => history.pushState({}, '', path), path)
  const nothing = page.getByText('Page not found')
  await go('/nowhere')
  await nothing.waitFor()
  if (pathname === '/nowhere') return
  await go(pathname + search)
  await nothing.waitFor({ state: 'detached' })
}

/** The button that makes a plan. It comes with the project; the tab of the same name is there before and makes none. */
export function planButton(page: Page): Locator {
  return page
    .getByRole('link', { name: 'Plan', exact: true })
    .and(page.locator('[href*="make=true"]'))
    .first()
}
