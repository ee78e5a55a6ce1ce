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

it('lists the filters with an example each', async () => {
  const { body } = await app.call('GET', '/api/template-filters')
  const slugify = body.items.find((one: { name: string }) => one.name === 'slugify')
  expect(slugify.example).toContain('→')
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
