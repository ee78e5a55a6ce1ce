// The whole flow through the browser, stopping at each screen and state to be photographed.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { sampleCsv } from './sample.ts'

export interface Walk {
  page: Page
  link: string
  origin: string
  scratch: string
  shoot: (name: string) => Promise<void>
}

const password = 'violet kettle crosses seven'

export async function upload(page: Page, scratch: string, csv: string): Promise<void> {
  const file = join(scratch, 'places.csv')
  writeFileSync(file, csv)
  await page.getByLabel('File to import').setInputFiles(file)
}

export async function start({ page, link, shoot }: Walk): Promise<void> {
  await page.goto(link)
  await page.getByLabel('Your name').fill('Ada Lovelace')
  await page.getByLabel('E-mail').fill('ada@example')
  await page.getByLabel('Password', { exact: true }).fill('too short')
  await page.getByLabel('Your name').focus()
  await shoot('01-setup')
  await page.getByLabel('E-mail').fill('ada@example.com')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Create owner account' }).click()
  await page.getByText('From a table to live pages').waitFor()
  await shoot('02-first-run')
}

async function empties({ page, origin, shoot }: Walk): Promise<void> {
  for (const [name, path] of [
    ['03-data-empty', '/data'],
    ['04-templates-empty', '/templates'],
    ['05-runs-empty', '/runs'],
  ] as const) {
    await page.goto(origin + path)
    await page.getByRole('heading', { level: 2 }).first().waitFor()
    await shoot(name)
  }
}

export async function connect({ page, origin, shoot }: Walk): Promise<void> {
  await page.goto(`${origin}/connections`)
  await page.getByText('Connect your Wix site').waitFor()
  await shoot('06-connections-empty')
  await page.getByRole('button', { name: 'Connect Wix' }).first().click()
  await page.getByLabel('API key', { exact: true }).fill('IST.not-a-real-key')
  await page.getByLabel('Site ID').fill('3f1c2a44-0000-4000-8000-000000009ab2')
  await shoot('07-connect-dialog')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Discard and close' }).click()
  await page.getByRole('button', { name: 'Try on a practice site' }).click()
  await page.getByRole('button', { name: 'Check now' }).waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: 'What this connection can do' }).click()
  await shoot('08-connections')
}

async function bring({ page, origin, scratch, shoot }: Walk): Promise<void> {
  await page.goto(`${origin}/data/import`)
  await shoot('09-upload')
  await upload(page, scratch, sampleCsv(900))
  await page.getByText('Which column identifies a row?').waitFor({ timeout: 60_000 })
  await shoot('10-import')
  await page.getByRole('link', { name: /First rows/ }).click()
  await shoot('11-import-preview')
  await page.getByRole('button', { name: /^Import \d+ rows/ }).click()
  await page.getByLabel('Search the rows').waitFor({ timeout: 60_000 })
  await shoot('12-dataset')
  await page.getByRole('button', { name: 'P-0004' }).click()
  await shoot('13-dataset-row')
  await page.getByRole('link', { name: /Columns/ }).click()
  await shoot('14-dataset-columns')
  await page.getByRole('link', { name: /Set aside/ }).click()
  await shoot('15-dataset-set-aside')
  await page.goto(`${origin}/data`)
  await shoot('16-data')
}

async function project({ page, origin, shoot }: Walk): Promise<void> {
  await page.goto(`${origin}/projects/new`)
  await page.getByRole('button', { name: 'Create project' }).waitFor()
  await page.getByRole('radio', { name: /Wix CMS collection/ }).check()
  await page.getByRole('combobox', { name: /Collection/ }).click()
  await page.getByRole('option', { name: /Places/ }).click()
  const title = page.getByRole('combobox', { name: 'What fills Title', exact: true })
  await title.waitFor()
  await title.evaluate((field) => field.scrollIntoView({ block: 'center' }))
  await shoot('16-mapper')
  await page.getByRole('radio', { name: /Wix Blog/ }).check()
  const author = page.getByRole('combobox', { name: 'Author' })
  await author.click()
  await page.getByRole('option').first().waitFor()
  await shoot('17-new-project')
  await page.getByRole('option').first().click()
  await page.getByRole('button', { name: 'Create project' }).click()
  await page.getByRole('button', { name: 'Check all pages' }).waitFor()
  await page.getByRole('table').waitFor()
  await shoot('18-pages')
  await page.getByRole('button', { name: 'Check all pages' }).click()
  await page.getByRole('button', { name: 'Check again' }).waitFor({ timeout: 60_000 })
  await shoot('19-pages-checked')
  await page.locator('tbody button[aria-pressed]').nth(2).click()
  await page.getByRole('tab', { name: 'Preview' }).waitFor()
  await page.getByTitle(/Preview of/).waitFor()
  await shoot('20-page-panel')
  await page.getByRole('tab', { name: 'Request' }).click()
  await shoot('21-page-payload')
}

