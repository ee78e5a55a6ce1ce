import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/helpers/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const cities = 'code,name,constructor\nA1,Canillo,c\nA2,Encamp,d\nA3,"Éton, Loire",e\n'

interface Part {
  name: string
  fileName?: string
  content: string
}

function upload(parts: Part[], as: 'owner' | 'nobody' = 'owner') {
  const body = parts.map(
    ({ name, fileName, content }) =>
      `--edge\r\nContent-Disposition: form-data; name="${name}"${fileName ? `; filename="${fileName}"` : ''}\r\n\r\n${content}\r\n`,
  )
  return app.call('POST', '/api/imports', {
    as,
    body: `${body.join('')}--edge--\r\n`,
    headers: { 'content-type': 'multipart/form-data; boundary=edge' },
  })
}

async function until(id: string, state: string) {
  for (let i = 0; i < 200; i++) {
    const { body } = await app.call('GET', `/api/imports/${id}`)
    if (body.state === state) return body
    if (['refused', 'failed'].includes(body.state)) throw new Error(body.problem.message)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`never ${state}`)
}

async function importAll(content: string, datasetId?: string) {
  const parts: Part[] = [{ name: 'file', fileName: 'cities.csv', content }]
  // After the file, where a form may well put it.
  if (datasetId) parts.push({ name: 'datasetId', content: datasetId })
  const started = await upload(parts)
  expect(started.status).toBe(202)
  expect(started.body).toMatchObject({
    state: 'analysing',
    fileName: 'cities.csv',
    datasetId: datasetId ?? null,
  })
  await until(started.body.id, 'analysed')
  const load = await app.call('POST', `/api/imports/${started.body.id}/load`, { body: { keyColumn: 'code' } })
  expect(load.status).toBe(202)
  return until(started.body.id, 'loaded')
}

it('takes a file to a dataset, and a second one to its next version', async () => {
  const first = await importAll(cities)
  expect(first).toMatchObject({ rowCount: 3, changes: null, suggestedKey: 'code' })
  const { status, body: dataset } = await app.call('POST', `/api/imports/${first.id}/apply`, { body: {} })
  expect(status).toBe(200)
  expect(dataset).toMatchObject({ name: 'cities', version: 1, rowCount: 3, keyColumn: 'code' })
  expect(dataset).not.toHaveProperty('rowSetId')

  const page = await app.call('GET', `/api/datasets/${dataset.id}/rows?limit=2`)
  expect(page.body).toMatchObject({ total: 3, items: [{ rowKey: 'A1', line: 2 }, { rowKey: 'A2' }] })
  expect(page.body.items[0].cells).toEqual({ code: 'A1', name: 'Canillo', constructor: 'c' })
  const rest = await app.call(
    'GET',
    `/api/datasets/${dataset.id}/rows?limit=2&cursor=${page.body.nextCursor}`,
  )
  expect(rest.body).toMatchObject({ items: [{ rowKey: 'A3' }], nextCursor: null })
  const found = await app.call('GET', `/api/datasets/${dataset.id}/rows?search=${encodeURIComponent('éton')}`)
  expect(found.body.items.map((row: { rowKey: string }) => row.rowKey)).toEqual(['A3'])

  const rows = (query: string) => app.call('GET', `/api/datasets/${dataset.id}/rows?${query}`)
  const keysOf = ({ body }: { body: { items: { rowKey: string }[] } }) =>
    body.items.map(({ rowKey }) => rowKey)
  const sorted = await rows('sort=column:name&desc=true&limit=2')
  expect(sorted.body).toMatchObject({ total: 3, items: [{ rowKey: 'A3' }, { rowKey: 'A2' }] })
  const further = await rows(`sort=column:name&desc=true&cursor=${sorted.body.nextCursor}`)
  expect([keysOf(further), further.body.nextCursor]).toEqual([['A1'], null])
  expect(keysOf(await rows('sort=key&offset=1&limit=1'))).toEqual(['A2'])
  expect(keysOf(await rows(`sort=row&desc=true&search=${encodeURIComponent('A')}`))).toEqual([
    'A3',
    'A2',
    'A1',
  ])
  for (const query of [
    'sort=size',
    'sort=column:',
    'sort=column:size',
    'sort=key&cursor=eyJ9',
    'sort=key&cursor=Mg',
  ])
    expect((await rows(query)).status, query).toBe(400)

  const second = await importAll(
    'code,name,constructor\nA1,Canillo,c\nA2,Other,d\nA4,New,f,extra\n',
    dataset.id,
  )
  expect(second.changes).toEqual({ added: 0, changed: 1, removed: 1, same: 1 })
  const changes = await app.call('GET', `/api/imports/${second.id}/changes?change=changed&limit=1`)
  expect(changes.body).toMatchObject({ total: 1, items: [{ rowKey: 'A2', after: { name: 'Other' } }] })
  const aside = await app.call('GET', `/api/imports/${second.id}/set-aside`)
  expect(aside.body).toMatchObject({ total: 1, items: [{ line: 4, cells: ['A4', 'New', 'f', 'extra'] }] })
  const applied = await app.call('POST', `/api/imports/${second.id}/apply`, { body: {} })
  expect(applied.body).toMatchObject({ id: dataset.id, version: 2, rowCount: 2 })
  expect((await app.call('GET', `/api/datasets/${dataset.id}/set-aside`)).body.total).toBe(1)

  const renamed = await app.call('PATCH', `/api/datasets/${dataset.id}`, { body: { name: 'Towns' } })
  expect(renamed.body.name).toBe('Towns')
  expect((await app.call('GET', '/api/datasets')).body.items).toHaveLength(1)
  expect((await app.call('DELETE', `/api/datasets/${dataset.id}`)).status).toBe(204)
  expect((await app.call('GET', `/api/datasets/${dataset.id}`)).status).toBe(404)
})

