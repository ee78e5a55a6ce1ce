// Hashes that databases hold: as long as the same rows and templates give them, a plan says "unchanged" after an
// upgrade. They were computed by the version before pages were made in render processes; those of posts again when
// the mode left their payloads, and databases that hold the hashes from before are told by `withoutVisibility`.
import { hash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { storeOptions } from '../../test/helpers/store-items.ts'
import { targetById } from '../targets/index.ts'
import { type FieldFacts, fieldFacts } from '../targets/wix/cms/field-facts.ts'
import type { CmsOptions } from '../targets/wix/cms/options.ts'
import { canonicalJson, type Page, parsePayload } from './page.ts'
import { createPageRenderers, type PageRenderers } from './page-renderers.ts'

const cmsField = (key: string, type: string): FieldFacts =>
  fieldFacts(
    { key, type: type as 'TEXT', displayName: key },
    { referred: new Map(), hasEditableLinks: false },
  )!

const cmsOptions: CmsOptions = {
  collectionId: 'Places',
  mode: 'publish',
  adopt: 'no',
  adoptField: '',
  facts: {
    collectionId: 'Places',
    label: 'Places',
    displayField: 'title',
    drafts: { kind: 'none' },
    maxPageSize: 1000,
    itemRead: null,
    fields: [
      cmsField('title', 'TEXT'),
      cmsField('slug', 'TEXT'),
      cmsField('10', 'TEXT'),
      cmsField('9', 'TEXT'),
      cmsField('text', 'RICH_CONTENT'),
      cmsField('population', 'NUMBER'),
      cmsField('data', 'OBJECT'),
    ],
  },
}

const section =
  '<h2>{{ row.name }}</h2><p>{{ row.summary }} <b>bold</b> <a href="https://example.com/{{ row.id }}">link</a></p>'
const rich = `${section}<ul><li>one<ul><li>two</li></ul></li></ul>
<table><tr><th>Köpfe</th><td colspan="2">{{ row.population }}</td></tr><tr><td>a</td><td>b</td><td>c</td></tr></table>
<blockquote>“{{ row.summary }}”</blockquote><pre><code>if (a &lt; b) {}</code></pre><hr>
<img src="https://pictures.example.com/{{ row.id }}.jpg" alt="{{ row.name }}"><script>lost()</script>`

const rows = [
  { id: 'R-1', name: "L'Aquila", country: 'Italy', summary: 'old "town" \\ & <castle>', population: '69000' },
  { id: 'R-2', name: '東京都 🇯🇵', country: 'Japan', summary: 'tower\nand line', population: '' },
  { id: 'R-3', name: 'São Tomé\u2028', country: 'São Tomé and Príncipe', summary: '', population: '1e3' },
].map((cells) => ({ rowKey: cells.id, cells }))

interface GoldenCase {
  destination: string
  options: object
  fields: Record<string, string>
}

const cases: Record<string, GoldenCase> = {
  post: {
    destination: 'wix/blog',
    options: { authorId: '11111111-1111-4111-8111-111111111111', mode: 'publish' },
    fields: {
      title: '{{ row.name }} ({{ row.id }})',
      slug: '{{ row.id | slugify }}',
      body: rich,
      categories: '{{ row.country }}',
      tags: '{{ row.country }}; Places',
      cover: 'https://pictures.example.com/{{ row.id }}-cover.jpg',
      cover_alt: '{{ row.name }}',
      seo_title: '{{ row.name }} in {{ row.country }}',
      seo_description: 'What to know about {{ row.name }}.',
      json_ld: '{"@type": "Place", "name": {{ row.name | json }}, "10": 1, "9": 2}',
    },
  },
  'post whose template fails': {
    destination: 'wix/blog',
    options: { authorId: '11111111-1111-4111-8111-111111111111', mode: 'draft' },
    fields: { title: '{{ row.nothing }}', slug: '{{ row.id }}', body: section },
  },
  item: {
    destination: 'wix/cms',
    options: cmsOptions,
    fields: {
      title: '{{ row.name }}',
      slug: '{{ row.id }}',
      '10': 'ten',
      '9': 'nine',
      text: rich,
      population: '{{ row.population }}',
      data: '{"b": [1, null, {"d": "{{ row.id }}", "c": 2.50}], "a": {"10": 0, "9": -0, "x": "é"}}',
    },
  },
  'product of Catalog V3': {
    destination: 'wix/store',
    options: storeOptions(),
    fields: {
      name: '{{ row.name }}',
      slug: '{{ row.id | slugify }}',
      price: '9.90',
      description: section,
      categories: '{{ row.country }}',
      images: 'https://pictures.example.com/{{ row.id }}.jpg | {{ row.name }}',
      section_1_title: 'Facts',
      section_1_text: section,
    },
  },
}

/** Hash and size of the payload, codes of the problems and number of assets, page by page. */
const golden: Record<string, string[]> = {
  post: [
    'ab479a7e716368eee05764225a7461c28ea36fe74c66efd3d047d85e4bafc7de 4599 html_cells-split,html_script-dropped 5',
    'a8bffaec794fb1c5c6472ab65dade79611d1ee700b8094cd5d5da8da0aa5057f 4546 html_cells-split,html_script-dropped 5',
    '217ec06aa7917e04f69cf3fcd6bc084c5035c161be0354cae2f8ed7f5c408fc3 4497 text_gap,text_gap,html_cells-split,html_script-dropped 5',
  ],
  'post whose template fails': [
    '7587cd26ca5233cdd5dfc3890e8031c298e4ae41b543fa262fea74d741407308 838 unknown_variable,slug_invalid 0',
    '90a13d5653477aa346b21326b0bc78c0def6d80d7e78f87f21d08dbee16d4bdc 836 unknown_variable,slug_invalid 0',
    'ced18a51cf8b69f295548e9bd526f0828222f9b7f32928b200bbbe4cbaa35924 732 unknown_variable,slug_invalid 0',
  ],
  item: [
    '8f4c95741c72e1ddfbde5ec9aa9097c9ff35cf517fe1b47aa412fe982b9efc7e 4754 html_cells-split,html_script-dropped 1',
    '156de7911ce74fcbd60842ff48cc806be4f91eb13f89a2471f821285a988e098 4652 html_cells-split,html_script-dropped 1',
    '9fc5854bc000dc1ec20017e8b58da8d3b99e4f8e3f45d833645a8fa9f945e4ea 4622 text_gap,html_cells-split,html_script-dropped 1',
  ],
  'product of Catalog V3': [
    'e8fc26e05b46dd98d3181f0f9269af0d8a90de6866dd241dd1289ccaecc3327a 2010 - 2',
    '33e2e156254a4b138ecefb38bc0a05f978ba9ca4f9c1464ef69de318723ebe6b 2016 - 2',
    '1b31bb22267f0cb3045cb03d93a928c845e54eb6e25cf659f06f62edc5386b73 1800 - 2',
  ],
}

/** What was sent by versions that had the mode in the payload: hashes of the first post of each kind. */
const withMode: Record<string, { mode: string; hash: string }> = {
  post: { mode: 'publish', hash: '2db028b08d11c467f56ed175c51fdc106f195f3e0ae1d97da285c386f2fea1fe' },
  'post whose template fails': {
    mode: 'draft',
    hash: '18f98aec76a6eda33b6cdb26a74b9ede32de9f2d3dae8285ae68a6ffac296ddc',
  },
}

let renderers: PageRenderers
beforeAll(() => {
  renderers = createPageRenderers({ processes: 1 })
})
afterAll(() => renderers.close())

function render({ destination, options, fields }: GoldenCase): Promise<Page[]> {
  const kinds = Object.fromEntries(
    targetById(destination)
      .fields(options)
      .map((field) => [field.name, field.kind]),
  )
  const job = { destination, options, projectId: 'prj_1', siteUrl: 'https://acme.test', withFields: false }
  return renderers.pages({ ...job, template: { fields, kinds } }).render(rows)
}

test.each(Object.entries(withMode))(
  'a %s of an earlier version is the same page without its mode',
  async (name, { mode, hash: before }) => {
    const [page] = await render(cases[name]!)
    const sent = { ...(parsePayload(page!) as object), mode }
    expect(hash('sha256', canonicalJson(sent))).toBe(before)
    const told = targetById(cases[name]!.destination).withoutVisibility!(sent)
    expect(told?.visibility).toEqual({ state: mode === 'draft' ? 'draft' : 'live' })
    expect(hash('sha256', canonicalJson(told?.payload))).toBe(page!.payloadHash)
  },
)

test.each(Object.entries(cases))('a %s has the hash it always had', async (name, one) => {
  const pages = await render(one)
  const found = pages.map(({ payloadHash, wireBytes, problems, needs }) =>
    [payloadHash, wireBytes, problems.map((one) => one.code).join(',') || '-', needs.length].join(' '),
  )
  expect(found).toEqual(golden[name])
})
