import { afterAll, beforeAll, expect, it } from 'vitest'
import { at, openTestSite, paragraphs, type TestSite } from '../test-client.ts'
import type { Obj } from '../types.ts'

const base = '/ricos/v1/ricos-document'
let test: TestSite
beforeAll(async () => {
  test = await openTestSite()
})
afterAll(() => test.simulator.close())

const convert = (body: Obj) => test.call('POST', `${base}/convert/to-ricos`, body)
const html =
  '<h2>Bread</h2><p>Try <a href="https://example.com">this <b>loaf</b></a></p><ul><li>rye</li></ul>'

it('converts HTML with the listed plugins into a document Wix accepts', async () => {
  const { body } = await convert({ html, options: { plugins: ['HEADING', 'LINK'] } })
  const types = (at(body, 'document.nodes') as Obj[]).map((node) => node['type'])
  expect(types).toEqual(['HEADING', 'PARAGRAPH', 'BULLETED_LIST'])
  const reply = await test.call('POST', '/blog/v3/draft-posts', {
    draftPost: test.post('Converted', { richContent: body['document'] }),
  })
  expect(reply.status).toBe(200)
  const checked = await test.call('POST', `${base}/validate`, { document: body['document'], plugins: [] })
  expect(checked.body).toMatchObject({ valid: true, violations: [] })
})

it('loses what needs a plugin that is not listed', async () => {
  const { body } = await convert({ html, options: { plugins: [] } })
  expect(at(body, 'document.nodes.0.type')).toBe('PARAGRAPH')
  expect(JSON.stringify(body)).not.toContain('example.com')
})

it('takes exactly one source of at most 10,000 characters', async () => {
  expect((await convert({ plainText: 'x'.repeat(10_000) })).status).toBe(200)
  expect((await convert({ plainText: 'x'.repeat(10_001) })).status).toBe(400)
  expect((await convert({ plainText: 'x', html: 'y' })).status).toBe(400)
  expect((await convert({})).status).toBe(400)
})

it('converts Markdown, and back to HTML, Markdown and text', async () => {
  const { body } = await convert({ markdown: '## Rye\n\n**good**', options: { plugins: ['HEADING'] } })
  const back = async (targetFormat: string) =>
    (await test.call('POST', `${base}/convert/from-ricos`, { document: body['document'], targetFormat })).body
  expect(await back('HTML')).toEqual({ html: '<h2>Rye</h2><p><strong>good</strong></p>' })
  expect(await back('MARKDOWN')).toEqual({ markdown: '## Rye\n\n**good**' })
  expect(await back('PLAIN_TEXT')).toEqual({ plainText: 'Rye\ngood' })
})

it('names what is wrong with a document', async () => {
  const document = { nodes: [{ type: 'LIST_ITEM', id: 'x', nodes: [] }] }
  const { body } = await test.call('POST', `${base}/validate`, { document, plugins: [] })
  expect(body['valid']).toBe(false)
  expect(at(body, 'violations.0.path')).toBe('nodes.0.type')
})

it('accepts what only the schema dislikes but says so in the log, and refuses it on strict sites', async () => {
  const document = paragraphs('x')
  ;(document['nodes'] as Obj[])[0]!['colour'] = 'red'
  const send = () =>
    test.call('POST', '/blog/v3/draft-posts', { draftPost: test.post('S', { richContent: document }) })
  expect((await send()).status).toBe(200)
  const [last] = test.simulator.control.requests(test.simulator.control.lastRequest() - 1)
  expect(last!['ricosWarnings']).toEqual(['richContent.nodes.0.colour: Unexpected property'])
  test.simulator.control.changeSite({ id: test.site.id, switches: { strictRicos: true } })
  expect((await send()).status).toBe(400)
})