it('lets an import be changed and discarded', async () => {
  const { body } = await upload([{ name: 'file', fileName: 'x.csv', content: 'a:b\n1:2\n' }])
  await until(body.id, 'analysed')
  const changed = await app.call('PATCH', `/api/imports/${body.id}`, { body: { delimiter: ':' } })
  expect(changed.body).toMatchObject({ state: 'analysing', settings: { delimiter: ':' } })
  expect((await until(body.id, 'analysed')).columns).toHaveLength(2)
  expect((await app.call('DELETE', `/api/imports/${body.id}`)).status).toBe(204)
  expect((await app.call('GET', `/api/imports/${body.id}`)).body.state).toBe('discarded')
})

it('tells what reads a file, and refuses a choice that this kind of file does not have', async () => {
  const { body } = await upload([
    { name: 'file', fileName: 'x.json', content: '{"a":[{"n":1}],"b":[{"n":2},{"n":3}]}' },
  ])
  const read = await until(body.id, 'analysed')
  expect(read).toMatchObject({ format: 'json', rowCount: 2, settings: { path: null, joinWith: ', ' } })
  expect(read.decisions[0]).toMatchObject({ name: 'list', value: 'b', setting: 'path' })
  const foreign = await app.call('PATCH', `/api/imports/${body.id}`, { body: { delimiter: ';' } })
  expect(foreign.status).toBe(400)
  expect(foreign.body.error.message).toContain('has no setting "delimiter". It can be given: path, joinWith.')
  expect((await app.call('PATCH', `/api/imports/${body.id}`, { body: { path: 'a' } })).status).toBe(200)
  expect(await until(body.id, 'analysed')).toMatchObject({ rowCount: 1, settings: { path: 'a' } })
})

it('rejects forms without a file, with two, and for datasets that are not there', async () => {
  expect((await upload([{ name: 'datasetId', content: 'x' }])).status).toBe(400)
  const file = { name: 'file', fileName: 'a.csv', content: 'a\n1\n' }
  expect((await upload([file, file])).status).toBeGreaterThanOrEqual(400)
  expect((await upload([{ ...file, name: 'other' }])).body.error.message).toContain('"other"')
  expect((await upload([{ name: 'datasetId', content: 'dat_none' }, file])).status).toBe(404)
  const bad = await app.call('GET', '/api/imports/imp_none/changes?cursor=%FF')
  expect(bad.status).toBeGreaterThanOrEqual(400)
})

