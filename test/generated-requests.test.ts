// Whatever is sent, the answer is a refusal with words or the thing itself, and never "something went wrong".
import { afterAll, beforeAll, expect, it } from 'vitest'
import { endpoints } from '../src/server/openapi.ts'
import { startTestApp, type TestApp } from './helpers/app.ts'
import { type Existing, type GeneratedRequest, generateRequests } from './helpers/generated-requests.ts'

/** So many in a usual run; more with GENERATED_REQUESTS=5000, others with GENERATED_SEED=7. */
const count = Number(process.env['GENERATED_REQUESTS'] ?? 400)
const seed = Number(process.env['GENERATED_SEED'] ?? 1)

let app: TestApp
beforeAll(async () => {
  // Nobody is there: no generated key reaches Wix.
  app = await startTestApp({ config: { wixApiUrl: 'http://127.0.0.1:9' } })
})
afterAll(() => app.close())

const post = async (path: string, body: object = {}) => {
  const answer = await app.call('POST', path, { body })
  expect(answer.status, `${path} ${answer.text}`).toBeLessThan(300)
  return answer.body
}

async function until(path: string, state: string) {
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    const { body } = await app.call('GET', path)
    if (body.state === state) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`${path} did not get there`)
}

function send(request: Pick<GeneratedRequest, 'method' | 'path' | 'payload' | 'contentType'>) {
  const { method, path, payload, contentType } = request
  return app.program.app!.inject({
    method: method as 'GET',
    url: path,
    headers: {
      host: new URL(app.url).host,
      cookie: app.cookie,
      origin: app.url,
      ...(payload !== undefined && { 'content-type': contentType }),
    },
    ...(payload !== undefined && { payload }),
  })
}

async function publish(planId: string): Promise<string> {
  await until(`/api/plans/${planId}`, 'ready')
  const run = await post(`/api/plans/${planId}/apply`)
  await until(`/api/runs/${run.id}`, 'done')
  return run.id
}

let round = 0
/** Nothing that is asked for ends it or takes it away, so one is enough. */
let finished: string | undefined
/** Asked for once: the practice site is as slow as Wix. */
let authors: Awaited<ReturnType<TestApp['call']>> | undefined

/** One of every noun, from a file to a run that is over. Other rows each time: an address is taken once. */
async function furnish(): Promise<Existing> {
  const keys = [0, 1, 2].map((n) => `r${round}-${n}`)
  round++
  const rows = keys.map((key) => `${key},Town ${key}\n`).join('')
  const form = `--b\r\nContent-Disposition: form-data; name="file"; filename="towns.csv"\r\n\r\nkey,town\n${rows}\r\n--b--\r\n`
  const upload = async () => {
    const sent = { method: 'POST', path: '/api/imports', payload: form }
    return (await send({ ...sent, contentType: 'multipart/form-data; boundary=b' })).json().id as string
  }
  const importId = await upload()
  await until(`/api/imports/${importId}`, 'analysed')
  await post(`/api/imports/${importId}/load`, { keyColumn: 'key', name: 'Towns' })
  await until(`/api/imports/${importId}`, 'loaded')
  const dataset = await post(`/api/imports/${importId}/apply`)
  const site = await post('/api/connections/practice')
  authors ??= await app.call('GET', `/api/connections/${site.id}/choices?destination=wix/blog&kind=authors`)
  const template = await post('/api/templates', {
    name: 'Town',
    destination: 'wix/blog',
    fields: { title: '{{ row.town }}', slug: '{{ row.key }}', body: '<p>{{ row.town }}</p>' },
  })
  const project = await post('/api/projects', {
    name: 'Towns',
    datasetId: dataset.id,
    connectionId: site.id,
    destination: 'wix/blog',
    templateId: template.id,
    options: { authorId: authors.body.items[0].id, mode: 'publish' },
  })
  const plan = await post(`/api/projects/${project.id}/plans`)
  finished ??= await publish(plan.id)
  const next = await post(`/api/projects/${project.id}/plans`)
  const lists = [
    `/api/datasets/${dataset.id}/rows?limit=1`,
    `/api/projects/${project.id}/pages?limit=1`,
    `/api/datasets/${dataset.id}/rows?limit=1&sort=key`,
    `/api/plans/${plan.id}/items?limit=1`,
    `/api/plans/${plan.id}/items?limit=1&sort=title`,
    `/api/projects/${project.id}/plans?limit=1`,
    `/api/runs/${finished}/items?limit=1`,
    `/api/runs/${finished}/items?limit=1&sort=changed`,
    '/api/audit-events?limit=1',
  ]
  const answers = await Promise.all(lists.map((path) => app.call('GET', path)))
  return {
    ids: {
      imports: [importId, await upload()],
      datasets: [dataset.id],
      connections: [site.id],
      templates: [template.id],
      projects: [project.id],
      plans: [plan.id, next.id],
      runs: [finished],
      authors: [authors.body.items[0].id],
    },
    rowKeys: [...keys, 'nothing'],
    cursors: answers.flatMap((answer) => answer.body.nextCursor ?? []),
  }
}

it(`answers ${count} generated requests without a word of "something went wrong"`, async () => {
  const existing: Existing = await furnish()
  // What signs the sender out, and what stays open for as long as a run does.
  const tried = endpoints.filter(
    (one) => one.kind !== 'events' && !(one.method === 'DELETE' && one.path === '/api/session'),
  )
  const failures: string[] = []
  let made = 0
  for (const request of generateRequests(tried, existing, seed)) {
    if (made++ === count) break
    // What was deleted or spoilt meanwhile is there again.
    if (made % 250 === 0) Object.assign(existing, await furnish())
    const answer = await send(request)
    if (answer.statusCode !== 500 && (answer.statusCode !== 401 || request.endpoint.role === 'public'))
      continue
    failures.push(
      `${answer.statusCode} ${request.method} ${request.path} ${String(request.payload).slice(0, 300)}`,
    )
  }
  expect(failures).toEqual([])
}, 900_000)
