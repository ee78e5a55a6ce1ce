// The template editor as people use it: columns at a click and by completion, rows worth a look, blocks, coverage,
// versions, search and sharing, a phone.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../helpers/app.ts'
import { findWorkspace, makePracticeProject } from '../helpers/practice-project.ts'
import { insertDataset } from '../helpers/project-parts.ts'
import { axeFindings, signInBrowser, startBrowser, type TestBrowser } from './browser.ts'
import { leaveWithoutDraft } from './drafts.ts'

let app: TestApp
let browser: TestBrowser
let address: string
let templateId: string

beforeAll(async () => {
  app = await startTestApp({ listen: true })
  const { database } = app.program
  const places = Array.from({ length: 120 }, (_, i) => ({
    id: `P-${i + 1}`,
    name: i === 41 ? 'The hotel with by far the longest name of them all' : `Hotel ${i + 1}`,
    city: i % 3 === 0 ? '' : 'Vienna',
    stars: String((i % 5) + 1),
  }))
  const datasetId = await insertDataset(database, await findWorkspace(app), places)
  await database.query(
    `update row_sets set columns = $2::jsonb where id = (select row_set_id from datasets where id = $1)`,
    [datasetId, JSON.stringify(['id', 'name', 'city', 'stars'].map(describeColumn))],
  )
  ;({ templateId } = await makePracticeProject(app, {
    datasetId,
    fields: {
      title: '{{ row.name }}',
      slug: '{{ row.id | slugify }}',
      body: '<p>{{ row.name }}</p>\n{% if row.city != blank %}<p>In {{ row.city }}</p>{% elsif row.stars == 9 %}<p>Nine</p>{% endif %}\n',
    },
  }))
  address = `${app.url}/templates/${templateId}`
  browser = await startBrowser()
  // The body as HTML and Liquid: how it is written as it looks is tested beside this.
  await browser.context.addInitScript((key) => {
    // The frame of the preview and an empty page have nothing to keep.
    if (window === window.top && location.protocol === 'http:') localStorage.setItem(key, 'source')
  }, `seomatic.editor.${templateId}`)
  await signInBrowser(browser, app)
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

beforeEach(() => leaveWithoutDraft(app, browser.page, templateId))

function describeColumn(name: string) {
  const rest = {
    filled: 120,
    distinct: 120,
    distinctIsExact: true,
    longest: 20,
    samples: ['x'],
    problems: [],
  }
  return { name, header: name, type: 'text', ...rest }
}

const preview = () => browser.page.frameLocator('iframe').locator('body')

test('a column goes in at a click and by completion, with what the row holds beside it', async () => {
  const { page } = browser
  await page.goto(`${address}?field=body&row=P-2`)
  const editor = page.getByRole('textbox', { name: /^Body\. Press Escape/ })
  await editor.click()
  await page.keyboard.press('Control+Home')
  const chips = page.getByRole('toolbar', { name: 'Insert a column' })
  await chips.getByRole('button', { name: /city.*Vienna/ }).click()
  await preview()
    .getByText(/^Vienna/)
    .waitFor()
  await page.keyboard.type(' {{ row.st')
  const choice = page.getByRole('option', { name: /stars/ })
  await choice.waitFor()
  expect(await choice.innerText()).toContain('2')
  // The editor takes no choice in the first moment of a list, which would be one of typing on.
  await page.waitForTimeout(150)
  await page.keyboard.press('Enter')
  await expect.poll(() => editor.innerText()).toContain('{{ row.city }} {{ row.stars')
  expect(await axeFindings(page)).toEqual([])
})

test('the longest row is a click away, and a phone shows it as a phone does', async () => {
  const { page } = browser
  await page.goto(`${address}?field=body&row=P-2`)
  await page.getByRole('button', { name: 'Rows worth a look' }).click()
  await page.getByRole('menuitem', { name: 'Longest' }).click()
  await preview().getByText('by far the longest name').first().waitFor()
  expect(page.url()).toContain('row=P-42')
  const frame = page.getByTitle(/Preview of/)
  const widthInside = () => preview().evaluate((body) => body.ownerDocument.documentElement.clientWidth)
  expect(await widthInside()).toBeGreaterThan(740)
  expect(await preview().evaluate((body) => getComputedStyle(body).fontFamily)).not.toContain('Times')
  await page.getByTitle('Phone').click()
  await expect.poll(widthInside).toBeLessThan(400)
  await frame.waitFor()
})

test('coverage is counted in the background and leads to the branch that no row takes', async () => {
  const { page } = browser
  await page.goto(`${address}?field=body`)
  await page.getByRole('tab', { name: 'Coverage' }).click()
  await page.getByRole('button', { name: 'Count the rows' }).click()
  const list = page.getByRole('list', { name: 'Branches of the template' })
  await list.getByRole('button', { name: /If.*67 %.*80 rows/ }).waitFor({ timeout: 60_000 })
  await page.locator('.cm-branch', { hasText: '67 %' }).waitFor()
  await page.locator('.cm-branch', { hasText: 'no row' }).waitFor()
  await list.getByRole('button', { name: /Or if.*No row comes here/ }).click()
  expect(await axeFindings(page)).toEqual([])
})

test('questions go into the page, and into the structured data for search engines', async () => {
  const { page } = browser
  await page.goto(`${address}?field=body&row=P-2`)
  await page.getByRole('textbox', { name: /^Body\. Press Escape/ }).click()
  await page.keyboard.press('Control+End')
  await page.getByRole('button', { name: 'Insert a block' }).click()
  await page.getByRole('button', { name: /^Questions and answers/ }).click()
  await page.getByText(/go into the field “Structured data/).waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Insert', exact: true }).click()
  await preview().getByText('What is the city of Hotel 2?').waitFor()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Saved as version 2.').waitFor()
  const saved = await app.call('GET', `/api${new URL(address).pathname}`)
  expect(saved.body.fields.json_ld).toContain('FAQPage')
})

test('search and sharing are written side by side with what they come to', async () => {
  const { page } = browser
  await page.goto(`${address}?row=P-2`)
  await page.getByRole('button', { name: /^SEO title/ }).click()
  await page.getByRole('textbox', { name: /^SEO title\. Press Escape/ }).click()
  await page.keyboard.type('Stay at ')
  await page.getByRole('toolbar', { name: 'Insert a column' }).getByRole('button', { name: /^name/ }).click()
  const result = page.getByRole('region', { name: 'As a search result' })
  await result.getByText('Stay at Hotel 2').waitFor()
  await page
    .getByText(/15 characters, \d+ of 580 px/)
    .first()
    .waitFor()
  await page.getByText('Shared as a link').waitFor()
  expect(await axeFindings(page)).toEqual([])
})

test('an earlier version is compared and comes back as a new one', async () => {
  const { page } = browser
  await page.goto(address)
  await page.getByRole('button', { name: 'Version 2, all versions' }).click()
  await page.getByRole('button', { name: /^Version 1 / }).click()
  await page.locator('ins').first().waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Restore version 1' }).click()
  await page.getByText('Version 1 is back, as version 3.').waitFor()
  const saved = await app.call('GET', `/api${new URL(address).pathname}`)
  expect(saved.body).toMatchObject({ version: 3 })
  expect(saved.body.fields.json_ld).toBeUndefined()
})

test('a broken text keeps the last page that worked, and nothing complained on the way', async () => {
  const { page } = browser
  await page.goto(`${address}?field=body&row=P-2`)
  await preview().getByText('In Vienna').waitFor()
  await page.getByRole('textbox', { name: /^Body\. Press Escape/ }).click()
  await page.keyboard.press('Control+Home')
  await page.keyboard.insertText('{{ row.city')
  await page.getByText(/This is the last view that worked/).waitFor()
  expect(await preview().innerText()).toContain('In Vienna')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByText('Preview', { exact: true }).click()
  await preview().getByText('In Vienna').waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.setViewportSize({ width: 1440, height: 900 })
  expect(browser.complaints).toEqual([])
})

test('what is written outlives a server that stops answering and a tab that is closed', async () => {
  const page = await browser.context.newPage()
  await page.goto(address)
  const name = page.getByRole('textbox', { name: 'Name of the template' })
  await name.waitFor()
  const silent = '**/api/templates/*/draft'
  await page.route(silent, (route) => route.abort())
  await name.fill('Written')
  await page.getByText('Draft not saved, trying again').waitFor()
  await page.unroute(silent)
  await page.getByText('Draft saved').waitFor()
  await page.close()

  const again = await browser.context.newPage()
  await again.goto(address)
  await again.getByRole('region', { name: 'You have changes that are not saved' }).waitFor()
  await expect
    .poll(() => again.getByRole('textbox', { name: 'Name of the template' }).inputValue())
    .toBe('Written')
  expect(await axeFindings(again)).toEqual([])
  await again.getByRole('button', { name: 'Show or discard' }).click()
  const dialog = again.getByRole('dialog', { name: 'Your changes' })
  await dialog.getByText('Written').waitFor()
  expect(await axeFindings(again)).toEqual([])
  await dialog.getByRole('button', { name: 'Discard changes' }).click()
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(async () => (await app.call('GET', '/api/template-drafts')).body.items).toEqual([])
  await again.close()
})

test('of two tabs none writes over the other, and a version that is saved elsewhere is told', async () => {
  const [one, two] = [await browser.context.newPage(), await browser.context.newPage()]
  for (const page of [one, two]) await page.goto(address)
  const nameIn = (page: typeof one) => page.getByRole('textbox', { name: 'Name of the template' })
  await nameIn(one).fill('One')
  await one.getByText('Draft saved').waitFor()
  await nameIn(two).fill('Two')
  const strip = two.getByRole('region', { name: /in another window too/ })
  await strip.getByRole('button', { name: 'Go on here' }).click()
  await two.getByText('Draft saved').waitFor()
  const draft = async () => (await app.call('GET', `/api/templates/${templateId}/draft`)).body.draft
  expect(await draft()).toMatchObject({ name: 'Two' })

  const { body: template } = await app.call('GET', `/api/templates/${templateId}`)
  await app.call('PUT', `/api/templates/${templateId}`, {
    body: { fields: { ...template.fields, excerpt: 'Theirs' }, expectedVersion: template.version },
  })
  await two.getByRole('button', { name: 'Save', exact: true }).click()
  await two.getByRole('button', { name: 'Put mine on theirs' }).click()
  await two
    .getByText(/on top of version/)
    .first()
    .waitFor()
  await two.getByRole('button', { name: 'Save', exact: true }).click()
  await two
    .getByText(/Saved as version/)
    .first()
    .waitFor()
  const saved = (await app.call('GET', `/api/templates/${templateId}`)).body
  expect(saved).toMatchObject({ name: 'Two', fields: { excerpt: 'Theirs' } })
  await expect.poll(draft).toBeNull()
  for (const page of [one, two]) await page.close()
})
