// The screens of projects in their states, as people come to them who see little, use no mouse, hold a phone, enlarge what they read,
// choose their own colours, or read from right to left. One load each; what holds for all stands in one place.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signInBrowser, startBrowser, type TestBrowser } from './browser.ts'
import { faultsOf, rareFaultsOf, usual } from './every-screen/conditions.ts'
import { type Furnished, furnish } from './every-screen/furnish.ts'
import { open, type Screen, screens } from './every-screen/screens.ts'

let world: Furnished
let browser: TestBrowser

beforeAll(async () => {
  world = await furnish()
  browser = await startBrowser()
  await signInBrowser(browser, world.app)
  await browser.page.emulateMedia(usual)
})
afterAll(async () => {
  await browser?.close()
  await world?.close()
})

const oneOfEachKind = ['projects', 'overview', 'pages', 'page', 'plan-update', 'schedule']

describe('a screen of projects can be used by everybody', () => {
  test.each(screens)('$name', async (screen: Screen) => {
    const { page } = browser
    await open(page, world.app.url, world.ids, screen)
    const faults = await faultsOf(page)
    if (oneOfEachKind.includes(screen.name)) faults.push(...(await rareFaultsOf(page)))
    expect(faults).toEqual([])
  })
})