it('says so when a form is broken, wherever it breaks', async () => {
  const part = '--edge\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\na,b\n1,2\n'
  const field = '--edge\r\nContent-Disposition: form-data; name="datasetId"\r\n\r\n'
  for (const body of [
    part,
    part.slice(0, 40),
    `${part}\r\n${field}dat`,
    `${field}a\0b\r\n${part}\r\n--edge--\r\n`,
    `${part.replace('"file"', '"fi\0le"')}\r\n--edge--\r\n`,
    'no form at all',
    '--edge',
  ]) {
    const headers = { 'content-type': 'multipart/form-data; boundary=edge' }
    const answer = await app.call('POST', '/api/imports', { body, headers })
    expect(answer.status, `${JSON.stringify(body)} ${answer.text}`).toBe(400)
    expect(answer.body.error.message).toMatch(/[a-z]{3}.*\./)
  }
  const headers = { 'content-type': 'multipart/form-data' }
  expect((await app.call('POST', '/api/imports', { body: part, headers })).status).toBe(400)
})

it('reads a header with a NUL in it, which no database can store', async () => {
  const { body } = await upload([{ name: 'file', fileName: 'x.csv', content: 'ke\0y,na\0me\n1,a\0b\n' }])
  const read = await until(body.id, 'analysed')
  expect(read.columns.map((one: { name: string }) => one.name)).toEqual(['key', 'name'])
})

it('answers nobody who is not signed in', async () => {
  expect((await upload([{ name: 'file', fileName: 'a.csv', content: 'a\n' }], 'nobody')).status).toBe(401)
  for (const [method, path] of [
    ['GET', '/api/imports/x'],
    ['POST', '/api/imports/x/load'],
    ['POST', '/api/imports/x/apply'],
    ['DELETE', '/api/imports/x'],
    ['GET', '/api/datasets'],
    ['GET', '/api/datasets/x/rows'],
    ['DELETE', '/api/datasets/x'],
  ]) {
    expect((await app.call(method!, path!, { as: 'nobody' })).status).toBe(401)
  }
})

it('shows the page that a row would become before anything is stored, and only to the workspace of both', async () => {
  const practice = await app.call('POST', '/api/connections/practice', { body: {} })
  const started = await upload([{ name: 'file', fileName: 'cities.csv', content: cities }])
  await until(started.body.id, 'analysed')
  const ask = (more: object = {}) =>
    app.call('POST', `/api/imports/${started.body.id}/page`, {
      body: {
        destination: 'wix/blog',
        connectionId: practice.body.id,
        options: { authorId: 'someone' },
        fields: {
          title: '{{ row.name }}',
          slug: '{{ row.name | slugify }}',
          body: '<h2>{{ row.name }}</h2><p>{{ row.key }}</p>',
        },
        keyColumns: ['code'],
        ...more,
      },
    })
  const first = await ask()
  expect(first.status).toBe(200)
  expect(first.body).toMatchObject({ rowKey: 'A1', search: { title: 'Canillo' }, problems: [] })
  expect(first.body.html).toContain('Canillo')
  expect(first.body.html).toContain('A1')
  expect((await ask({ row: 2 })).body.search.title).toBe('Éton, Loire')
  expect((await ask({ row: 3 })).body.error).toMatchObject({ code: 'not_found' })
  expect((await ask({ connectionId: 'con_none' })).body.error).toMatchObject({ code: 'bad_request' })
  expect((await ask({ options: {} })).body.error).toMatchObject({ code: 'bad_request' })
  const broken = await ask({ fields: { title: '{{ row.nam }}', slug: 'x', body: 'y' } })
  expect(broken.body.problems.length).toBeGreaterThan(0)
  const { rows } = await app.program.database.query(`select id from projects where id = 'draft'`)
  expect(rows).toEqual([])
})
