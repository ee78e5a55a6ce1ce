// Hashes that databases hold: as long as the same rows and templates give them, a plan says "unchanged" after an
// upgrade. They were computed by the version before pages were made in render processes.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { storeOptions } from '../../test/helpers/store-items.ts'
import { targetById } from '../targets/index.ts'
import { type FieldFacts, fieldFacts } from '../targets/wix/cms/field-facts.ts'
import type { CmsOptions } from '../targets/wix/cms/options.ts'
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
    '2db028b08d11c467f56ed175c51fdc106f195f3e0ae1d97da285c386f2fea1fe 4599 html_cells-split,html_script-dropped 5',
    'fa29b6fc41662400b61aec1f2c87227a1ae989bd5ff8b1324eaadddca690e720 4546 html_cells-split,html_script-dropped 5',
    '877206e0660c0c408012e1a186a2e8f2521dfdbe0cc17aa4f98f07de2162f8e2 4497 html_cells-split,html_script-dropped 5',
  ],
  'post whose template fails': [
    '18f98aec76a6eda33b6cdb26a74b9ede32de9f2d3dae8285ae68a6ffac296ddc 838 unknown_variable,slug_invalid 0',
    '7819e9b630338bdadfd667bb6943bd34ccc13f0c38bf3a06ceb2199351bbfbb5 836 unknown_variable,slug_invalid 0',
    '9217451e24bfb693d56e2d61b3cd08661e7ab7c2eec6f169f2073508c1432b4d 732 unknown_variable,slug_invalid 0',
  ],
  item: [
    '8f4c95741c72e1ddfbde5ec9aa9097c9ff35cf517fe1b47aa412fe982b9efc7e 4754 html_cells-split,html_script-dropped 1',
    '156de7911ce74fcbd60842ff48cc806be4f91eb13f89a2471f821285a988e098 4652 html_cells-split,html_script-dropped 1',
    '9fc5854bc000dc1ec20017e8b58da8d3b99e4f8e3f45d833645a8fa9f945e4ea 4622 html_cells-split,html_script-dropped 1',
  ],
  'product of Catalog V3': [
    'e8fc26e05b46dd98d3181f0f9269af0d8a90de6866dd241dd1289ccaecc3327a 2010 - 2',
    '33e2e156254a4b138ecefb38bc0a05f978ba9ca4f9c1464ef69de318723ebe6b 2016 - 2',
    '1b31bb22267f0cb3045cb03d93a928c845e54eb6e25cf659f06f62edc5386b73 1800 - 2',
  ],
}

let renderers: PageRenderers
beforeAll(() => {
  renderers = createPageRenderers({ processes: 1 })
})
afterAll(() => renderers.close())

test.each(Object.entries(cases))(
  'a %s has the hash it always had',
  async (name, { destination, options, fields }) => {
    const kinds = Object.fromEntries(
      targetById(destination)
        .fields(options)
        .map((field) => [field.name, field.kind]),
    )
    const job = { destination, options, projectId: 'prj_1', siteUrl: 'https://acme.test', withFields: false }
    const pages = await renderers.pages({ ...job, template: { fields, kinds } }).render(rows)
    const found = pages.map(({ payloadHash, wireBytes, problems, needs }) =>
      [payloadHash, wireBytes, problems.map((one) => one.code).join(',') || '-', needs.length].join(' '),
    )
    expect(found).toEqual(golden[name])
  },
)
