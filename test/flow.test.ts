// The whole program through its API, without a browser: from a CSV to published posts on the practice site.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from './helpers/app.ts'
import { describeEachDatabase } from './helpers/database.ts'

describeEachDatabase('the program', (_, kind) => {
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp(kind === 'pglite' ? { config: { databaseUrl: '' } } : {})
  })
  afterAll(() => app.close())

  const rows = 25
  const csv = `key,town,text\n${Array.from({ length: rows }, (_, n) => `t${n},Town ${n},"<p>About town ${n}.</p>"`).join('\n')}\n`

  async function upload(text: string) {
    const boundary = 'seomatic-test'
    const part = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="towns.csv"\r\nContent-Type: text/csv\r\n\r\n${text}\r\n--${boundary}--\r\n`
    const answer = await app.program.app!.inject({
      method: 'POST',
      url: '/api/imports',
      headers: {
        host: new URL(app.url).host,
        cookie: app.cookie,
        origin: app.url,
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
      payload: part,
    })
    expect(answer.statusCode, answer.body).toBe(202)
    return answer.json()
  }

  /** Asks until the answer is as expected; a state in `never` fails at once. */
  async function until(path: string, isThere: (body: { state: string }) => boolean, never: string[] = []) {
    for (const end = Date.now() + 60_000; Date.now() < end; ) {
      const { body } = await app.call('GET', path)
      if (isThere(body)) return body
      if (never.includes(body.state)) throw new Error(JSON.stringify(body))
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`${path} did not get there`)
  }

  const post = async (path: string, body: object = {}) => {
    const answer = await app.call('POST', path, { body })
    expect(answer.status, `${path} ${answer.text}`).toBeLessThan(300)
    return answer.body
  }

  it('publishes every row once, and nothing the second time', async () => {
    const bad = ['refused', 'failed']
    const { id: importId } = await upload(csv)
    await until(`/api/imports/${importId}`, (one) => one.state === 'analysed', bad)
    await post(`/api/imports/${importId}/load`, { keyColumn: 'key', name: 'Towns' })
    await until(`/api/imports/${importId}`, (one) => one.state === 'loaded', bad)
    const dataset = await post(`/api/imports/${importId}/apply`)
    expect(dataset.rowCount).toBe(rows)

    const site = await post('/api/connections/practice')
    const authors = await app.call(
      'GET',
      `/api/connections/${site.id}/choices?destination=wix/blog&kind=authors`,
    )
    const template = await post('/api/templates', {
      name: 'Town',
      destination: 'wix/blog',
      fields: { title: '{{ row.town }}', slug: '{{ row.key }}', body: '{{ row.text | raw }}' },
    })
    const project = await post('/api/projects', {
      name: 'Towns',
      datasetId: dataset.id,
      connectionId: site.id,
      destination: 'wix/blog',
      templateId: template.id,
      options: { authorId: authors.body.items[0].id, mode: 'publish' },
    })

    async function publish() {
      const { id } = await post(`/api/projects/${project.id}/plans`)
      const plan = await until(`/api/plans/${id}`, (one) => one.state === 'ready', ['failed'])
      return { plan, run: () => post(`/api/plans/${id}/apply`) }
    }
    const first = await publish()
    expect(first.plan.counts.create).toBe(rows)
    const { id: runId } = await first.run()
    const done = await until(`/api/runs/${runId}`, (one) => one.state === 'done', [
      'needs_attention',
      'cancelled',
    ])
    expect(done.receipt).toMatchObject({ accepted: rows, rejected: 0, verifiedEqual: rows, twins: 0 })

    const second = await publish()
    expect(second.plan.counts.unchanged).toBe(rows)
    const refused = await app.call('DELETE', `/api/connections/${site.id}`)
    expect(refused.body.error).toMatchObject({ code: 'conflict', message: expect.stringContaining('Towns') })

    // Who did what, up to who published.
    const audit = await app.call('GET', '/api/audit-events?limit=100')
    const actions = audit.body.items.map((event: { action: string }) => event.action).toReversed()
    expect(
      actions.filter((action: string) => !action.startsWith('connection.') && !/^(setup|token)/.test(action)),
    ).toEqual(['import.uploaded', 'import.applied', 'template.created', 'project.created', 'plan.published'])
    const published = audit.body.items.find((event: { action: string }) => event.action === 'plan.published')
    expect(published).toMatchObject({ actor: 'Olga Owner', subject: first.plan.id })
  })
})
