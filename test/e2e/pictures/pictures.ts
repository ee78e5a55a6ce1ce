// Every picture of the README and of docs/: what it shows, how large, light or dark, and how the dashboard is brought
// there. The test walks this list as `npm run pictures` does, so a picture whose screen cannot be reached is told.
import type { Locator, Page } from 'playwright-core'
import { openWithin } from '../browser.ts'
import { pasteTable } from './first-run.ts'
import type { Stage, Story } from './story.ts'

export interface Picture {
  /** Of its file in docs/screenshots, without the ending. */
  name: string
  width: number
  height: number
  theme: 'light' | 'dark'
  /** Leaves the screen as it is to be shown. */
  reach(view: View): Promise<void>
}

export interface View {
  page: Page
  story: Story
  /** Opens an address of the dashboard. */
  open(path: string): Promise<void>
}

const wide = { width: 1440, height: 900, theme: 'light' } as const
const phone = { width: 390, height: 844 } as const

async function overview({ page, story, open }: View): Promise<void> {
  await open(`/projects/${story.projectId}`)
  await page.getByRole('heading', { name: 'Last run' }).waitFor()
  await page.locator('figure canvas').first().waitFor()
}

const project =
  (tab: string) =>
  ({ story, open }: View) =>
    open(`/projects/${story.projectId}?tab=${tab}`)

/** A list that is worth a picture has rows. */
const firstRow = (page: Page): Locator => page.locator('tbody tr[data-index]').first()

export const pictures: readonly Picture[] = [
  { name: 'overview-light', ...wide, reach: overview },
  { name: 'overview-dark', ...wide, theme: 'dark', reach: overview },
  { name: 'overview-phone', ...phone, theme: 'light', reach: overview },
  {
    name: 'dataset',
    ...wide,
    async reach({ page, story, open }) {
      await open(`/data/${story.datasetId}`)
      await page.getByRole('button', { name: 'oriental-beauty' }).click()
      await page.getByRole('complementary').getByText('Taiwan').waitFor()
    },
  },
  {
    name: 'start',
    ...wide,
    async reach({ page, open }) {
      await open('/start')
      await page.getByText('Drop a file here, or paste a table with Ctrl-V').waitFor()
      await pasteTable(page)
      await page.frameLocator('iframe[title^="Preview of Amsterdam"]').getByRole('heading').first().waitFor()
    },
  },
  {
    name: 'template',
    ...wide,
    async reach({ page, story, open }) {
      await open(`/templates/${story.templateId}?project=${story.projectId}&field=body`)
      await page.locator('.ProseMirror').waitFor()
      await page.frameLocator('iframe[title^="Preview of"]').getByRole('heading').first().waitFor()
    },
  },
  {
    name: 'mapper',
    ...wide,
    async reach({ page, open }) {
      await open('/projects/new')
      await page.getByRole('combobox', { name: 'Data', exact: true }).click()
      await page.getByRole('option', { name: /^Pasted table/ }).click()
      await page.getByRole('radio', { name: /Wix CMS collection/ }).check()
      await page.getByRole('combobox', { name: /Collection/ }).click()
      await page.getByRole('option', { name: /Places/ }).click()
      const title = page.getByRole('combobox', { name: 'What fills Title', exact: true })
      await title.waitFor()
      await title.evaluate((field) => field.scrollIntoView({ block: 'center' }))
    },
  },
  {
    name: 'plan',
    ...wide,
    async reach(view) {
      await project('plan')(view)
      await view.page.getByRole('button', { name: /^Publish \d/ }).waitFor()
      await firstRow(view.page).waitFor()
    },
  },
  {
    name: 'conflict',
    ...wide,
    async reach(view) {
      const { page } = view
      await project('plan')(view)
      await page.getByRole('button', { name: /^Conflict/ }).click()
      await page.getByRole('button', { name: /^Nilgiri/ }).click()
      await page
        .getByText('In Wix now')
        .first()
        .evaluate((side) => {
          side.scrollIntoView({ block: 'center' })
          // The panel alone is to have moved.
          for (let up = side.closest('aside')?.parentElement; up; up = up.parentElement) up.scrollTop = 0
        })
    },
  },
  {
    name: 'run',
    ...wide,
    async reach({ page, story, open }) {
      await open(`/runs/${story.runId}`)
      await page.getByRole('region', { name: 'Receipt' }).waitFor()
      await firstRow(page).waitFor()
    },
  },
  {
    name: 'schedule',
    ...wide,
    async reach(view) {
      await project('schedule')(view)
      await view.page.getByRole('grid').getByText('pages').nth(5).waitFor()
    },
  },
  {
    name: 'pages-phone',
    ...phone,
    theme: 'dark',
    async reach(view) {
      await project('pages')(view)
      await firstRow(view.page).waitFor()
    },
  },
  {
    name: 'connections',
    ...wide,
    async reach({ page, open }) {
      await open('/connections')
      await page.getByRole('button', { name: 'What this connection can do' }).click()
      await page.getByText('Manage Blog').first().waitFor()
    },
  },
  {
    name: 'palette',
    ...wide,
    async reach(view) {
      await project('pages')(view)
      await firstRow(view.page).waitFor()
      await view.page.keyboard.press('Control+k')
      await view.page.getByPlaceholder('Go to, do, or find by name').fill('tea')
      await view.page.getByText('A page for each tea (sample)').first().waitFor()
    },
  },
]

/** Brings the dashboard to where a picture is taken. */
export async function reach(
  picture: Picture,
  { app, browser: { page } }: Stage,
  story: Story,
): Promise<void> {
  await page.setViewportSize({ width: picture.width, height: picture.height })
  await page.emulateMedia({ colorScheme: picture.theme, reducedMotion: 'reduce' })
  await picture.reach({
    page,
    story,
    open: async (path) => {
      await openWithin(page, app.url + path)
    },
  })
}

/**
 * What is written on the controls, headings and heads of tables, without figures and without what rows hold: where most
 * of it differs, a picture shows a screen that is another one by now.
 */
export async function wordsOn(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const named = 'h1, h2, h3, h4, th, dt, label, button, nav a, [role="tab"], [role="columnheader"]'
    return [...document.querySelectorAll<HTMLElement>(named)]
      .filter(
        (element) =>
          element.checkVisibility() && element.closest('[aria-hidden="true"], tbody, [role="grid"]') === null,
      )
      .map((element) => element.innerText)
  })
  const words = texts.map((text) =>
    text
      .replaceAll(/\d[\d.,:]*/g, '#')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  )
  return [...new Set(words)].filter((text) => /\p{L}/u.test(text)).sort()
}
