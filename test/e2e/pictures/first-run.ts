// The film's script: from the setup link to a published practice post that stands open in the browser, with a table of
// one's own on the way.
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { planButton } from '../browser.ts'
import type { Camera } from './camera.ts'
import { type Stage, signedIn } from './story.ts'

const table = readFileSync(new URL('../../../examples/places.csv', import.meta.url), 'utf8')

/** As Ctrl-V does with cells that were copied. */
export function pasteTable(page: Page, text: string = table): Promise<void> {
  return page.evaluate((cells) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', cells)
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
  }, text)
}

/**
 * Creates the owner and publishes the capitals of `examples/places.csv`; afterwards `app.cookie` is the owner's.
 * @returns the id of the run
 */
export async function playFirstRun(stage: Stage, camera: Camera): Promise<string> {
  const { app, browser } = stage
  const { page, context } = browser
  const token = await app.program.accounts.setup.renewToken()
  camera.caption('npm start prints a link: create your account')
  await page.goto(`${app.url}/setup#token=${token}`)
  await page.getByLabel('Your name').waitFor()
  await camera.hold(1400)
  await camera.type(page.getByLabel('Your name'), 'Ada Lovelace')
  await camera.type(page.getByLabel('E-mail'), 'ada@example.com')
  await camera.type(page.getByLabel('Password', { exact: true }), 'violet kettle crosses seven')
  await camera.click(page.getByRole('button', { name: 'Create owner account' }))

  await page.waitForURL(/\/projects\/prj_/)
  await page.getByRole('link', { name: 'Show a page' }).waitFor()
  await page
    .getByRole('button', { name: 'Review the plan' })
    .or(page.getByRole('link', { name: 'Review the plan' }))
    .waitFor()
  await signedIn(stage)
  camera.caption('A sample project is there: 25 teas, on a practice site')
  await camera.hold(3000)
  await camera.click(page.getByRole('link', { name: 'Show a page' }))
  await page.frameLocator('iframe[title^="Preview of"]').getByRole('heading').first().waitFor()
  camera.caption('Each row becomes a page')
  await camera.hold(3200)
  await camera.click(page.getByRole('link', { name: 'Overview' }))

  await page.getByRole('link', { name: 'Start with your own table' }).waitFor()
  camera.caption('Now with a table of your own')
  await camera.hold(1000)
  await camera.click(page.getByRole('link', { name: 'Start with your own table' }))
  await page.getByText('Drop a file here, or paste a table with Ctrl-V').waitFor()
  camera.caption('Copied in a spreadsheet, pasted with Ctrl-V')
  await camera.hold(1600)
  await pasteTable(page)
  await page.frameLocator('iframe[title^="Preview of Amsterdam"]').getByRole('heading').first().waitFor()
  camera.caption('The page of the first row, and all that was chosen for you')
  await camera.hold(4000)
  await camera.click(page.getByRole('button', { name: 'Make 30 pages' }))

  await page.waitForURL(/\/projects\/prj_/)
  await page.locator('tbody tr[data-index]').first().waitFor()
  camera.caption('30 pages. Nothing has been sent yet')
  await camera.hold(2600)
  await camera.click(planButton(page))
  const publish = page.getByRole('button', { name: 'Publish 30 pages to Practice site' })
  await publish.waitFor()
  camera.caption('The plan says what would be sent, before anything is')
  await camera.hold(3600)
  await camera.click(publish)

  await page.waitForURL(/\/runs\/run_/)
  const runId = new URL(page.url()).pathname.split('/').at(-1)!
  const receipt = page.getByRole('region', { name: 'Receipt' })
  camera.caption('Published, and every page read back')
  for (let look = 0; look < 12 && !(await receipt.isVisible()); look++) await camera.hold(320)
  await receipt.waitFor()
  await page.locator('tbody tr[data-index]').first().waitFor()
  await camera.hold(4000)
  const link = page.getByRole('link', { name: /\/post\// }).first()
  const opened = context.waitForEvent('page')
  await camera.click(link)
  const post = await opened
  await post.setViewportSize(page.viewportSize()!)
  await post.getByRole('heading', { level: 1 }).waitFor()
  camera.follow(post)
  camera.caption('The post. Next: the same on your own Wix site')
  await camera.hold(5000)
  await post.close()
  return runId
}
