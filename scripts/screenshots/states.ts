// The states that a good day never shows: refused files, hostile rows, conflicts, waits, doubts, stops. Made on the
// practice site through the control calls of the simulator.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { hardCsv } from './sample.ts'
import { connect, start, upload, type Walk } from './walk.ts'

interface Post {
  id: string
  draft: { title: string }
}

function simulator(scratch: string) {
  const { url } = JSON.parse(readFileSync(join(scratch, 'data/practice/address.json'), 'utf8')) as {
    url: string
  }
  return async (method: string, path: string, body?: object): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${url}/__simulator/${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    const value = (await answer.json()) as Record<string, unknown>
    if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`)
    return value
  }
}

async function refusals({ page, origin, scratch, shoot }: Walk): Promise<void> {
  const files: [string, string, string | Buffer][] = [
    ['50-import-binary', 'photo.csv', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['51-import-quote', 'quote.csv', `code,name\n${'P-1,"never closed\n'}${'P-2,Park\n'.repeat(40)}`],
    ['52-import-legacy', 'alt.csv', Buffer.from('code,name\nP-1,Z\xfcrich\nP-2,M\xfcnchen\n', 'latin1')],
    [
      '53-import-duplicates',
      'twice.csv',
      `code,name\n${'P-1,Park\nP-2,Lake\nP-2,Sea\nP-3,Hill\nP-1,Wood\n'}`,
    ],
    ['54-import-empty', 'empty.csv', ''],
  ]
  for (const [name, file, content] of files) {
    await page.goto(`${origin}/data/import`)
    writeFileSync(join(scratch, file), content)
    await page.getByLabel('File to import').setInputFiles(join(scratch, file))
    await page.waitForTimeout(2500)
    if (name === '53-import-duplicates') {
      await page.getByRole('combobox', { name: 'Key column' }).click()
      await page.getByRole('option', { name: 'code' }).click()
      await page.getByRole('button', { name: /^Import \d+ rows/ }).click({ force: true })
      await page.waitForTimeout(2000)
    }
    await shoot(name)
  }
}

async function hostileRows({ page, origin, scratch, shoot }: Walk): Promise<void> {
  await page.goto(`${origin}/data/import`)
  await upload(page, scratch, hardCsv(64))
  await page.getByText('Which column identifies a row?').waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: /^Import \d+ rows/ }).click()
  await page.getByLabel('Search the rows').waitFor({ timeout: 60_000 })
  await shoot('55-dataset-hard')
  await page.getByLabel('Search the rows').fill('nothing has this')
  await page.waitForTimeout(1200)
  await shoot('56-dataset-no-match')
  await page.goto(`${origin}/projects/new`)
  await page.getByRole('combobox', { name: 'Author' }).click()
  await page.getByRole('option').first().click()
  await page.getByRole('button', { name: 'Create project' }).click()
  await page.getByRole('button', { name: 'Check all pages' }).click()
  await page.getByRole('button', { name: 'Check again' }).waitFor({ timeout: 60_000 })
  await shoot('57-pages-hard')
  await page.locator('tbody button[aria-pressed]').nth(1).click()
  await page.getByTitle(/Preview of/).waitFor()
  await shoot('58-page-panel-hard')
  await page.keyboard.press('Escape')
}

async function template({ page, shoot }: Walk): Promise<void> {
  await page.getByRole('link', { name: 'Template', exact: true }).click()
  await page.getByRole('button', { name: /^Body/ }).click()
  await page.getByText('HTML and Liquid', { exact: true }).click()
  await page.locator('.cm-content').click()
  await page.keyboard.press('Control+Home')
  await page.keyboard.type('<p>Mine</p>\n')
  await page.evaluate(`(async () => {
    const { items: [one] } = await (await fetch('/api/templates')).json()
    await fetch('/api/templates/' + one.id, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ expectedVersion: one.version, fields: one.fields }),
    })
  })()`)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('region', { name: /saved version 2$/ }).waitFor()
  await shoot('59-template-stale')
  await page.getByRole('button', { name: 'Take theirs, discard mine' }).click()
}

const creates = 'POST /blog/v3/bulk/draft-posts/create'

async function openPlan(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/projects`)
  await page.locator('tbody a').first().click()
  await page.getByRole('link', { name: 'Plan' }).first().click()
  const publish = page.getByRole('button', { name: /^Publish \d|^Nothing to publish/ })
  const make = page.getByRole('button', { name: /^(Create a plan|Plan again)$/ })
  await publish.or(make).first().waitFor()
  if ((await publish.count()) === 0) await make.click()
  await publish.waitFor({ timeout: 120_000 })
}

async function stops({ page, origin, scratch, shoot }: Walk): Promise<void> {
  const control = simulator(scratch)
  await openPlan(page, origin)
  await shoot('60-plan-held')
  await control('POST', 'faults', { route: creates, kind: 'no-permission', times: 4 })
  await page.getByRole('button', { name: /^Publish \d/ }).click()
  await page.getByText('Needs attention').first().waitFor({ timeout: 60_000 })
  await shoot('61-run-attention')
  await control('DELETE', 'faults')
  await control('POST', 'faults', { route: creates, kind: 'throttle-before', nth: 2, retryAfterMs: 25_000 })
  await page.getByRole('button', { name: 'Resume' }).click()
  await page
    .getByText(/Wix asked us to wait|lost the answer/)
    .first()
    .waitFor({ timeout: 60_000 })
  await page.waitForTimeout(1500)
  await shoot('62-run-waiting')
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByText('Paused').first().waitFor({ timeout: 180_000 })
  await shoot('63-run-paused')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Cancel run' }).click()
  await page.getByText('Cancelled').first().waitFor({ timeout: 300_000 })
  await shoot('64-run-cancelled')
  await control('DELETE', 'faults')
}

