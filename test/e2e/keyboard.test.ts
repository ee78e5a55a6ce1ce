// From the link in the terminal to published pages by keyboard alone. Everything is come to by Tab and pressed by a key;
// on the way the focus is always on something, and always drawn.
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../helpers/app.ts'
import { startBrowser, type TestBrowser } from './browser.ts'

let app: TestApp
let browser: TestBrowser
/** What Tab came to without a mark that it had not before. */
const unmarked = new Set<string>()

beforeAll(async () => {
  app = await startTestApp({ listen: true, signedIn: false })
  browser = await startBrowser()
  await browser.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: app.url })
  await browser.page.addInitScript(watchFocus)
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

/**
 * In every document: how each control looks while it does not have the focus, so that it is known what the focus changes.
 * A text, so that no step between here and the browser can wrap it.
 */
const watchFocus = `(() => {
  const looks = new WeakMap()
  const parts = ['outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'borderColor', 'backgroundColor']
  const look = (element) =>
    [element, element.parentElement, element.nextElementSibling, element.closest('label, li, tr, .cm-editor')]
      .map((one) => one && parts.map((part) => getComputedStyle(one)[part]).join()).join('|')
  const note = () => {
    for (const one of document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]'))
      if (one !== document.activeElement) looks.set(one, look(one))
  }
  // Transitions take no time where no motion is wanted, and still a frame.
  const drawn = async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise((done) => requestAnimationFrame(done))
  }
  window.noteLooks = async () => {
    await drawn()
    note()
  }
  window.describeFocus = async () => {
    await drawn()
    const active = document.activeElement
    const isBody = active === document.body
    if (isBody) return { label: '', isBody, isMarked: false }
    const label = active.getAttribute('aria-label') ?? active.labels?.[0]?.textContent ?? active.textContent
    // A text that is written in has its cursor.
    const isMarked = () => active.isContentEditable || looks.get(active) !== look(active)
    for (let again = 0; again < 5 && !isMarked(); again++) await drawn()
    const found = { label: label.trim().replace(/\\s+/g, ' ').slice(0, 80), isBody, isMarked: isMarked() }
    note()
    return found
  }
})()`

interface Focus {
  label: string
  isBody: boolean
  isMarked: boolean
}

/** Presses Tab until this has the focus. Behind the last control comes the browser's own bar, once a round. */
async function tabTo(name: RegExp): Promise<void> {
  const { page } = browser
  await page.evaluate('noteLooks()')
  const passed: string[] = []
  for (let ends = 0; ends < 3; ) {
    await page.keyboard.press('Tab')
    const { label, isBody, isMarked } = await page.evaluate<Focus>('describeFocus()')
    passed.push(isBody ? '(end)' : label)
    if (isBody) ends += 1
    else if (!isMarked) unmarked.add(`${label} at ${new URL(page.url()).pathname}`)
    if (!isBody && name.test(label)) return
  }
  throw new Error(`Tab never came to ${name} at ${page.url()}, but to ${passed.join(' | ')}`)
}

/** Tabs there, presses Enter, and waits for what comes of it: then the focus is on something. */
async function press(name: RegExp, result: Locator): Promise<void> {
  await tabTo(name)
  await browser.page.keyboard.press('Enter')
  await shown(result)
}

async function shown(result: Locator): Promise<void> {
  await result.first().waitFor({ timeout: 90_000 })
  const hasFocus = async () => !(await browser.page.evaluate<Focus>('describeFocus()')).isBody
  await expect.poll(hasFocus, { message: `the focus at ${browser.page.url()}` }).toBe(true)
}

const rows = Array.from({ length: 6 }, (_, n) => `L-${n + 1}\tLighthouse ${n + 1}\t${20 + n}`)
const table = ['code\tname\theight', ...rows].join('\n')

test('an account is made and a site is connected', async () => {
  const { page } = browser
  const token = await app.program.accounts.setup.renewToken()
  await page.goto(`${app.url}/setup#token=${token}`)
  await shown(page.getByLabel('Your name'))
  await page.keyboard.type('Ada Lovelace')
  await tabTo(/^E-mail/)
  await page.keyboard.type('ada@example.com')
  await tabTo(/^Password/)
  await page.keyboard.type('violet kettle crosses seven')
  await page.keyboard.press('Enter')
  await shown(page.getByText('From a table to live pages'))
  await press(/^Connections$/, page.getByText('Connect your Wix site'))
  await press(/^Try on a practice site$/, page.getByRole('button', { name: 'Check now' }))
})

test('a table is pasted and becomes a project', async () => {
  const { page } = browser
  await press(/^Projects$/, page.getByText('From a table to live pages'))
  await press(/own table/, page.getByText('Drop a file here, or paste a table with Ctrl-V'))
  await page.evaluate((cells) => navigator.clipboard.writeText(cells), table)
  await page.keyboard.press('Control+V')
  await shown(page.getByTitle('Preview of Lighthouse 1'))
  await press(/^Make 6 pages/, page.getByRole('link', { name: 'Template', exact: true }))
})

test('its template is written in the visual editor and saved', async () => {
  const { page } = browser
  await press(/^Template$/, page.getByRole('button', { name: /^Body/ }))
  await press(/^Body/, page.locator('.ProseMirror'))
  await tabTo(/^Body\. Press/)
  // The last cell of the table, for which the toolbar then has more tools.
  const toTheEnd = async () => {
    await page.keyboard.press('Control+End')
    return page.getByRole('button', { name: 'Row below' }).isVisible()
  }
  await expect.poll(toTheEnd).toBe(true)
  await page.keyboard.type(' m without a mouse')
  const preview = page.frameLocator('iframe[title^="Preview of"]')
  await shown(preview.getByText('20 m without a mouse'))
  await page.keyboard.press('Control+S')
  await shown(page.getByRole('button', { name: /^Version 2/ }))
})

test('its pages are planned, published and opened', async () => {
  const { page, context } = browser
  // The cursor is in a cell, where Tab goes to the next one.
  await page.keyboard.press('Escape')
  await press(/^Pasted table$/, page.getByRole('link', { name: 'Plan', exact: true }))
  await press(/^Plan$/, page.getByRole('button', { name: 'Publish 6 pages to Practice site' }))
  await press(/^Publish 6 pages/, page.getByRole('heading', { name: 'Checked all 6 pages in Wix: 6 match.' }))
  await shown(page.getByRole('link', { name: /\/post\// }))
  await tabTo(/\/post\//)
  const [published] = await Promise.all([context.waitForEvent('page'), page.keyboard.press('Enter')])
  await published.getByText(/^2\d m without a mouse$/).waitFor({ timeout: 60_000 })
})

test('all that Tab came to was marked while it had the focus, and the browser had nothing to complain about', () => {
  expect([...unmarked]).toEqual([])
  expect(browser.complaints).toEqual([])
})
