// One installation on which the screens of projects have something to show, hard to show where it can be: long words,
// other scripts and directions, markup, emoji. Made over the API, as a program of a user would.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Project } from '../../../src/api/project.ts'
import type { Run } from '../../../src/api/run.ts'
import type { Config } from '../../../src/config.ts'
import { type Client, createClient } from '../../crash/client.ts'
import { startTestApp, type TestApp } from '../../helpers/app.ts'
import { insertTemplate } from '../../helpers/project-parts.ts'
import { usualInput } from '../../helpers/usual-schedule.ts'

export interface Furnished {
  app: TestApp
  ids: Ids
  close(): Promise<void>
}

/** What addresses name. */
export interface Ids {
  /** Hard names; published in part, with a plan that has conflicts, changes and pages to take down. */
  project: string
  dataset: string
  template: string
  run: string
  /** With a schedule. */
  scheduled: string
  /** Without pages, plan, run or schedule. */
  fresh: string
}

const german = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'
const hardNames = [
  `${german} und Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz`,
  'A name of three hundred characters '.repeat(9).slice(0, 300),
  '🏞️ Park 👩‍👩‍👧‍👦 of the 🇨🇭 families 🎡',
  'حديقة الملك عبد العزيز العامة في وسط المدينة',
  'W'.repeat(120),
  'Tom & "Jerry" <Café> {{ row.name }}',
  '東京都庭園美術館',
]
const rowCount = 26
const publishedFirst = 16

/** Another time some have a new text or name, one another address, and the last two are gone. */
export function hardTable(isLater = false): string {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`
  const lines = Array.from({ length: rowCount - (isLater ? 2 : 0) }, (_, n) => {
    const isRenamed = isLater && n > 8 && n < 12
    const name = n === 20 ? '' : (hardNames[n] ?? `${isRenamed ? 'New place' : 'Place'} ${n}`)
    const text = isLater && n < 5 ? 'Reopened with a new hall.' : 'Open all year round, also on Sundays.'
    const path = isLater && n === 7 ? 'moved' : `place-${n + 1}`
    return [`P-${n + 1}`, name, path, ['Zürich', german, '東京'][n % 3]!, `1.${100 + n},50`, text]
      .map(cell)
      .join(',')
  })
  return ['code,name,path,town,price,description', ...lines, 'P-99,Too,many,cells,1,x,y,z'].join('\n')
}

const body = `<h2>{{ row.name }}</h2>
<p>{{ row.description }}</p>
{% if row.town != blank %}<p>It is in {{ row.town }}.</p>{% endif %}
<table><tr><th>Town</th><td>{{ row.town }}</td></tr></table>
`

export async function furnish(config: Partial<Config> = {}): Promise<Furnished> {
  const app = await startTestApp({ listen: true, config })
  try {
    return { app, ids: await fill(app), close: () => app.close() }
  } catch (error) {
    await app.close()
    throw error
  }
}

async function fill(app: TestApp): Promise<Ids> {
  const client = createClient(app.url, app.token)
  const { id: connectionId } = await client.call<{ id: string }>('POST', '/connections/practice', {})
  const { items: authors } = await client.call<{ items: { id: string }[] }>(
    'GET',
    `/connections/${connectionId}/choices?destination=wix/blog&kind=authors`,
  )
  const workspaces = await app.program.database.query<{ id: string }>('select id from workspaces')
  const makeTemplate = () =>
    insertTemplate(app.program.database, workspaces.rows[0]!.id, {
      fields: { title: '{{ row.name }}', slug: '{{ row.path | default: row.code }}', body },
    })
  const makeProject = async (name: string, datasetId: string) =>
    await client.call<Project>('POST', '/projects', {
      name,
      destination: 'wix/blog',
      datasetId,
      connectionId,
      templateId: await makeTemplate(),
      options: { mode: 'publish', authorId: authors[0]!.id },
    })

  const dataset = await client.importCsv(hardTable(), 'code', `Places of the ${german}`)
  const project = await makeProject(hardNames[0]!.slice(0, 100), dataset.id)
  const run = await publishFirst(client, project.id)
  await editInWix(app)
  await client.importCsv(hardTable(true), 'code', dataset.name, dataset.id)
  await client.plan(project.id)

  const small = await client.importCsv('code,name\na,One\nb,Two\nc,Three\n', 'code', 'Small')
  const scheduled = await makeProject('Scheduled', small.id)
  await client.call('PUT', `/projects/${scheduled.id}/schedule`, usualInput)
  const fresh = await makeProject('Fresh', small.id)
  return {
    project: project.id,
    dataset: dataset.id,
    template: project.template.id,
    run: run.id,
    scheduled: scheduled.id,
    fresh: fresh.id,
  }
}

async function publishFirst(client: Client, projectId: string): Promise<Run> {
  await client.call('POST', `/projects/${projectId}/check`, {})
  await until(() => client.call<{ state: string }>('GET', `/projects/${projectId}/check`), 'done')
  const plan = await client.plan(projectId)
  const selection = { first: publishedFirst }
  const { id } = await client.call<Run>('POST', `/plans/${plan.id}/apply`, { selection })
  return client.untilRun(id, ['done'])
}

/** Two posts get another title on the practice site, as their rows do; one is deleted there. */
async function editInWix(app: TestApp): Promise<void> {
  const { url } = JSON.parse(readFileSync(join(app.config.dataDir, 'practice/address.json'), 'utf8')) as {
    url: string
  }
  const control = async (path: string, given?: object) => {
    const answer = await fetch(`${url}/__simulator/${path}`, {
      ...(given && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(given),
      }),
    })
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
    return (await answer.json()) as {
      sites: { id: string }[]
      items: { id: string; draft: { title: string } }[]
    }
  }
  const { sites } = await control('sites')
  const siteId = sites[0]!.id
  const { items } = await control(`items?site=${siteId}&kind=posts`)
  const post = { siteId, kind: 'post' }
  const idOf = (title: string) => items.find(({ draft }) => draft.title === title)!.id
  for (const title of ['Place 9', 'Place 10'])
    await control('items/edit', {
      ...post,
      id: idOf(title),
      fields: { title: `${title} (ours)` },
      publish: true,
    })
  await control('items/delete', { ...post, id: idOf('Place 12') })
}

export async function until(read: () => Promise<{ state: string }>, state: string): Promise<void> {
  for (const limit = Date.now() + 120_000; ; ) {
    const found = await read()
    if (found.state === state) return
    if (Date.now() > limit) throw new Error(`It is not ${state}: ${JSON.stringify(found).slice(0, 500)}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
