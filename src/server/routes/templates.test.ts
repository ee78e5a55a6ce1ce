import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/helpers/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const input = { name: 'Post', destination: 'wix/blog', fields: { title: '{{ name }}' } }

it('keeps a template, and refuses to save over what somebody else saved', async () => {
  const made = await app.call('POST', '/api/templates', { body: input })
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({ ...input, version: 1 })
  const path = `/api/templates/${made.body.id}`
  const saved = await app.call('PUT', path, { body: { name: 'Better', expectedVersion: 1 } })
  expect(saved.body).toMatchObject({ name: 'Better', version: 2, fields: input.fields })
  const late = await app.call('PUT', path, { body: { name: 'Late', expectedVersion: 1 } })
  expect(late.body.error).toMatchObject({
    code: 'stale',
    message: expect.stringContaining('Olga Owner saved'),
  })
  expect((await app.call('GET', '/api/templates')).body.items).toHaveLength(1)
  expect((await app.call('DELETE', path)).status).toBe(204)
  expect((await app.call('GET', path)).status).toBe(404)
})

it('rejects unknown destinations and texts that are too long', async () => {
  expect(
    (await app.call('POST', '/api/templates', { body: { ...input, destination: 'wix/none' } })).status,
  ).toBe(400)
  const long = { ...input, fields: { title: 'x'.repeat(200_001) } }
  expect((await app.call('POST', '/api/templates', { body: long })).status).toBe(400)
})

it('checks a template with line and column', async () => {
  const body = { destination: 'wix/blog', fields: { title: '\n {{ nam | upcas }}' }, datasetId: null }
  const { body: checked } = await app.call('POST', '/api/templates/check', { body })
  expect(checked.problems).toMatchObject([{ field: 'title', line: 2, column: 11, code: 'unknown_filter' }])
})

it('knows no field that every object has', async () => {
  for (const name of ['constructor', 'toString', 'valueOf']) {
    const body = { destination: 'wix/blog', fields: { [name]: 'x' }, datasetId: null }
    const { body: checked } = await app.call('POST', '/api/templates/check', { body })
    expect(checked.problems).toMatchObject([{ field: name, code: 'unknown_field', severity: 'error' }])
  }
  const body = JSON.parse('{"destination": "wix/blog", "fields": {"__proto__": "x"}, "datasetId": null}')
  expect((await app.call('POST', '/api/templates/check', { body })).status).toBe(400)
})

it('lists the filters with an example each', async () => {
  const { body } = await app.call('GET', '/api/template-filters')
  const slugify = body.items.find((one: { name: string }) => one.name === 'slugify')
  expect(slugify.example).toContain('→')
})

it('keeps what is written and not saved, until it is saved or discarded', async () => {
  const { id, fields } = (await app.call('POST', '/api/templates', { body: input })).body
  const path = `/api/templates/${id}/draft`
  const draft = { name: 'Post', fields: { title: 'b' }, baseVersion: 1, baseName: 'Post' }
  const kept = await app.call('PUT', path, { body: { ...draft, expectedRevision: null } })
  expect(kept.body).toMatchObject({ draft, newest: { version: 1 }, others: [] })
  expect((await app.call('GET', `/api/templates/${id}`)).body).toMatchObject({ version: 1, fields })
  const other = await app.call('PUT', path, {
    body: { ...draft, fields: { title: 'c' }, expectedRevision: null },
  })
  expect(other.body.error).toMatchObject({
    code: 'stale',
    message: expect.stringContaining('another window'),
  })
  const far = await app.call('PUT', path, {
    body: { ...draft, baseVersion: 2 ** 31, expectedRevision: null },
  })
  expect(far.status).toBe(400)
  expect((await app.call('GET', '/api/template-drafts')).body.items).toMatchObject([
    { templateId: id, templateName: 'Post', baseVersion: 1, newestVersion: 1 },
  ])

  // A save of other texts leaves the draft; the save of the draft takes it along.
  const { revision } = kept.body.draft
  const save = (body: object) => app.call('PUT', `/api/templates/${id}`, { body })
  expect((await save({ name: 'Renamed', expectedVersion: 1 })).body.version).toBe(2)
  expect((await app.call('GET', path)).body).toMatchObject({ draft, newest: { version: 2 } })
  await save({ fields: draft.fields, expectedVersion: 2, draftRevision: revision })
  expect((await app.call('GET', path)).body.draft).toBeNull()

  const again = await app.call('PUT', path, { body: { ...draft, expectedRevision: null } })
  expect((await app.call('DELETE', `${path}?revision=drf_other`)).status).toBe(409)
  expect((await app.call('DELETE', `${path}?revision=${again.body.draft.revision}`)).status).toBe(204)
  expect((await app.call('GET', path)).body.draft).toBeNull()
  expect((await app.call('DELETE', `/api/templates/${id}`)).status).toBe(204)
})

it('answers nobody who is not signed in', async () => {
  for (const [method, path] of [
    ['GET', '/api/templates'],
    ['POST', '/api/templates'],
    ['PUT', '/api/templates/x'],
    ['DELETE', '/api/templates/x'],
    ['POST', '/api/templates/check'],
    ['GET', '/api/template-filters'],
  ]) {
    expect((await app.call(method!, path!, { as: 'nobody' })).status).toBe(401)
  }
})
