import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Simulator, startSimulator } from './index.ts'

let simulator: Simulator
let siteId: string
let siteUrl: string
beforeEach(async () => {
  simulator = await startSimulator({ ratePerMinute: 0 })
  const { site } = simulator.control.createSite({ installedApps: ['blog', 'members', 'cms', 'stores'] })
  siteId = site.id
  siteUrl = site.url
})
afterEach(() => simulator.close())

const text = (words: string, decorations: object[] = []) => ({
  type: 'TEXT',
  textData: { text: words, decorations },
})

function publishPost(richContent: object) {
  return simulator.control.createItem({
    siteId,
    kind: 'post',
    publish: true,
    fields: { title: 'A <b> & "c"', richContent },
  } as never)
}

it('shows a live post with its headings, lists, marks and links, and escapes what is text', () => {
  const post = publishPost({
    nodes: [
      { type: 'HEADING', headingData: { level: 2 }, nodes: [text('Over <there>')] },
      { type: 'PARAGRAPH', nodes: [text('bold', [{ type: 'BOLD' }]), text(' and plain')] },
      {
        type: 'BULLETED_LIST',
        nodes: [{ type: 'LIST_ITEM', nodes: [{ type: 'PARAGRAPH', nodes: [text('one')] }] }],
      },
      {
        type: 'PARAGRAPH',
        nodes: [
          text('safe', [{ type: 'LINK', linkData: { link: { url: 'https://example.com/?a="b' } } }]),
          text('bad', [{ type: 'LINK', linkData: { link: { url: 'javascript:alert(1)' } } }]),
        ],
      },
    ],
  }) as { slug: string }
  const html = simulator.control.page(siteId, `${siteUrl}/post/${post.slug}`)
  expect(html).toContain('<h1>A &#60;b&#62; &#38; &#34;c&#34;</h1>')
  expect(html).toContain(
    '<h2>Over &#60;there&#62;</h2><p><b>bold</b> and plain</p><ul><li><p>one</p></li></ul>',
  )
  expect(html).toContain('<a href="https://example.com/?a=&#34;b" rel="noreferrer">safe</a>bad')
  expect(html).not.toContain('javascript:')
})

it('stands in the look of the site: its name, author, day and time to read, tags and categories', () => {
  const { control } = simulator
  const category = control.createItem({
    siteId,
    kind: 'category',
    fields: { label: 'Green <tea>' },
  } as never) as { id: string }
  const post = control.createItem({
    siteId,
    kind: 'post',
    publish: true,
    fields: {
      title: 'Sencha',
      categoryIds: [category.id],
      richContent: { nodes: [{ type: 'PARAGRAPH', nodes: [text('word '.repeat(640))] }] },
    },
  } as never) as { slug: string }
  const html = control.page(siteId, `${siteUrl}/post/${post.slug}`)!
  expect(html).toContain('3 min read')
  expect(html).toMatch(/<span>[A-Z][a-z]{2} \d+, \d{4}<\/span>/)
  expect(html).toContain('<ul class="categories"><li>Green &#60;tea&#62;</li></ul>')
  expect(html).toContain('on this machine alone')
  expect(html).not.toContain('class="tags"><')
})

it('shows products and items of collections at their addresses, and nothing elsewhere', () => {
  const { control } = simulator
  const product = control.createItem({
    siteId,
    kind: 'product',
    fields: { name: 'City map', price: '9.90' },
  } as never) as { slug: string }
  expect(control.page(siteId, `${siteUrl}/product-page/${product.slug}`)).toContain('<h1>City map</h1>')
  control.createCollection({
    siteId,
    id: 'Places',
    displayName: 'Places',
    displayField: 'title',
    fields: [
      { key: 'title', displayName: 'Title', type: 'TEXT' },
      { key: 'slug', displayName: 'Slug', type: 'TEXT' },
    ],
    pageLinks: ['/places/{slug}'],
  } as never)
  control.createItem({
    siteId,
    kind: 'dataItem',
    collectionId: 'Places',
    fields: { title: 'Canillo', slug: 'canillo' },
  } as never)
  const page = control.page(siteId, `${siteUrl}/places/canillo`)
  expect(page).toContain('<h1>Canillo</h1>')
  expect(page).toContain('<dt>Title</dt><dd>Canillo</dd>')
  for (const path of ['/post/none', '/product-page/none', '/places/none', '/%E0%A4%A', ''])
    expect(control.page(siteId, `${siteUrl}${path}`), path).toBeUndefined()
  expect(control.page(siteId, 'https://elsewhere.example/post/x')).toBeUndefined()
})
