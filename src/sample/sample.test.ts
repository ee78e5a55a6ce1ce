import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startTestApp, type TestApp } from '../../test/helpers/app.ts'

// A practice site is a process of its own, and pages are rendered in others.
vi.setConfig({ testTimeout: 180_000 })

// One owner from the first minute on: each test goes on where the last one ended.
let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ config: { hasSample: true } })
})
afterAll(() => app?.close())

const get = async (path: string) => (await app.call('GET', `/api${path}`)).body
const remove = async () => (await app.call('DELETE', '/api/sample')).status
const make = async () => (await app.call('POST', '/api/sample', { body: {} })).status

async function ready() {
  await expect.poll(async () => (await get('/sample')).state, { timeout: 120_000 }).toBe('ready')
  return get('/sample')
}

/** How many there are of each thing that a sample is made of. */
async function counts(): Promise<number[]> {
  const lists = ['/projects', '/datasets', '/templates', '/connections']
  return Promise.all(lists.map(async (path) => (await get(path)).items.length))
}

it('is there after the account was made, with pages, checks and a plan, and no real connection', async () => {
  const { projectId, rowKey } = await ready()
  expect(await counts()).toEqual([1, 1, 1, 1])
  const project = await get(`/projects/${projectId}`)
  expect(project).toMatchObject({ dataset: { rowCount: 25 }, connection: { kind: 'practice' } })
  expect((await get('/session')).missingConnection).toBe(true)

  const check = async () => get(`/projects/${projectId}/check`)
  await expect.poll(async () => (await check()).state, { timeout: 120_000 }).toBe('done')
  expect(await check()).toMatchObject({ checked: 25, withErrors: 0 })
  const plans = async () => (await get(`/projects/${projectId}/plans`)).items
  await expect.poll(async () => (await plans())[0].state, { timeout: 120_000 }).toBe('ready')
  expect((await plans())[0].willSend).toMatchObject({ total: 25, byAction: { create: 25 } })

  const page = await get(`/projects/${projectId}/pages/${rowKey}`)
  expect(page.problems).toEqual([])
  expect(page.html).toContain('<h2')
  expect(page.html).toContain('<table')
})

it('copes with the empty cells of its table: no page says a word of nothing', async () => {
  const { projectId } = await ready()
  const html = async (row: string) => (await get(`/projects/${projectId}/pages/${row}`)).html as string
  expect(await html('matcha')).not.toContain('Time')
  expect(await html('earl-grey')).toContain('no one place')
  expect(await html('gyokuro')).toContain('best on its own')
  expect(await html('hojicha')).toContain('1 minute')
})

it('goes with one call, but for the practice site', async () => {
  expect(await remove()).toBe(204)
  expect(await remove()).toBe(204)
  expect(await counts()).toEqual([0, 0, 0, 1])
  expect(await get('/sample')).toMatchObject({ state: 'none', datasetId: null, templateId: null })
})

it('is made again on request, once however often that is asked', async () => {
  expect(await Promise.all([make(), make(), make()])).toEqual([202, 202, 202])
  await ready()
  expect(await make()).toBe(202)
  await ready()
  expect(await counts()).toEqual([1, 1, 1, 1])
})

it('is no sample any more once its project was deleted, and what was left of it is used again', async () => {
  const before = await ready()
  await app.call('DELETE', `/api/projects/${before.projectId}`)
  expect(await get('/sample')).toMatchObject({ state: 'none', datasetId: before.datasetId })
  await make()
  const { datasetId, templateId } = await ready()
  expect({ datasetId, templateId }).toEqual({ datasetId: before.datasetId, templateId: before.templateId })
  expect(await counts()).toEqual([1, 1, 1, 1])
})

it('leaves what the owner has come to use', async () => {
  const sample = await ready()
  const { destination, options, connection } = await get(`/projects/${sample.projectId}`)
  const own = await app.call('POST', '/api/projects', {
    body: {
      name: 'Mine',
      destination,
      options,
      connectionId: connection.id,
      datasetId: sample.datasetId,
      templateId: sample.templateId,
    },
  })
  expect(own.status).toBe(201)
  expect(await remove()).toBe(204)
  expect((await get('/projects')).items).toMatchObject([{ name: 'Mine' }])
  expect(await counts()).toEqual([1, 1, 1, 1])
})

it('remembers the first steps of each person on the server', async () => {
  expect(await get('/first-steps')).toEqual({ hasLooked: false, isPutAway: false })
  const change = (body: object) => app.call('PATCH', '/api/first-steps', { body })
  expect((await change({ hasLooked: true })).body).toEqual({ hasLooked: true, isPutAway: false })
  expect((await change({ isPutAway: true })).body).toEqual({ hasLooked: true, isPutAway: true })
  expect((await change({ isPutAway: false })).body).toEqual({ hasLooked: true, isPutAway: false })
})
