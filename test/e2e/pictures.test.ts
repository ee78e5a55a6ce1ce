// The pictures of the README and of docs/ show screens that there are: each is reached as when it was taken, and says
// much the same. The film's first run is played, too.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rehearse } from './pictures/camera.ts'
import { pasteTable, playFirstRun } from './pictures/first-run.ts'
import { pictures, reach, wordsOn } from './pictures/pictures.ts'
import { openStage, type Stage, type Story, tellStory } from './pictures/story.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = join(root, 'docs/screenshots')
/** A word that was put better makes no picture wrong; a screen of which so much is new does. */
const leastAlike = 0.75

let stage: Stage
let story: Story

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

test('the first run of the film leads from the setup link to a published post', async () => {
  const runId = await playFirstRun(stage, rehearse())
  story = await tellStory(stage, runId)
  // The whole first run and days of a schedule: on a busy machine that takes its time.
}, 600_000)

test.each(pictures)('$name shows a screen as it is', async (picture) => {
  await reach(picture, stage, story)
  const told = JSON.parse(readFileSync(join(folder, 'words.json'), 'utf8')) as Record<string, string[]>
  const then = new Set(told[picture.name])
  await expect
    .poll(async () => alike(then, new Set(await wordsOn(stage.browser.page))), {
      message: `${picture.name}.png shows an older screen. Take it again: npm run pictures -- ${picture.name}`,
    })
    .toBeGreaterThanOrEqual(leastAlike)
})

/** How much of all words both have, from 0 to 1. */
function alike(then: Set<string>, now: Set<string>): number {
  const both = [...now].filter((word) => then.has(word)).length
  return both / (then.size + now.size - both)
}

test('a page in Arabic runs from right to left, and one in Japanese has Japanese letters', async () => {
  const { page } = stage.browser
  await page.goto(`${stage.app.url}/start`)
  await page.getByText('Drop a file here, or paste a table with Ctrl-V').waitFor()
  await pasteTable(
    page,
    'code,name,text\nP-1,حديقة الملك,حديقة في وسط المدينة\nP-2,東京都庭園美術館,美しい庭のある美術館です\n',
  )
  const shown = page.frameLocator('iframe[title^="Preview of"]')
  const arabic = shown.getByRole('heading', { name: 'حديقة الملك' }).first()
  expect(await arabic.evaluate((heading) => getComputedStyle(heading.closest('article')!).direction)).toBe(
    'rtl',
  )
  await page.getByRole('button', { name: 'Next row' }).click()
  const japanese = shown.getByRole('heading', { name: '東京都庭園美術館' }).first()
  expect(await japanese.evaluate((heading) => heading.ownerDocument.documentElement.lang)).toBe('ja')
})

test('a receipt and a plan print as paper: black on white, every page that is listed, nothing to press', async () => {
  const { page } = stage.browser
  await page.setViewportSize({ width: 1440, height: 900 })
  for (const path of [`/runs/${story.runId}`, `/projects/${story.projectId}?tab=plan`]) {
    // The theme of the screen is dark, and paper is not.
    await page.emulateMedia({ media: 'screen', colorScheme: 'dark' })
    await page.goto(stage.app.url + path)
    await page.locator('tbody tr[data-index]').first().waitFor()
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    await page.waitForFunction(() => matchMedia('print').matches)
    const listed = Number(await page.locator('table[aria-rowcount]').getAttribute('aria-rowcount')) - 1
    await expect.poll(() => page.locator('tbody tr[data-index]').count()).toBe(listed)
    expect(await page.getByRole('navigation').count()).toBe(0)
    expect(
      await page.getByRole('button', { name: /^(?:Print|Publish|Undo|Plan again|Columns|Views)/ }).count(),
    ).toBe(0)
    const look = () =>
      page.evaluate(() => {
        const style = (selector: string) => getComputedStyle(document.querySelector(selector)!)
        return {
          ground: style('body').backgroundColor,
          ink: style('main h1').color,
          heads: style('thead').display,
          isWhole: document.querySelector('main')!.scrollWidth <= innerWidth,
        }
      })
    // The theme of the screen follows the system a moment later, and may be drawn over.
    await expect.poll(look).toEqual({
      ground: 'rgb(255, 255, 255)',
      ink: 'rgb(0, 0, 0)',
      heads: 'table-header-group',
      isWhole: true,
    })
  }
  await page.emulateMedia({ media: null })
})

test('every picture has a place in the README or in docs, and each that is shown there is made here', () => {
  const made = [...pictures.map(({ name }) => `${name}.png`), 'first-run.gif'].sort()
  const pages = [
    join(root, 'README.md'),
    ...readdirSync(join(root, 'docs'))
      .filter((name) => name.endsWith('.md'))
      .map((name) => join(root, 'docs', name)),
  ]
  const shown = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/screenshots\/([\w-]+\.\w+)/g)].map(([, name]) => name!),
  )
  expect([...new Set(shown)].sort()).toEqual(made)
  expect(
    readdirSync(folder)
      .filter((name) => name !== 'words.json')
      .sort(),
  ).toEqual(made)
})

test('the browser had nothing to complain about', () => {
  expect(stage.browser.complaints).toEqual([])
})
