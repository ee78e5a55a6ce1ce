// Rows into a collection and into the store of the practice site, in a real browser: fields mapped, items taken over.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../helpers/app.ts'
import { axeFindings, planButton, startBrowser, type TestBrowser } from './browser.ts'

let app: TestApp
let browser: TestBrowser
let scratch: string

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'seomatic-e2e-'))
  app = await startTestApp({ listen: true, signedIn: false })
  browser = await startBrowser()
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
  rmSync(scratch, { recursive: true, force: true })
})

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
const api = async (path: string): Promise<any> =>
  browser.page.evaluate(async (address) => (await fetch(address)).json(), path)

test('an owner with a practice site and a table', async () => {
  const { page } = browser
  const token = await app.program.accounts.setup.renewToken()
  await page.goto(`${app.url}/setup#token=${token}`)
  await page.getByLabel('Your name').fill('Ada Lovelace')
  await page.getByLabel('E-mail').fill('ada@example.com')
  await page.getByLabel('Password', { exact: true }).fill('violet kettle crosses seven')
  await page.getByRole('button', { name: 'Create owner account' }).click()
  await page.getByText('From a table to live pages').waitFor()
  await page.goto(`${app.url}/connections`)
  await page.getByRole('button', { name: 'Try on a practice site' }).first().click()
  await page.getByRole('button', { name: 'Check now' }).waitFor({ timeout: 60_000 })

  const file = join(scratch, 'towns.csv')
  const rows = Array.from({ length: 24 }, (_, i) => {
    const country = i % 2 === 0 ? 'Austria' : 'Spain'
    return `T-${i + 1},Town ${i + 1},town-${i + 1},A town in ${country},${1000 + i},${country},${9 + i}.50`
  })
  writeFileSync(file, ['code,name,slug,summary,population,country,price', ...rows, ''].join('\n'))
  await page.goto(`${app.url}/data/import`)
  await page.getByLabel('File to import').setInputFiles(file)
  await page.getByRole('button', { name: 'Import 24 rows' }).click({ timeout: 60_000 })
  await page.getByLabel('Search the rows').waitFor({ timeout: 60_000 })
})

test('the fields of a collection are mapped with suggested columns', async () => {
  const { page } = browser
  await page.goto(`${app.url}/projects/new`)
  await page.getByRole('radio', { name: /Wix CMS collection/ }).check()
  await page.getByRole('combobox', { name: /Collection/ }).click()
  await page.getByRole('option', { name: /Places/ }).click()
  const filled = (label: string) => page.getByRole('combobox', { name: `What fills ${label}`, exact: true })
  await filled('Title').waitFor({ timeout: 30_000 })
  expect(await filled('Title').inputValue()).toBe('name')
  expect(await filled('Slug').inputValue()).toBe('slug')
  expect(await filled('Population').inputValue()).toBe('population')
  expect(await filled('Country').inputValue()).toBe('country')
  expect(await filled('Notes of the editors').inputValue()).toBe('Leave alone')
  expect(await axeFindings(page)).toEqual([])
  await page.getByLabel('Name of the project').fill('Towns in the CMS')
  await page.getByRole('button', { name: 'Create project' }).click()
  await page.getByRole('button', { name: 'Check all pages' }).waitFor()
})

test('each row becomes an item whose address is told', async () => {
  const { page } = browser
  await planButton(page).click()
  await page.getByRole('button', { name: /^Publish 24 .* Practice site$/ }).click({ timeout: 120_000 })
  await page.getByRole('heading', { name: /24 match/ }).waitFor({ timeout: 120_000 })
  expect(await axeFindings(page)).toEqual([])
  const [run] = (await api('/api/runs')).items
  expect(run.receipt).toMatchObject({ accepted: 24, verifiedEqual: 24, differences: 0 })
  const { items } = await api(`/api/runs/${run.id}/items?limit=100`)
  expect(items.every((item: { url: string | null }) => /\/places\/town-\d+$/.test(item.url ?? ''))).toBe(true)
})

test('a second project on the same rows takes the items over instead of making them again', async () => {
  const { page } = browser
  await page.goto(`${app.url}/projects/new`)
  await page.getByRole('radio', { name: /Wix CMS collection/ }).check()
  await page.getByRole('combobox', { name: /Collection/ }).click()
  await page.getByRole('option', { name: /Places/ }).click()
  await page.getByRole('combobox', { name: /exist already/ }).click()
  await page.getByRole('option', { name: /field/i }).click()
  await page.getByRole('combobox', { name: 'Field to find them by' }).click()
  await page.getByRole('option', { name: /slug/i }).click()
  await page.getByRole('combobox', { name: 'What fills Title', exact: true }).waitFor()
  await page.getByLabel('Name of the project').fill('Second towns')
  await page.getByRole('button', { name: 'Create project' }).click()
  await page.getByRole('heading', { name: 'Second towns' }).waitFor()
  await planButton(page).click()
  await page.getByRole('heading', { name: /take over 24/i }).waitFor({ timeout: 120_000 })
  const [project] = (await api('/api/projects')).items
  const [plan] = (await api(`/api/projects/${project.id}/plans`)).items
  expect(plan.counts).toMatchObject({ adopt: 24, create: 0 })
  expect(await axeFindings(page)).toEqual([])
})

test('products with a price and an info section are published to the store', async () => {
  const { page } = browser
  await page.goto(`${app.url}/projects/new`)
  await page.getByRole('radio', { name: /Store/ }).check()
  await page.getByRole('combobox', { name: 'What fills Name', exact: true }).waitFor({ timeout: 30_000 })
  expect(await page.getByRole('combobox', { name: 'What fills Price', exact: true }).inputValue()).toBe(
    'price',
  )
  await page.getByLabel('Name of the project').fill('Towns as products')
  await page.getByRole('button', { name: 'Create project' }).click()
  await page.getByRole('heading', { name: 'Towns as products' }).waitFor()
  await planButton(page).click()
  await page.getByRole('button', { name: /^Publish 24 .* Practice site$/ }).click({ timeout: 120_000 })
  await page.getByRole('heading', { name: /24 match/ }).waitFor({ timeout: 120_000 })
  const [run] = (await api('/api/runs')).items
  expect(run.receipt).toMatchObject({ accepted: 24, verifiedEqual: 24, differences: 0 })
})

test('the browser had nothing to complain about', () => {
  expect(browser.complaints).toEqual([])
})