async function template({ page, shoot }: Walk): Promise<void> {
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Template', exact: true }).click()
  await page.getByTitle(/Preview of/).waitFor()
  await page.getByRole('button', { name: /^Body/ }).click()
  await page.locator('.ProseMirror').waitFor()
  await shoot('22-template')
  await page.getByText('HTML and Liquid', { exact: true }).click()
  await page.getByRole('tab', { name: 'Coverage' }).click()
  await page.getByRole('button', { name: 'Count the rows' }).click()
  await page.getByRole('list', { name: 'Branches of the template' }).waitFor({ timeout: 60_000 })
  await page.waitForTimeout(1_500)
  await shoot('22a-template-coverage')
  await page.getByRole('tab', { name: /^Mistakes/ }).click()
  await page.getByRole('button', { name: 'Insert a block' }).click()
  await page.getByRole('button', { name: /^Questions and answers/ }).click()
  await shoot('22b-template-blocks')
  await page.keyboard.press('Escape')
  await page.getByTitle('Phone').click()
  await shoot('22c-template-phone')
  await page.getByTitle('Desktop').click()
  await page.getByRole('button', { name: /^SEO title/ }).click()
  await page.getByRole('region', { name: 'As a search result' }).waitFor()
  await shoot('22d-template-sharing')
  await page.getByRole('button', { name: /^Body/ }).click()
  await page.getByRole('button', { name: /, all versions$/ }).click()
  await page.getByRole('list', { name: 'Versions of the template' }).waitFor()
  await shoot('22e-template-versions')
  await page.keyboard.press('Escape')
  await page.locator('.cm-content').click()
  await page.keyboard.press('Control+Home')
  await page.keyboard.type('<p>{{ row.nmae }}</p>\n')
  await page.getByText(/nmae/).last().waitFor()
  await page.waitForTimeout(800)
  await shoot('23-template-error')
  await page.getByRole('link', { name: 'Projects' }).first().click()
  await page.getByText(/draft of Places is kept/).waitFor()
  await shoot('24-template-draft-kept')
}

