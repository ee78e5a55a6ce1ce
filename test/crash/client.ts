// Drives the product over HTTP as a user would: no door that users do not have.
import type { Dataset } from '../../src/api/dataset.ts'
import type { Import } from '../../src/api/import.ts'
import type { Plan, PlanItem } from '../../src/api/plan.ts'
import type { Run, RunItem } from '../../src/api/run.ts'

export interface Client {
  call<T>(method: string, path: string, body?: unknown): Promise<T>
  /** A new dataset, or other rows of this one. */
  importCsv(csv: string, keyColumn: string, name: string, datasetId?: string): Promise<Dataset>
  plan(projectId: string): Promise<Plan>
  /** Asks for a plan of another kind, such as `/runs/:id/undo`, and waits until it is ready. */
  planBy(path: string, body: unknown): Promise<Plan>
  planItems(planId: string): Promise<PlanItem[]>
  runItems(runId: string): Promise<RunItem[]>
  /** Waits for one of the states; throws when it does not come. */
  untilRun(runId: string, states: Run['state'][], limitMs?: number): Promise<Run>
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 100))
const owner = { name: 'Olga Owner', email: 'olga@example.com', password: 'four unrelated words 42' }

/** Creates the owner from the link the server printed and returns an API token. */
export async function makeOwner(url: string, output: string): Promise<string> {
  const [, setup = ''] = /\/setup#token=(\S+)/.exec(output) ?? []
  const headers = { 'content-type': 'application/json', origin: url }
  const made = await fetch(`${url}/api/setup`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ token: setup, ...owner }),
  })
  if (made.status !== 201) throw new Error(`The setup failed: ${await made.text()}`)
  const cookie = made.headers.getSetCookie()[0]!.split(';')[0]!
  const created = await fetch(`${url}/api/tokens`, {
    method: 'POST',
    headers: { ...headers, cookie },
    body: JSON.stringify({ name: 'crash tests' }),
  })
  if (created.status !== 201) throw new Error(`No token: ${await created.text()}`)
  return ((await created.json()) as { secret: string }).secret
}

export function createClient(url: string, token: string): Client {
  const authorization = `Bearer ${token}`

  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${url}/api${path}`, {
      method,
      headers: { authorization, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`)
    return (text === '' ? undefined : JSON.parse(text)) as T
  }

  async function untilImport(id: string, state: Import['state']): Promise<Import> {
    for (;;) {
      const found = await call<Import>('GET', `/imports/${id}`)
      if (found.state === state) return found
      if (found.problem) throw new Error(`The import is ${found.state}: ${found.problem.message}`)
      await pause()
    }
  }

  /** Everything of a list that comes in pages. */
  async function all<T>(path: string): Promise<T[]> {
    const items: T[] = []
    for (let cursor = ''; ; ) {
      const query = `limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`
      const page = await call<{ items: T[]; nextCursor: string | null }>('GET', `${path}?${query}`)
      items.push(...page.items)
      if (page.nextCursor === null) return items
      cursor = page.nextCursor
    }
  }

  async function planBy(path: string, body: unknown): Promise<Plan> {
    const { id } = await call<Plan>('POST', path, body)
    for (;;) {
      const plan = await call<Plan>('GET', `/plans/${id}`)
      if (plan.state === 'ready') return plan
      if (plan.state !== 'building') throw new Error(`The plan is ${plan.state}: ${plan.message}`)
      await pause()
    }
  }

  return {
    call,
    planBy,
    async importCsv(csv, keyColumn, name, datasetId) {
      const form = new FormData()
      if (datasetId !== undefined) form.append('datasetId', datasetId)
      form.append('file', new File([csv], `${name}.csv`, { type: 'text/csv' }))
      const answer = await fetch(`${url}/api/imports`, {
        method: 'POST',
        headers: { authorization },
        body: form,
      })
      if (!answer.ok) throw new Error(`The upload failed: ${await answer.text()}`)
      const { id } = (await answer.json()) as Import
      await untilImport(id, 'analysed')
      await call('POST', `/imports/${id}/load`, { keyColumn, name })
      await untilImport(id, 'loaded')
      return call<Dataset>('POST', `/imports/${id}/apply`, {})
    },
    plan: (projectId) => planBy(`/projects/${projectId}/plans`, {}),
    planItems: (planId) => all(`/plans/${planId}/items`),
    runItems: (runId) => all(`/runs/${runId}/items`),
    async untilRun(runId, states, limitMs = 120_000) {
      const limit = Date.now() + limitMs
      for (;;) {
        const run = await call<Run>('GET', `/runs/${runId}`)
        if (states.includes(run.state)) return run
        if (run.state === 'needs_attention' || Date.now() > limit) {
          const counts = JSON.stringify(run.counts)
          throw new Error(`The run is ${run.state}, not ${states.join(' or ')}: ${run.message} ${counts}`)
        }
        await pause()
      }
    },
  }
}
