// What is asked of every screen, and in which light and size it is asked.
import type { Page } from 'playwright-core'
import { axeFindings } from '../browser.ts'
import {
  cutText,
  focusFaults,
  motion,
  overlaps,
  saidByColourAlone,
  sidewaysScroll,
  smallTargets,
  unreachable,
} from './layout-faults.ts'

export const wide = { width: 1440, height: 900 }
export const phone = { width: 320, height: 640 }
/** A screen of 1280 by 1024 px at 400 % has so much room. */
const at400 = { width: 320, height: 256 }
/** A screen of 1440 by 900 px at 200 %. Text is not enlarged alone: its sizes are px, which grow with all the rest. */
const at200 = { width: 720, height: 450 }
export const usual = { reducedMotion: 'reduce', colorScheme: 'light', forcedColors: 'none' } as const

export type Fault = string
export const named = (where: string, faults: Fault[]) => faults.map((fault) => `${where}: ${fault}`)

export async function show(page: Page, size: { width: number; height: number }): Promise<void> {
  await page.setViewportSize(size)
  // Lists measure themselves anew.
  await drawn(page)
}

/** Transitions take no time where no motion is wanted, and still a frame: until then colours are half old, half new. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise((done) => requestAnimationFrame(done))
  })
}

/** Everything that does not depend on what the eye is told by colour. */
export async function layoutFaults(page: Page): Promise<Fault[]> {
  return [
    ...(await sidewaysScroll(page)),
    ...(await unreachable(page)),
    ...(await cutText(page)),
    ...(await overlaps(page)),
  ]
}

/**
 * Light and dark differ in colours alone, so contrast is what is asked again. It stays as the second of them left it: to
 * change takes half as long as a look, and the next screen may as well begin there.
 */
export async function lightAndDark(page: Page): Promise<Fault[]> {
  const first = await schemeOf(page)
  const second = first === 'light' ? 'dark' : 'light'
  const faults = named(first, await axeFindings(page))
  await page.emulateMedia({ colorScheme: second })
  await page.locator(`html[data-mantine-color-scheme=${second}]`).waitFor()
  await drawn(page)
  return [...faults, ...named(second, await axeFindings(page, ['color-contrast']))]
}

const schemeOf = (page: Page) =>
  page.evaluate(() => (document.documentElement.dataset['mantineColorScheme'] === 'dark' ? 'dark' : 'light'))

async function ownColours(page: Page): Promise<Fault[]> {
  await page.emulateMedia({ forcedColors: 'active' })
  await drawn(page)
  const faults = [...(await saidByColourAlone(page)), ...(await focusFaults(page))]
  await page.emulateMedia({ forcedColors: 'none' })
  return named('own colours', faults)
}

async function fromRightToLeft(page: Page): Promise<Fault[]> {
  await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'))
  const faults = await layoutFaults(page)
  await page.evaluate(() => document.documentElement.setAttribute('dir', 'ltr'))
  return named('right to left', faults)
}

/** What every screen is asked, in one load of it. */
export async function faultsOf(page: Page): Promise<Fault[]> {
  const faults = [
    ...(await motion(page)),
    ...(await layoutFaults(page)),
    ...(await smallTargets(page)),
    ...(await lightAndDark(page)),
    ...(await focusFaults(page)),
  ]
  await show(page, phone)
  faults.push(...named('320 px', [...(await layoutFaults(page)), ...(await smallTargets(page))]))
  await show(page, wide)
  return faults
}

/** What differs by the frame more than by the screen; asked of one of each kind. */
export async function rareFaultsOf(page: Page): Promise<Fault[]> {
  const faults = [...(await ownColours(page)), ...(await fromRightToLeft(page))]
  await show(page, at200)
  faults.push(...named('200 %', await layoutFaults(page)))
  await show(page, phone)
  faults.push(...named('320 px', await focusFaults(page)))
  await show(page, at400)
  faults.push(...named('400 %', [...(await unreachable(page)), ...(await focusFaults(page))]))
  await show(page, wide)
  return faults
}
