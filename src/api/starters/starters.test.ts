import { describe, expect, it } from 'vitest'
import { htmlToRicos } from '../../ricos/index.ts'
import { blogFields } from '../../targets/wix/blog/fields.ts'
import { checkTemplate } from '../../templates/check.ts'
import { prepareGaps } from '../../templates/gaps.ts'
import { prepareTemplate } from '../../templates/render-row.ts'
import type { Column, Dataset } from '../dataset.ts'
import type { Destination } from '../destination.ts'
import { bestStarter, mapParts, missingParts } from './map-parts.ts'
import { firstTexts, starters } from './starters.ts'

const at = '2026-01-02T03:04:05.000Z'
const blog = { fields: blogFields, fieldsDependOnSite: false } as unknown as Destination
const kinds = Object.fromEntries(blogFields.map(({ name, kind }) => [name, kind]))

/** A dataset as an import describes it: `filled` rows have a value, of three. */
function datasetOf(columns: Record<string, string | Partial<Column>>, key: string): Dataset {
  return {
    ...{ id: 'dat_1', name: 'Data', version: 1, keyColumn: key, keyColumns: [key], rowCount: 3 },
    ...{ setAsideCount: 0, sourceName: 'data.csv', createdAt: at, updatedAt: at },
    columns: Object.entries(columns).map(([name, given]) => {
      const rest = typeof given === 'string' ? { samples: [given] } : given
      const filled = name === key || name === 'name' || name === 'name_a' || name === 'name_b' ? 3 : 2
      return {
        ...{ name, header: name, type: 'text' as const, filled, distinct: filled, distinctIsExact: true },
        ...{ longest: 20, problems: [], samples: [], ...rest },
      }
    }),
  }
}

const url = (address: string): Partial<Column> => ({ type: 'url', samples: [address] })
const number = (text: string): Partial<Column> => ({ type: 'number', samples: [text] })
const photo = url('https://example.com/a.jpg')

const tables: Record<string, Dataset> = {
  location: datasetOf(
    {
      ...{ id: 'l1', name: 'Old Mill', type: 'Museum', street: '4 River Rd', zip: '1010', city: 'Vienna' },
      ...{ country: 'Austria', phone: '+43 1 23', opening_hours: '9 to 5', admission: '12 euros' },
      ...{ website: url('https://example.com'), description: { longest: 400, samples: ['A mill.'] }, photo },
    },
    'id',
  ),
  comparison: datasetOf(
    {
      ...{ id: 'c1', name_a: 'Ox', name_b: 'Yak', category: 'Animals', weight_a: '700', weight_b: '500' },
      ...{ milk_a: 'little', milk_b: 'much', summary: 'Both pull.', verdict: 'Take the yak' },
    },
    'id',
  ),
  glossary: datasetOf(
    {
      ...{ id: 'g1', term: 'Slug', definition: 'The last part of an address.', example: 'my-page' },
      ...{ synonyms: 'handle', related: 'URL', topic: 'Web', explanation: { longest: 900, samples: ['…'] } },
    },
    'id',
  ),
  product: datasetOf(
    {
      ...{
        sku: 'p1',
        name: 'Lamp',
        brand: 'Lux',
        category: 'Lamps',
        price: number('49.90'),
        currency: 'EUR',
      },
      ...{ material: 'Brass', colour: 'gold', size: '30 cm', weight: '2 kg', availability: 'In stock' },
      ...{
        description: { type: 'html' as const, samples: ['<p>Warm</p>'] },
        url: url('https://shop.example'),
      },
      image: photo,
    },
    'sku',
  ),
  job: datasetOf(
    {
      ...{ id: 'j1', position: 'Baker', company: 'Crumb', city: 'Graz', country: 'Austria', salary: '2,400' },
      ...{ employment_type: 'full time', start_date: 'now', tasks: 'Bake.', requirements: 'Rise early.' },
      ...{ benefits: 'Bread.', date_posted: '2026-01-02', apply_url: url('https://crumb.example/jobs') },
    },
    'id',
  ),
  recipe: datasetOf(
    {
      ...{ id: 'r1', dish: 'Dumplings', ingredients: 'flour; water; salt', steps: 'Mix.|Knead.|Boil.' },
      ...{ servings: '4', total_time: '40 minutes', calories: '300', cuisine: 'Austrian', course: 'Main' },
      ...{ chef: 'Ann', description: 'Soft.', image: photo },
    },
    'id',
  ),
}

/** A row with everything, one with the key and the name alone, and one for each column that is empty. */
function rowsOf(dataset: Dataset): Record<string, string>[] {
  const full = Object.fromEntries(dataset.columns.map(({ name, samples }) => [name, samples[0] ?? 'x']))
  const open = dataset.columns.filter(({ filled }) => filled < dataset.rowCount).map(({ name }) => name)
  const without = (names: readonly string[]) => ({
    ...full,
    ...Object.fromEntries(names.map((name) => [name, ''])),
  })
  return [full, without(open), ...open.map((name) => without([name]))]
}

describe.each(starters.map((starter) => [starter.id, starter] as const))('the starter %s', (id, starter) => {
  const dataset = tables[id]!
  const columns = mapParts(starter, dataset)
  const fields = firstTexts(blog, blogFields, dataset, { starter, columns })
  const names = dataset.columns.map(({ name }) => name)

  it('finds its columns by itself, and is the one that fits the table', () => {
    expect(missingParts(starter, columns)).toEqual([])
    expect(bestStarter(starters, dataset)?.id).toBe(id)
    expect(new Set(Object.values(columns)).size).toBe(Object.values(columns).length)
    expect(starter.parts.filter((part) => columns[part.id] === undefined).length).toBeLessThanOrEqual(4)
  })

  it('makes a template without a mistake, of columns that exist', () => {
    const found = checkTemplate({ fields, kinds, columns: names })
    expect(found.filter(({ severity }) => severity !== 'note')).toEqual([])
  })

  it('reads well whatever cell is empty, and its structured data are JSON', () => {
    const source = { fields, kinds }
    const render = prepareTemplate(source)
    const findGaps = prepareGaps(source)
    for (const cells of rowsOf(dataset)) {
      const row = { rowKey: cells[dataset.keyColumn]!, cells }
      const rendered = render(row)
      expect(rendered.problems).toEqual([])
      expect(findGaps(row, rendered)).toEqual([])
      const json = rendered.fields['json_ld'] ?? ''
      if (json.trim() !== '') expect(JSON.parse(json)).toMatchObject({ '@context': 'https://schema.org' })
    }
  })

  it('has headings, a table and questions, and loses nothing on its way to Wix', () => {
    const [full] = rowsOf(dataset)
    const { fields: texts } = prepareTemplate({ fields, kinds })({ rowKey: 'k', cells: full! })
    const { losses } = htmlToRicos(texts['body']!)
    expect(losses).toEqual([])
    for (const tag of ['<h2>', '<table>', '<details>']) expect(texts['body']).toContain(tag)
  })
})

it('says nothing in particular where nothing fits', () => {
  const odd = datasetOf({ id: 'a', x1: 'b', y1: 'c', z1: 'd' }, 'id')
  expect(bestStarter(starters, odd)).toBeNull()
  expect(missingParts(starters.find(({ id }) => id === 'recipe')!, {}).map(({ id }) => id)).toEqual([
    'ingredients',
  ])
})
