// Screens of projects and the states they can be in: where each is, and how it comes to be so.
import type { Page } from 'playwright-core'
import { openWithin } from '../browser.ts'
import type { Ids } from './furnish.ts'

/** `I`: the ids that addresses name. */
export interface Screen<I = Ids> {
  /** Of use as the name of a file. */
  name: string
  path(ids: I): string
  /** Opened by a load, since first-load.test.ts has no address of its kind. */
  isLoaded?: true
  /** Brings the loaded screen to its state, and waits until it is there. */
  prepare?(page: Page): Promise<unknown>
}

const project =
  (rest = '') =>
  (ids: Ids) =>
    `/projects/${ids.project}${rest}`
const fresh =
  (rest = '') =>
  (ids: Ids) =>
    `/projects/${ids.fresh}${rest}`
export const at = (path: string) => () => path

export const sees = (text: string | RegExp) => (page: Page) =>
  page.locator('#main').getByText(text).first().waitFor()
export const hasPanel = (page: Page) => page.getByRole('button', { name: 'Close panel' }).waitFor()
export const hasPage = (page: Page) => page.getByTitle(/Preview of/).waitFor()

/** What an owner sees who has used it for a while. */
export const screens: Screen[] = [
  { name: 'projects', path: at('/projects') },
  { name: 'start', path: at('/start') },
  { name: 'overview', path: project(), prepare: sees('Checks by rule') },
  { name: 'overview-fresh', path: fresh() },
  { name: 'pages', path: project('?tab=pages'), prepare: sees('Published') },
  { name: 'pages-no-match', path: project('?tab=pages&search=nothing%20has%20this') },
  { name: 'page', path: project('?tab=pages&row=P-1'), isLoaded: true, prepare: hasPage },
  { name: 'page-problems', path: project('?tab=pages&row=P-3&view=problems'), prepare: hasPanel },
  { name: 'page-left-out', path: project('?tab=pages&row=P-1&view=left-out'), prepare: hasPanel },
  { name: 'page-request', path: project('?tab=pages&row=P-1&view=request'), prepare: hasPanel },
  { name: 'plan', path: project('?tab=plan'), prepare: sees(/Publish \d+ pages/) },
  { name: 'plan-conflicts', path: project('?tab=plan&action=conflict'), prepare: openFirstRow },
  { name: 'plan-update', path: project('?tab=plan&action=update'), prepare: openFirstRow },
  { name: 'plan-empty', path: fresh('?tab=plan') },
  { name: 'schedule-none', path: fresh('?tab=schedule'), prepare: sees('10') },
  {
    name: 'schedule-new',
    path: fresh('?tab=schedule'),
    prepare: async (page) => {
      await page.getByRole('button', { name: '10 a day' }).click()
      await page.getByRole('button', { name: 'Start the schedule' }).waitFor()
    },
  },
  {
    name: 'schedule',
    path: ({ scheduled }) => `/projects/${scheduled}?tab=schedule`,
    prepare: (page) => page.getByRole('grid').waitFor(),
  },
]

async function openFirstRow(page: Page): Promise<void> {
  await page.locator('#main tbody button').first().click()
  await hasPanel(page)
}

/** Who has which origin open in a page. */
const opened = new WeakMap<Page, string>()

/** Resolves once all of a screen is there. Who is not signed in, or somebody else, comes to it by a load, too. */
export async function open<I>(page: Page, origin: string, ids: I, screen: Screen<I>): Promise<void> {
  const cookies = await page.context().cookies(origin)
  const who = origin + cookies.map(({ value }) => value).join()
  const address = origin + screen.path(ids)
  const isHere = cookies.length > 0 && opened.get(page) === who
  if (isHere && !screen.isLoaded) await openWithin(page, address)
  else await page.goto(address)
  opened.set(page, who)
  await settled(page)
  await screen.prepare?.(page)
  await settled(page)
}

/** Headings and fonts are there, and nothing is loading. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('heading').first().waitFor()
  await page.waitForFunction(() => document.querySelector('[role=status][aria-label=Loading]') === null)
  await page.evaluate(async () => {
    await document.fonts.ready
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  })
}
