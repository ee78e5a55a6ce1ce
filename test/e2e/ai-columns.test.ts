// AI columns as somebody meets them who has never read about them: from a tab that is off to answers in the rows.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../helpers/app.ts'
import { type ModelDouble, startModelDouble } from '../helpers/model-double.ts'
import { axeFindings, signInBrowser, startBrowser, type TestBrowser } from './browser.ts'

let app: TestApp
let browser: TestBrowser
let double: ModelDouble
let address: string

beforeAll(async () => {
  double = await startModelDouble('openai-compatible')
  double.key = 'sk-secret'
  double.answer = ({ prompt }) => ({
    text: prompt.includes('Hotel 7 ') ? 'A house with 99 rooms.' : 'A quiet house by the sea.',
  })
  app = await startTestApp({ listen: true, config: { fetchAllowedHosts: [double.host] } })
  browser = await startBrowser()
  await signInBrowser(browser, app)
  const { page } = browser
  const hotels = Array.from({ length: 12 }, (_, n) => `H${n + 1},Hotel ${n + 1},${20 + n}\n`)
  const buffer = Buffer.from(`id,name,rooms\n${hotels.join('')}`)
  await page.goto(`${app.url}/data/import`)
  await page.getByLabel('File to import').setInputFiles({ name: 'hotels.csv', mimeType: 'text/csv', buffer })
  await page.getByRole('button', { name: 'Import 12 rows' }).click({ timeout: 60_000 })
  await page.getByLabel('Search the rows').waitFor({ timeout: 60_000 })
  address = `${app.url}${new URL(page.url()).pathname}?tab=ai`
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
  await double?.close()
})

test('a model is added and answers', async () => {
  const { page } = browser
  await page.goto(address)
  await page.getByRole('heading', { name: 'Let a model write a column' }).waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Add a model' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a model' })
  await dialog.getByLabel('Model', { exact: true }).fill('small-1')
  await dialog.getByLabel('Key', { exact: true }).fill('sk-secret')
  await dialog.getByLabel('Price of prompts').fill('2')
  await dialog.getByLabel('Price of answers').fill('8')
  await dialog.getByRole('button', { name: /Another address/ }).click()
  await dialog.getByLabel('Address').fill(double.address)
  expect(await axeFindings(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Add and ask one word' }).click()
  await page.getByRole('dialog', { name: 'Add an AI column' }).waitFor()
})

test('a column is described over a real row, and tried', async () => {
  const { page } = browser
  const dialog = page.getByRole('dialog', { name: 'Add an AI column' })
  await dialog.getByLabel('Name').fill('Summary')
  await dialog.getByLabel(/What the model is asked/).fill('Describe ')
  await dialog.getByRole('button', { name: 'name', exact: true }).click()
  await dialog.getByLabel(/What the model is asked/).press('End')
  await page.keyboard.type(' in a sentence.')
  await dialog.getByText('Describe Hotel 1 in a sentence.').waitFor()
  expect(await axeFindings(page)).toEqual([])
  expect(double.received).toHaveLength(1)
  await dialog.getByRole('button', { name: 'Add the column' }).click()
  await page.getByRole('button', { name: 'Try 5 rows' }).click()
  await page.getByText('Tried with a few rows').waitFor()
  await page.getByText('A quiet house by the sea.').first().waitFor()
  expect(double.received).toHaveLength(6)
  expect(await axeFindings(page)).toEqual([])
})

test('all rows are filled within caps that an estimate proposes, and nothing is asked twice', async () => {
  const { page } = browser
  await page.getByRole('button', { name: 'Fill all rows…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Fill Summary' })
  await dialog.getByText('5 rows of 12 are answered already.', { exact: false }).waitFor()
  expect(await axeFindings(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Start asking' }).click()
  await page.getByText('Filled', { exact: true }).waitFor()
  expect(double.received).toHaveLength(13)
})

test('the answers go into the rows through a comparison, and what is held is put right', async () => {
  const { page } = browser
  await page.getByRole('button', { name: 'Put into the rows' }).click()
  await page.getByRole('button', { name: /Compare/ }).click()
  await page.getByText('12 rows changed').waitFor()
  await page.getByRole('button', { name: /Replace the rows/ }).click()
  await page.getByRole('link', { name: 'AI columns' }).click()
  await page.getByText('In the rows, 1 row held').waitFor()
  await page.getByRole('button', { name: 'Answers' }).click()
  await page.getByText('It says what its row does not: the number "99".').waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Correct by hand' }).click()
  await page.getByLabel('What Summary is to say in H7').fill('A house by the lake.')
  await page.getByRole('button', { name: 'Correct', exact: true }).click()
  await page.getByText('In the rows', { exact: true }).waitFor()
  await page.getByText('No row is held.').waitFor()
  expect(browser.complaints).toEqual([])
})

test('its notice leads back to the tab', async () => {
  const { page } = browser
  await page.goto(`${app.url}/notices`)
  await page.getByText('Summary of', { exact: false }).first().click()
  await page.getByRole('link', { name: 'Open the data' }).click()
  await page.waitForURL(/tab=ai/)
})
