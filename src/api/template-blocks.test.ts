import { describe, expect, it } from 'vitest'
import { checkTemplate } from '../templates/check.ts'
import { prepareTemplate } from '../templates/render-row.ts'
import type { Column } from './dataset.ts'
import { type BlockAnswers, blockLacks, pairedColumns, templateBlocks } from './template-blocks.ts'

const column = (name: string, rest: Partial<Column> = {}): Column => ({
  ...{ name, header: name, type: 'text', filled: 9, distinct: 9, distinctIsExact: true, longest: 20 },
  ...{ samples: ['a'], problems: [], ...rest },
})
const columns = [
  ...['id', 'name', 'height', 'colour', 'street', 'city', 'name_a', 'name_b', 'price_a', 'price_b'].map(
    (name) => column(name),
  ),
  column('website', { type: 'url' }),
  column('Opening hours'),
]
const names = columns.map(({ name }) => name)
const full = Object.fromEntries(names.map((name) => [name, `${name} "1" & <2>`]))
const empty = Object.fromEntries(names.map((name) => [name, name === 'id' ? '1' : '']))

describe.each(templateBlocks.map((block) => [block.title, block] as const))('the block %s', (_, block) => {
  const answers: BlockAnswers = Object.fromEntries(
    block.questions.map(({ name, suggest }) => [name, suggest(columns)]),
  )

  it('suggests columns that exist, and needs nothing more', () => {
    const given = block.questions
      .filter(({ kind }) => kind !== 'text')
      .flatMap(({ name }) => answers[name] ?? [])
    expect(given.filter((name) => name !== '' && !names.includes(name))).toEqual([])
    expect(blockLacks(block, answers)).toBeNull()
  })

  it('makes Liquid without a mistake, for full and for empty rows', () => {
    const source = {
      fields: { body: block.source(answers, columns), data: block.structured?.(answers, columns) ?? '' },
      kinds: { body: 'html', data: 'json' } as const,
    }
    expect(checkTemplate({ ...source, columns: names })).toEqual([])
    const render = prepareTemplate(source)
    for (const cells of [full, empty]) {
      const { fields, problems } = render({ rowKey: '1', cells })
      expect(problems).toEqual([])
      if (fields['data']?.trim()) JSON.parse(fields['data'])
    }
  })

  it('says what is lacking', () => {
    expect(blockLacks(block, {})).toMatch(/^(Choose|Fill in) /)
  })
})

it('asks the same questions of people and of search engines, and none that a row cannot answer', () => {
  const block = templateBlocks.find(({ id }) => id === 'questions')!
  const answers = { heading: 'Q & A', about: 'name', columns: ['height', 'Opening hours'] }
  const source = {
    fields: { body: block.source(answers, columns), data: block.structured!(answers, columns) },
    kinds: { body: 'html', data: 'json' } as const,
  }
  const render = prepareTemplate(source)
  const { fields } = render({ rowKey: '1', cells: { ...empty, name: 'Mill "Old"', 'Opening hours': '9–5' } })
  expect(fields['body']).toContain(
    '<summary>What are the opening hours of Mill &quot;Old&quot;?</summary><p>9–5</p>',
  )
  expect(fields['body']).toContain('<h2>Q &#38; A</h2>')
  expect(fields['body']).not.toContain('height')
  expect(JSON.parse(fields['data']!)).toMatchObject({
    '@type': 'FAQPage',
    mainEntity: [{ name: 'What are the opening hours of Mill "Old"?', acceptedAnswer: { text: '9–5' } }],
  })
  expect(render({ rowKey: '1', cells: empty }).fields['data']!.trim()).toBe('')
})

it('finds columns that say the same of two things', () => {
  const found = pairedColumns(
    ['price_a', 'Price_B', 'left_size', 'right_size', 'option 1', 'option 2', 'data'].map((name) => ({
      name,
    })),
  )
  expect(found.map(({ left, right }) => [left, right])).toEqual([
    ['price_a', 'Price_B'],
    ['option 1', 'option 2'],
    ['left_size', 'right_size'],
  ])
})