async function differences({ page, origin, scratch, shoot }: Walk): Promise<void> {
  const control = simulator(scratch)
  await openPlan(page, origin)
  await control('POST', 'faults', { route: creates, kind: 'bulk-partial', indexes: [1, 3], times: 1 })
  await control('POST', 'faults', { route: creates, kind: 'accept-then-drop', nth: 2, times: 1 })
  await page.getByRole('button', { name: /^Publish \d/ }).click()
  await page
    .getByText(/lost the answer/)
    .first()
    .waitFor({ timeout: 60_000 })
  await page.route('**/events', (route) => route.abort())
  await page.reload()
  await page.getByText(/reconnecting/).waitFor()
  await shoot('65-run-doubt-reconnecting')
  await page.unroute('**/events')
  const { siteId, posts } = await allPosts(control)
  for (const post of posts.slice(-6, -3)) {
    const fields = { title: `${post.draft.title} (edited by hand)` }
    await control('POST', 'items/edit', { siteId, kind: 'post', id: post.id, fields, publish: true })
  }
  await page.getByRole('heading', { name: /match\.|published; see/ }).waitFor({ timeout: 300_000 })
  await shoot('66-receipt-differences')
  await page.getByRole('combobox', { name: 'In Wix' }).selectOption('different')
  await page.waitForTimeout(1000)
  if ((await page.locator('tbody button[aria-pressed]').count()) > 0)
    await page.locator('tbody button[aria-pressed]').first().click()
  await shoot('67-run-item-different')
}

async function allPosts(control: ReturnType<typeof simulator>): Promise<{ siteId: string; posts: Post[] }> {
  const { sites } = (await control('GET', 'sites')) as { sites: { id: string }[] }
  const siteId = sites[0]?.id ?? ''
  const { items } = await control('GET', `items?site=${siteId}&kind=posts`)
  return { siteId, posts: items as Post[] }
}

/** Rows change while people edit the same posts in Wix, others are deleted there, and rows go away here. */
async function conflicts({ page, origin, scratch, shoot }: Walk): Promise<void> {
  const control = simulator(scratch)
  const { siteId, posts } = await allPosts(control)
  for (const [index, post] of posts.slice(0, 5).entries()) {
    if (index === 4) {
      await control('POST', 'items/delete', { siteId, kind: 'post', id: post.id })
      continue
    }
    const text = (value: string) => ({ type: 'TEXT', id: '', textData: { text: value, decorations: [] } })
    const richContent = {
      nodes: [
        { type: 'HEADING', id: 'h', headingData: { level: 3 }, nodes: [text('Visiting hours')] },
        {
          type: 'PARAGRAPH',
          id: 'p',
          nodes: [text('Open every day from nine to five, closed on holidays.')],
        },
      ],
    }
    const fields = { title: `${post.draft.title} (our favourite)`, richContent }
    await control('POST', 'items/edit', { siteId, kind: 'post', id: post.id, fields, publish: true })
  }
  await page.goto(`${origin}/data`)
  await page.locator('tbody a').first().click()
  await page.getByRole('link', { name: 'Import again' }).click()
  await upload(page, scratch, hardCsv(64, { changed: 60, removed: 3 }))
  await page.getByRole('button', { name: 'Compare with current rows' }).click({ timeout: 60_000 })
  await page.getByRole('button', { name: /^Replace the rows/ }).click({ timeout: 60_000 })
  await page.getByLabel('Search the rows').waitFor()
  await openPlan(page, origin)
  await page.getByRole('button', { name: /^Conflict/ }).click()
  await page.waitForTimeout(800)
  await shoot('70-plan-conflicts')
  await page.locator('tbody button[aria-pressed]').first().click()
  await page.getByText('In Wix now').first().waitFor()
  await shoot('71-conflict')
  await page.getByRole('button', { name: 'Take ours', exact: true }).click()
  await page.waitForTimeout(800)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Hold all for later' }).click()
  await page.waitForTimeout(800)
  await shoot('72-conflicts-decided')
  for (const [name, label] of [
    ['73-plan-gone', /^Gone in Wix/],
    ['74-plan-update', /^Update/],
    ['75-plan-remove', /^Remove/],
  ] as const) {
    const button = page.getByRole('button', { name: label }).first()
    if ((await button.count()) === 0) continue
    await button.click()
    await page.waitForTimeout(800)
    if (name === '75-plan-remove') await page.getByRole('checkbox').first().click()
    else await page.locator('tbody button[aria-pressed]').first().click()
    await page.waitForTimeout(1000)
    await shoot(name)
    await page.keyboard.press('Escape')
  }
  await page.getByLabel('Search the plan').fill('nothing has this')
  await page.waitForTimeout(1000)
  await shoot('76-plan-no-match')
}

export const states = [start, connect, refusals, hostileRows, template, stops, differences, conflicts]
