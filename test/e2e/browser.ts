// A real Chromium on the real program, for tests of the whole product.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import {
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type LaunchOptions,
  type Locator,
  type Page,
} from 'playwright-core'
import { ensureChromium } from '../helpers/chromium.ts'

export interface TestBrowser {
  context: BrowserContext
  page: Page
  /** Console errors, uncaught errors and violations of the content security policy since the start. */
  complaints: string[]
  close(): Promise<void>
}

/** @param options the scale of pictures, a time zone, variables of its process */
export async function startBrowser(
  options: BrowserContextOptions & Pick<LaunchOptions, 'env'> = {},
): Promise<TestBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'seomatic-browser-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: ensureChromium(),
    viewport: { width: 1440, height: 900 },
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

/**
 * What axe finds against WCAG 2.2 AA on the page as it is, in words. It stays outside of the preview frame: that
 * one runs no script, which is the point of it. `rules`: those alone, by their ids.
 */
export async function axeFindings(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).exclude('iframe')
  const { violations } = await (rules
    ? axe.withRules(rules)
    : axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
  ).analyze()
  return violations.map(
    (violation) =>
      `${violation.id}: ${violation.help} (${violation.nodes.map((node) => node.target).join(', ')})`,
  )
}

/** The button that makes a plan. It comes with the project; the tab of the same name is there before and makes none. */
export function planButton(page: Page): Locator {
  return page
    .getByRole('link', { name: 'Plan', exact: true })
    .and(page.locator('[href*="make=true"]'))
    .first()
}