/** Dates for every page, looked at and taken away again: what follows publishes all at once. */
async function schedule({ page, shoot }: Walk): Promise<void> {
  await page.getByRole('link', { name: 'Places', exact: true }).click()
  await page.getByRole('link', { name: 'Schedule', exact: true }).click()
  await page.getByText('Publish a little at a time').waitFor()
  await shoot('24a-schedule-empty')
  await page.getByRole('button', { name: '25 a day' }).click()
  await page.getByText('Grow steadily').click()
  await page.getByText(/pages: the first/).waitFor({ timeout: 60_000 })
  await page.waitForTimeout(800)
  await shoot('24b-schedule-form')
  await page.getByRole('button', { name: 'Start the schedule' }).click()
  await page.getByText('Running').waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Dismiss' }).click()
  await page.getByRole('button', { name: 'Month after' }).click()
  const day = page.getByRole('grid').getByRole('button', { name: /to come/ })
  await day.nth(6).click()
  await page.getByRole('complementary').last().getByRole('button', { expanded: false }).first().click()
  await page.getByText('Scheduled').first().waitFor()
  await shoot('24c-schedule')
  await page.getByRole('button', { name: 'Close panel' }).click()
  await page.getByRole('button', { name: 'More for this schedule' }).click()
  await page.getByRole('menuitem', { name: 'Cancel the schedule' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the schedule' }).click()
  await page.getByText('The schedule was cancelled').waitFor({ timeout: 60_000 })
  await page.getByRole('link', { name: 'Projects' }).first().click()
}

async function publish({ page, shoot }: Walk): Promise<void> {
  await page.getByRole('link', { name: 'Places', exact: true }).click()
  // The tab shows that there is none yet; the button makes one.
  await page.getByRole('link', { name: 'Plan' }).last().click()
  await page.getByRole('button', { name: 'Create a plan' }).waitFor()
  await shoot('25-plan-empty')
  await page.getByRole('button', { name: 'Create a plan' }).click()
  await page.getByRole('button', { name: /^Publish / }).waitFor({ timeout: 120_000 })
  await shoot('26-plan')
  await page.locator('tbody button[aria-pressed]').nth(1).click()
  await page.getByText('What will be sent').waitFor()
  await shoot('27-plan-item')
  await page.getByRole('button', { name: /^Publish / }).click()
  await page.getByText(/You can close this page/).waitFor({ timeout: 30_000 })
  await shoot('28-run')
  const cancel = page.getByRole('button', { name: 'Cancel' })
  if (await cancel.isVisible()) {
    await cancel.click()
    await shoot('29-run-cancel')
    await page.getByRole('button', { name: 'Keep it' }).click()
  }
  await page.getByRole('heading', { name: /match\.|published; see/ }).waitFor({ timeout: 300_000 })
  await shoot('30-run-done')
  await page.locator('tbody button[aria-pressed]').nth(1).click()
  await shoot('31-run-item')
  await page.getByRole('link', { name: 'Diary' }).click()
  await shoot('32-run-diary')
}

async function change({ page, origin, scratch, shoot }: Walk): Promise<void> {
  await page.goto(`${origin}/data`)
  await page.getByRole('link', { name: 'Places', exact: true }).click()
  await page.getByRole('link', { name: 'Import again' }).click()
  await upload(page, scratch, sampleCsv(900, { changed: 3, removed: 2 }))
  await page.getByRole('button', { name: 'Compare with current rows' }).click({ timeout: 60_000 })
  await page.getByRole('button', { name: /^Replace the rows/ }).waitFor({ timeout: 60_000 })
  await shoot('33-import-changes')
  await page.getByRole('button', { name: /^Replace the rows/ }).click()
  await page.getByLabel('Search the rows').waitFor()
  await page.goto(`${origin}/projects`)
  await shoot('34-projects')
  await page.getByRole('link', { name: 'Places', exact: true }).click()
  await page.getByRole('heading', { name: 'Last run' }).waitFor()
  await shoot('34-overview')
  await page.getByRole('link', { name: 'Plan' }).first().click()
  await page.getByRole('button', { name: 'Plan again' }).click()
  await page.getByRole('button', { name: /^Publish / }).waitFor({ timeout: 120_000 })
  await page.locator('tbody button[aria-pressed]').first().click()
  await page.getByText('What will be sent').waitFor()
  await shoot('35-plan-update')
}

async function rest({ page, origin, shoot }: Walk): Promise<void> {
  for (const [name, path] of [
    ['36-project-settings', null],
    ['37-runs', '/runs'],
    ['38-templates', '/templates'],
    ['39-settings-account', '/settings'],
    ['40-settings-tokens', '/settings?tab=tokens'],
    ['40-settings-notices', '/settings?tab=notices'],
    ['40-notices', '/notices'],
    ['41-settings-status', '/settings?tab=status'],
    ['42-settings-audit', '/settings?tab=audit'],
    ['43-not-found', '/nowhere'],
    ['44-run-missing', '/runs/nothing'],
  ] as const) {
    if (path === null) await page.getByRole('link', { name: 'Settings' }).last().click()
    else await page.goto(origin + path)
    await page.waitForTimeout(900)
    await shoot(name)
  }
  await page.goto(`${origin}/settings?tab=tokens`)
  await page.getByRole('button', { name: 'New token' }).click()
  await page.getByLabel('Name').fill('Nightly import')
  await page.getByRole('button', { name: 'Create token' }).click()
  await page.getByText('Copy the secret now').waitFor()
  await shoot('45-token-secret')
  await page.getByRole('button', { name: 'I saved it' }).click()
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('button', { name: 'Open the menu' }).click()
  await shoot('46-menu')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(`${origin}/projects`)
  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('menuitem', { name: 'Log out' }).click()
  await page.getByRole('button', { name: 'Log in' }).waitFor()
  await shoot('47-login')
}

export const wholeFlow = [start, empties, connect, bring, project, template, schedule, publish, change, rest]

/** Walks the parts in order; where one is stuck, a last picture shows how it stood. */
export async function walk(parts: ((walk: Walk) => Promise<void>)[], walk: Walk): Promise<void> {
  walk.page.setDefaultTimeout(20_000)
  for (const part of parts) {
    try {
      await part(walk)
    } catch (error) {
      await walk.page.screenshot({ path: join(walk.scratch, '..', `seomatic-stuck-${part.name}.png`) })
      throw error
    }
  }
}
