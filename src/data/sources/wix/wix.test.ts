// Against the simulated Wix.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type BlogSite, startBlogSite } from '../../../../test/helpers/blog-site.ts'
import { type CmsSite, startCmsSite } from '../../../../test/helpers/cms-site.ts'
import {
  createSourceContext,
  readSaved,
  refusalOf,
  type TestContext,
} from '../../../../test/helpers/source-context.ts'
import { type WixConfig, wixConfigSchema } from '../../../api/sources/wix.ts'
import { wix } from './wix.ts'

let context: TestContext
const configOf = (config: Partial<WixConfig>) => wixConfigSchema.parse({ connectionId: 'con_1', ...config })

describe('a collection of the CMS as a source', () => {
  let site: CmsSite
  beforeEach(async () => {
    site = await startCmsSite()
    context = createSourceContext({ wix: site.client })
  })
  afterEach(async () => {
    context.close()
    await site.close()
  })
  const fetchIt = () => wix.fetch(configOf({ collection: 'Places' }), {}, context)

  it('has a row for each item, with its id as the key and a column for each field', async () => {
    for (let n = 0; n < 230; n++)
      site.enter('Places', `item-${String(n).padStart(3, '0')}`, {
        title: `Place ${n}`,
        slug: `place-${n}`,
        population: n,
      })
    site.calls()
    expect(await fetchIt()).toEqual({ state: 'fetched', fileName: 'Places', version: null })
    const { columns, cells, settings } = await readSaved(context.path)
    expect(settings).toMatchObject({ suggestedKey: 'Item ID', place: ['item', 'items'] })
    expect(columns.slice(0, 6)).toEqual(['Item ID', 'Title', 'Slug', 'Text', 'Population', 'Notes'])
    expect(cells).toHaveLength(230)
    expect(cells[7]!.slice(0, 5)).toEqual(['item-007', 'Place 7', 'place-7', '', '7'])
    expect(site.calls()).toHaveLength(1 + 3)
  })

  it('has rich content as HTML, dates as ISO 8601, pictures by their address', async () => {
    const text = {
      nodes: [
        {
          type: 'PARAGRAPH',
          id: 'a',
          nodes: [{ type: 'TEXT', id: '', textData: { text: 'Hello', decorations: [] } }],
          paragraphData: {},
        },
      ],
    }
    site.enter('Places', 'one', {
      title: 'One',
      text,
      notes: 'wix:image://v1/abc~mv2.jpg/photo.jpg#originWidth=10&originHeight=10',
    })
    await fetchIt()
    const { cells } = await readSaved(context.path)
    expect(cells[0]![3]).toContain('Hello</p>')
    expect(cells[0]![5]).toBe('https://static.wixstatic.com/media/abc~mv2.jpg')
  })

  it('that is gone is told', async () => {
    const refusal = await refusalOf(wix.fetch(configOf({ collection: 'Gone' }), {}, context))
    expect(refusal.code).toBe('source_missing')
    expect(refusal.message).toContain('collection "Gone"')
    expect(context.saved).toBe(0)
  })

  it('that fails in its middle saves nothing', async () => {
    for (let n = 0; n < 150; n++) site.enter('Places', `item-${n}`, { title: `Place ${n}` })
    site.control.addFault({ route: 'POST /wix-data/v2/items/query', kind: 'no-permission', nth: 2 })
    const refusal = await refusalOf(fetchIt())
    expect(refusal.code).toBe('login_refused')
    expect(context.saved).toBe(0)
  })
})

describe('the blog as a source', () => {
  let site: BlogSite
  beforeEach(async () => {
    site = await startBlogSite()
    context = createSourceContext({ wix: site.client })
  })
  afterEach(async () => {
    context.close()
    await site.close()
  })

  it('has a row for each published post', async () => {
    for (const title of ['First', 'Second']) {
      const draft = { title, memberId: site.authorId, richContent: { nodes: [] } }
      await site.client.draftPosts.create(draft as never, { publish: true })
    }
    expect(await wix.fetch(configOf({ what: 'blog' }), {}, context)).toMatchObject({ fileName: 'Wix blog' })
    const { columns, cells, settings } = await readSaved(context.path)
    expect(settings).toMatchObject({ suggestedKey: 'Post ID', place: ['post', 'posts'] })
    const at = (name: string) => columns.indexOf(name)
    expect(cells.map((row) => row[at('Title')]).sort()).toEqual(['First', 'Second'])
    expect(cells[0]![at('Address')]).toMatch(/^https?:\/\/.+\/post\//)
    expect(cells[0]![at('First published')]).toMatch(/^\d{4}-\d\d-\d\dT/)
  })
})
