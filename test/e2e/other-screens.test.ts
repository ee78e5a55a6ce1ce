// The screens outside of projects, the dialogs of all, and what somebody sees who is not signed in.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signIn, startTestApp, type TestApp } from '../helpers/app.ts'
import { axeFindings, signInBrowser, startBrowser, type TestBrowser } from './browser.ts'
import {
  faultsOf,
  layoutFaults,
  named,
  phone,
  rareFaultsOf,
  show,
  usual,
  wide,
} from './every-screen/conditions.ts'
import { furnishAll } from './every-screen/furnish-rest.ts'
import { smallTargets } from './every-screen/layout-faults.ts'
import { type Dialog, dialogs, emptyScreens, otherScreens } from './every-screen/other-screens.ts'
import { at, open, type Screen } from './every-screen/screens.ts'

let world: Awaited<ReturnType<typeof furnishAll>>
let browser: TestBrowser

beforeAll(async () => {
  world = await furnishAll()
  browser = await startBrowser()
  await signInBrowser(browser, world.app)
  await browser.page.emulateMedia(usual)
})
afterAll(async () => {
  await browser?.close()
  await world?.close()
})

const heading = (name: string) => (page: Page) => page.getByRole('heading', { name }).waitFor()

const oneOfEachKind = ['row', 'template-visual', 'run', 'settings-notices', 'help']

describe('a screen outside of projects can be used by everybody', () => {
  test.each(otherScreens)('$name', async (screen) => {
    const { page } = browser
    await open(page, world.app.url, world.ids, screen)
    const faults = await faultsOf(page)
    if (oneOfEachKind.includes(screen.name)) faults.push(...(await rareFaultsOf(page)))
    expect(faults).toEqual([])
  })
})

/** By keyboard; resolves with the button that the focus comes back to. */
async function openDialog(page: Page, dialog: Dialog) {
  await open(page, world.app.url, world.ids, dialog)
  const isExact = typeof dialog.opener === 'string'
  const opener = page.getByRole('button', { name: dialog.opener, exact: isExact }).first()
  await opener.focus()
  await page.keyboard.press('Enter')
  if (dialog.entry !== undefined) {
    const entry = page.getByRole('menuitem', { name: dialog.entry })
    await entry.waitFor()
    await entry.press('Enter')
  }
  const box = page.getByRole('dialog', { name: dialog.title })
  await box.waitFor()
  return { opener, box }
}

describe('a dialog takes the focus, keeps it, and gives it back', () => {
  test.each(dialogs)('$name', async (dialog) => {
    const { page } = browser
    const { opener, box } = await openDialog(page, dialog)
    const holdsFocus = () => box.evaluate((element) => element.contains(document.activeElement))
    await expect.poll(holdsFocus).toBe(true)
    for (const key of ['Tab', 'Shift+Tab'])
      for (let step = 0; step < 12; step++) {
        await page.keyboard.press(key)
        expect(await holdsFocus(), `after ${step + 1} times ${key}`).toBe(true)
      }
    expect(await box.getAttribute('aria-modal')).toBe('true')
    const faults = [...(await axeFindings(page)), ...(await layoutFaults(page))]
    await show(page, phone)
    faults.push(...named('320 px', [...(await layoutFaults(page)), ...(await smallTargets(page))]))
    await show(page, wide)
    expect(faults).toEqual([])
    await page.keyboard.press('Escape')
    await box.waitFor({ state: 'detached' })
    await expect.poll(() => opener.evaluate((element) => element === document.activeElement)).toBe(true)
  })
})

describe('who is new can use what there is to see', () => {
  let app: TestApp
  let token: string | null

  beforeAll(async () => {
    app = await startTestApp({ listen: true, signedIn: false })
    token = await app.program.accounts.setup.renewToken()
    await browser.context.clearCookies()
  })
  afterAll(() => app?.close())

  const faultsAt = async (screen: Screen<void>) => {
    await open(browser.page, app.url, undefined, screen)
    return faultsOf(browser.page)
  }

  test.each([
    { name: 'setup', path: () => `/setup#token=${token}`, prepare: heading('Make this installation yours') },
    {
      name: 'setup without its link',
      path: at('/setup'),
      prepare: heading('Open the link from the terminal'),
    },
  ])('$name', async (screen) => {
    expect(await faultsAt(screen)).toEqual([])
  })

  test.each(emptyScreens)('$name', async (screen) => {
    if (app.cookie === '') {
      await signIn(app)
      await signInBrowser(browser, app)
    }
    expect(await faultsAt(screen)).toEqual([])
  })

  test.each([
    { name: 'setup that is done', path: at('/setup'), prepare: heading('Setup is done') },
    { name: 'login', path: at('/login'), prepare: heading('Log in') },
  ])('$name', async (screen) => {
    await browser.context.clearCookies()
    expect(await faultsAt(screen)).toEqual([])
  })
})
