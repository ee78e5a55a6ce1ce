// kill -9 while the sample project of a new owner is being made: the next start goes on, and there is one in the end.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EndedEarly, type ProductProcess, startProduct } from './processes.ts'

/** Milliseconds after each start. */
const kills = [0, 300, 700, 1200, 2200]
let dataDir: string
let product: ProductProcess
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'seomatic-sample-'))
})
afterAll(async () => {
  await product?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

const start = async () => {
  product = await startProduct({
    dataDir,
    databaseUrl: '',
    // Nothing of it goes to a real site.
    wixUrl: 'http://127.0.0.1:9',
    env: { SAMPLE_PROJECT: 'on' },
  })
}

test('the sample is whole, and the only one, after it was killed on the way again and again', async () => {
  await start()
  const token = /#token=(\S+)/.exec(product.output())![1]
  const body = { token, name: 'Ada', email: 'ada@example.com', password: 'violet kettle crosses seven' }
  const made = await fetch(`${product.url}/api/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: product.url },
    body: JSON.stringify(body),
  })
  expect(made.status).toBe(201)
  const cookie = made.headers.get('set-cookie')!.split(';')[0]!
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  const get = async (path: string): Promise<any> =>
    (await fetch(`${product.url}/api${path}`, { headers: { cookie } })).json()

  for (const ms of kills) {
    await new Promise((resolve) => setTimeout(resolve, ms))
    product.kill('SIGKILL')
    await product.ended
    await start().catch((error: unknown) => {
      if (!(error instanceof EndedEarly)) throw error
      return start()
    })
  }
  await expect.poll(async () => (await get('/sample')).state, { timeout: 150_000 }).toBe('ready')
  const sample = await get('/sample')
  const [projects, datasets, templates, connections] = await Promise.all(
    ['/projects', '/datasets', '/templates', '/connections'].map(async (path) => (await get(path)).items),
  )
  expect(projects.map((one: { id: string }) => one.id)).toEqual([sample.projectId])
  expect(datasets).toMatchObject([{ id: sample.datasetId, rowCount: 25 }])
  expect(templates).toMatchObject([{ id: sample.templateId }])
  expect(connections).toMatchObject([{ kind: 'practice', status: 'active' }])
  await expect
    .poll(async () => (await get(`/projects/${sample.projectId}/plans`)).items.map(stateOf), {
      timeout: 150_000,
    })
    .toEqual(['ready'])
})

const stateOf = ({ state }: { state: string }) => state
