// What the screens outside of projects show: a file that waits for a yes, a table from a link, a column that a model wrote.
import type { Dataset } from '../../../src/api/dataset.ts'
import type { Import } from '../../../src/api/import.ts'
import { type Client, createClient } from '../../crash/client.ts'
import type { TestApp } from '../../helpers/app.ts'
import { type FileServer, startFileServer } from '../../helpers/file-server.ts'
import { type ModelDouble, startModelDouble } from '../../helpers/model-double.ts'
import { type Furnished, furnish, hardTable, type Ids, until } from './furnish.ts'

export interface AllIds extends Ids {
  /** An import that is compared with the rows there are. */
  import: string
  /** From a link. */
  linked: string
  /** With an AI column and its answers. */
  written: string
}

export async function furnishAll(): Promise<Furnished & { ids: AllIds }> {
  const files = await startFileServer('code,name,price\nH1,Adria,"1.100,50"\nH2,Bellevue,"1.200,50"\n')
  const model = await startModelDouble('openai-compatible')
  model.key = null
  const doubles = [files, model]
  let world: Furnished | undefined
  const close = async () => {
    await world?.close()
    for (const double of doubles) await double.close()
  }
  try {
    world = await furnish({ fetchAllowedHosts: doubles.map(({ host }) => host) })
    const { app, ids } = world
    const client = createClient(app.url, app.token)
    return {
      app,
      ids: {
        ...ids,
        import: await waitingImport(app, client, ids.dataset),
        linked: await connectLink(client, files),
        written: await askModel(client, model),
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** A file whose rows wait for somebody to say that they are the new ones. */
async function waitingImport(app: TestApp, client: Client, datasetId: string): Promise<string> {
  const form = new FormData()
  form.append('datasetId', datasetId)
  form.append('file', new File([hardTable()], 'places.csv', { type: 'text/csv' }))
  const headers = { authorization: `Bearer ${app.token}` }
  const answer = await fetch(`${app.url}/api/imports`, { method: 'POST', headers, body: form })
  const { id } = (await answer.json()) as { id: string }
  await until(() => client.call('GET', `/imports/${id}`), 'analysed')
  return id
}

async function connectLink(client: Client, files: FileServer): Promise<string> {
  const { import: found } = await client.call<{ import: Import }>('POST', '/sources', {
    kind: 'link',
    config: { url: `${files.url}/hotels.csv` },
    rhythm: { every: 'hour' },
  })
  await until(() => client.call('GET', `/imports/${found.id}`), 'analysed')
  await client.call('POST', `/imports/${found.id}/load`, { keyColumn: 'code', name: 'Hotels' })
  await until(() => client.call('GET', `/imports/${found.id}`), 'loaded')
  return (await client.call<Dataset>('POST', `/imports/${found.id}/apply`, {})).id
}

/** A table with a column that is answered for its rows. */
async function askModel(client: Client, model: ModelDouble): Promise<string> {
  const { id: datasetId } = await client.importCsv('code,name\na,One\nb,Two\nc,Three\n', 'code', 'Written')
  const endpoint = await client.call<{ id: string }>('POST', '/ai-endpoints', {
    name: 'Small',
    kind: model.kind,
    address: model.address,
    model: 'small-1',
    priceIn: 2,
    priceOut: 8,
  })
  const column = await client.call<{ id: string }>('POST', `/datasets/${datasetId}/ai-columns`, {
    name: 'Summary',
    endpointId: endpoint.id,
    prompt: 'Describe {{ row.name }}.',
  })
  const run = await client.call<{ id: string }>('POST', `/ai-columns/${column.id}/runs`, {
    kind: 'sample',
    mostCost: 1,
    mostCalls: 5,
  })
  await until(() => client.call('GET', `/ai-runs/${run.id}`), 'done')
  return datasetId
}
