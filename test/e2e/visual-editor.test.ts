// The body of a template written as people see it: chips, conditions, a table, and the source beside it.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createClient } from '../crash/client.ts'
import { startTestApp, type TestApp } from '../helpers/app.ts'
import { makePracticeProject } from '../helpers/practice-project.ts'
import { axeFindings, signInBrowser, startBrowser, type TestBrowser } from './browser.ts'
import { leaveWithoutDraft } from './drafts.ts'

const body = `<h2 class='top'>About {{ row.name }}</h2>
<p>First  words.</p>
{% if row.city != blank %}
  <p>It is in {{ row.city | upcase }}.</p>
{% endif %}
<table border=1>
  {% if row.stars != blank %}<tr><th>Stars</th><td>{{ row.stars }}</td></tr>{% endif %}
  <tr><th>City</th><td>{{ row.city }}</td></tr>
</table>
{% assign unused = 1 %}
`
let app: TestApp
let browser: TestBrowser
let templateId: string
let address: string

beforeAll(async () => {
  app = await startTestApp({ listen: true })
  const places = 'id,name,city,stars\np-1,Hotel Bristol,Vienna,5\np-2,Hotel Adler,,\n'
  const dataset = await createClient(app.url, app.token).importCsv(places, 'id', 'Hotels')
  const project = await makePracticeProject(app, {
    name: 'Hotels',
    datasetId: dataset.id,
    fields: { title: '{{ row.name }}', slug: '{{ row.id }}', body },
  })
  templateId = project.templateId
  address = `${app.url}/templates/${templateId}?project=${project.id}&field=body`
  browser = await startBrowser()
  await signInBrowser(browser, app)
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

beforeEach(async () => {
  const { body: template } = await app.call('GET', `/api/templates/${templateId}`)
  if (template.fields.body !== body)
    await app.call('PUT', `/api/templates/${templateId}`, {
      body: { fields: { ...template.fields, body }, expectedVersion: template.version },
    })
  await leaveWithoutDraft(app, browser.page, templateId)
  await browser.page.goto(address)
  await editor().waitFor()
})

const editor = () => browser.page.locator('.ProseMirror')
const preview = () => browser.page.frameLocator('iframe[title^="Preview of"]')

/** What is stored after it is saved. */
async function saved(): Promise<string> {
  await browser.page.getByRole('button', { name: 'Save', exact: true }).click()
  await browser.page
    .getByText(/Saved as version/)
    .first()
    .waitFor()
  return (await app.call('GET', `/api/templates/${templateId}`)).body.fields.body
}

/** The cursor behind these words. */
async function cursorBehind(words: string): Promise<void> {
  await editor().getByText(words).first().click()
  await browser.page.keyboard.press('End')
}

test('shows chips, conditions and tables, and the source is the same one on both sides', async () => {
  const { page } = browser
  await editor().getByRole('button', { name: 'If city is filled in' }).waitFor()
  await editor().getByRole('button', { name: 'If stars is filled in' }).waitFor()
  expect(await editor().locator('.visual-chip').count()).toBe(4)
  await page.getByText('HTML and Liquid', { exact: true }).click()
  await page.locator('.cm-content').getByText("<h2 class='top'>").waitFor()
  await page.reload()
  await page.locator('.cm-content').waitFor()
  await page.getByText('Visual', { exact: true }).click()
  await editor().getByText('First words.').waitFor()
  expect(await page.getByText(/^(Draft saved|Saving draft…)$/).count()).toBe(0)
})

test('what is typed is seen in the preview and saved, and nothing else is another', async () => {
  const { page } = browser
  await cursorBehind('First words.')
  await page.keyboard.type(' And {{ row.name }}, for {{ row.stars')
  await page.keyboard.type(' }} stars & more.')
  await preview().getByText('First words. And Hotel Bristol, for 5 stars & more.').waitFor()
  const added = 'First words. And {{ row.name }}, for {{ row.stars }} stars &amp; more.'
  expect(await saved()).toBe(body.replace('First  words.', added))
})

test('a chip is chosen and changed by keyboard alone', async () => {
  const { page } = browser
  await cursorBehind('It is in')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  const form = page.getByRole('dialog', { name: 'Column' })
  await form.getByLabel('Where it is empty, write').fill('town')
  await form.getByLabel('Letters').selectOption('capitalize')
  expect(await axeFindings(page)).toEqual([])
  await page.keyboard.press('Escape')
  await form.waitFor({ state: 'detached' })
  const chip = '{{ row.city | default_if_blank: "town" | capitalize }}'
  expect(await saved()).toBe(body.replace('{{ row.city | upcase }}', chip))
})

test('a condition is inserted, chosen and written with /, and its frame is shown', async () => {
  const { page } = browser
  await cursorBehind('First words.')
  await page.keyboard.press('Enter')
  await page.keyboard.press('/')
  await page.getByRole('combobox', { name: /Column, condition/ }).fill('shown for some')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Five stars!')
  await editor()
    .getByRole('button', { name: /is filled in/ })
    .first()
    .click()
  const form = page.getByRole('dialog', { name: 'Condition or loop' })
  await form.getByLabel('Column').selectOption('row.stars')
  await form.getByLabel('Comparison').selectOption('==')
  await form.getByLabel('Value').fill('5')
  expect(await axeFindings(page)).toEqual([])
  await page.keyboard.press('Escape')
  await preview().getByText('Five stars!').waitFor()
  const written = await saved()
  expect(written).toContain('{% if row.stars == 5 %}\n<p>Five stars!</p>\n{% endif %}')
  expect(written.replace(/\n\{% if row.stars == 5 %\}[\s\S]*?\{% endif %\}/, '')).toBe(body)
})

test('a row and a column are added to the table from its tools', async () => {
  const { page } = browser
  await editor().getByText('City', { exact: true }).click()
  await page.getByRole('button', { name: 'Row below' }).click()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Country')
  const written = await saved()
  expect(written).toContain('<tr><th>Country</th><td></td></tr>')
  expect(written.replace(/\s*<tr><th>Country<\/th><td><\/td><\/tr>/, '')).toBe(body)
})

test('a column and a block of the gallery go in where the cursor is, and show as what they are', async () => {
  const { page } = browser
  await cursorBehind('First words.')
  await page.keyboard.type(' ')
  await page.getByRole('button', { name: /^city/ }).first().click()
  await editor().locator('p', { hasText: 'First words.' }).locator('.visual-chip').waitFor()
  await page.getByRole('button', { name: 'Insert a block' }).click()
  const gallery = page.getByRole('dialog')
  await gallery.getByRole('button', { name: /facts/i }).first().click()
  await gallery
    .getByRole('button', { name: /^Insert/ })
    .last()
    .click()
  await editor().getByText('First words.').waitFor()
  await expect.poll(() => editor().locator('.visual-table').count()).toBe(2)
  const written = await saved()
  expect(written).toContain('<p>First words. {{ row.city }}</p>')
  expect(written.indexOf('<table')).toBeLessThan(written.indexOf('It is in'))
  expect(written.endsWith(body.slice(body.indexOf('{% if row.city')))).toBe(true)
})

test('what Word puts on the clipboard comes clean, and undo leaves no trace of it', async () => {
  const { page } = browser
  await cursorBehind('First words.')
  await page.keyboard.press('Enter')
  await editor().evaluate((element) => {
    const data = new DataTransfer()
    data.setData('text/plain', 'Rooms')
    data.setData(
      'text/html',
      '<!--StartFragment--><h3 class=MsoH style="color:red">Rooms</h3><p class=MsoNormal style="margin:0"><b>Large</b> ones<o:p></o:p></p><table class=MsoTableGrid><tr><td width=200><p class=MsoNormal>A</p></td><td><p>B</p></td></tr></table><!--EndFragment-->',
    )
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  })
  await preview().getByText('Large ones').waitFor()
  await page.getByText('Draft saved').waitFor()
  const written = await saved()
  expect(written).toContain('<h3>Rooms</h3>\n<p><strong>Large</strong> ones</p>\n<table>')
  expect(written).not.toMatch(/Mso|style|width/)
  await editor().getByText('First words.').click()
  for (let step = 0; step < 4; step++) await page.keyboard.press('Control+z')
  await editor().getByText('Large').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const stored = async () => (await app.call('GET', `/api/templates/${templateId}`)).body.fields.body
  await expect.poll(stored).toBe(body)
})

test('chips show the values of the row, and the toolbar is one stop with arrow keys', async () => {
  const { page } = browser
  await page.getByRole('button', { name: 'Show the values of the row' }).click()
  await editor().getByText('Hotel Bristol').waitFor()
  await editor().getByText('First words.').click()
  await page.keyboard.press('Alt+F10')
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  const focused = page.locator(':focus')
  expect(await focused.getAttribute('aria-label')).toBe('Heading 2')
  await page.keyboard.press('End')
  expect(await focused.getAttribute('aria-label')).toBe('Redo')
})

test('has nothing that axe finds, light and dark, and breaks no rule of the page', async () => {
  const { page } = browser
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await axeFindings(page), colorScheme).toEqual([])
  }
  await page.emulateMedia({ colorScheme: 'light' })
  expect(browser.complaints).toEqual([])
})
