import { expect, it } from 'vitest'
import { prepareTemplate } from '../render-row.ts'
import { listFilters } from './list.ts'
import { slugify } from './slugify.ts'
import { titlecase } from './text.ts'

function render(text: string, kind: 'html' | 'text' = 'text', rowKey = 'k') {
  const { fields, problems } = prepareTemplate({ fields: { x: text }, kinds: { x: kind } })({
    rowKey,
    cells: {},
  })
  return problems[0]?.message ?? fields['x']
}

it.each(listFilters().map((filter) => [filter.name, filter.example] as const))(
  'shows for %s what it really does',
  (_, example) => {
    const [template = '', result] = example.split(' → ')
    expect(render(template, 'html')).toBe(result)
  },
)

it('has a description for every filter and each name once', () => {
  const filters = listFilters()
  expect(new Set(filters.map((filter) => filter.name)).size).toBe(filters.length)
  expect(filters.every((filter) => filter.description.endsWith('.'))).toBe(true)
})

it.each([
  ['Straße in Köln', 'strasse-in-koln'],
  ['Ærøskøbing', 'aeroskobing'],
  ['Đà Nẵng', 'da-nang'],
  ['Łódź', 'lodz'],
  ['Diyarbakır İstanbul', 'diyarbakir-istanbul'],
  ['Αθήνα', 'athina'],
  ['Київ', 'kiyiv'],
  ['Щёлково', 'shchyolkovo'],
  ['Ђаковица', 'djakovitsa'],
  ["L'Aquila", 'laquila'],
  ['Rock & Roll', 'rock-and-roll'],
  ['  --a__b//c--  ', 'a-b-c'],
  ['東京 Tower', '東京-tower'],
  ['ﬁne ½ №5', 'fine-1-2-no5'],
  ['🇦🇩', ''],
  ['', ''],
])('slugify makes %j %j', (text, slug) => {
  expect(slugify(text)).toBe(slug)
})

it.each([
  ['THE LORD OF THE RINGS', 'The Lord of the Rings'],
  ['visit NASA in the USA', 'Visit NASA in the USA'],
  ["rock'n'roll", "Rock'n'roll"],
  ['état-major (été)', 'État-Major (Été)'],
  ['of', 'Of'],
])('titlecase makes %j %j', (text, title) => {
  expect(titlecase(text)).toBe(title)
})

it('writes numbers as each language does, and nothing for an empty cell', () => {
  expect(render('{{ "1,234.5" | number }}')).toBe('1,234.5')
  expect(render('{{ 1234.5 | number: "fr" }}')).toBe('1\u202f234,5')
  expect(render('{{ "" | number: "fr" }}')).toBe('')
  expect(render('{{ 3 | number: "xx-nothing" }}')).toContain('"xx-nothing" is not a language')
  expect(render('{{ 3 | number: "en", 99 }}')).toContain('between 0 and 20')
  expect(render('{{ 1999.5 | currency: "EUR", "de" }}')).toBe('1.999,50\u00a0€')
  expect(render('{{ 5 | currency: "Euro" }}')).toContain('not a currency')
})

it('writes dates in UTC, in any language, and refuses what is not clear', () => {
  expect(render('{{ "2026-03-31T23:30:00-05:00" | date: "%F %T" }}')).toBe('2026-04-01 04:30:00')
  expect(render('{{ "2026-03-31" | date: "long", "fr" }}')).toBe('31 mars 2026')
  expect(render('{{ "2026-03" | date: "%B %Y" }}')).toBe('March 2026')
  const each = (language: string) => `{{ "2026-03-31" | date: "%A, %-d. %B (%b)", "${language}" }}`
  for (let again = 0; again < 2; again++) {
    expect(render(each('de'))).toBe('Dienstag, 31. März (Mär)')
    expect(render(each('fr'))).toBe('mardi, 31. mars (mars)')
  }
  expect(render('{{ "" | date }}')).toBe('')
  expect(render('{{ "03/04/2026" | date }}')).toContain('Write it as 2026-03-31')
  expect(render('{{ "today" | date }}')).toContain('every day')
  expect(render('{{ "2026-03-31" | date: "%Q" }}')).toContain('"%Q" is not a part of a date')
})

it('counts things with the right word', () => {
  expect(render('{{ "1" | pluralize: "city", "cities" }} {{ 0 | pluralize: "park" }}')).toBe('city parks')
  expect(render('{{ "many" | pluralize: "city" }}')).toContain('not a number')
})

it('refuses broken spintax instead of printing it', () => {
  expect(render('{{ "{a|b" | spintax }}')).toContain('never closed')
  expect(render(`{{ "${'{'.repeat(30)}" | spintax }}`)).toContain('deeper than 20')
})

it('chooses each option about equally often over many rows', () => {
  const counts = new Map<string, number>()
  const pick = prepareTemplate({ fields: { x: '{{ "a|b|c" | pick }}' }, kinds: { x: 'text' } })
  for (let i = 0; i < 3000; i++) {
    const chosen = pick({ rowKey: `row-${i}`, cells: {} }).fields['x']!
    counts.set(chosen, (counts.get(chosen) ?? 0) + 1)
  }
  for (const option of ['a', 'b', 'c']) expect(counts.get(option)).toBeGreaterThan(850)
})

it('does not choose the same for two uses of the same options in one row', () => {
  const twice = prepareTemplate({
    fields: { x: '{{ "a|b" | pick }}{{ "a|b" | pick }}' },
    kinds: { x: 'text' },
  })
  const seen = new Set(
    Array.from({ length: 100 }, (_, i) => twice({ rowKey: `r${i}`, cells: {} }).fields['x']),
  )
  expect([...seen].sort()).toEqual(['aa', 'ab', 'ba', 'bb'])
})

it('makes line breaks and Markdown of cells without letting HTML through', () => {
  expect(render('{% capture x %}a\nb <i>{% endcapture %}{{ x | nl2br }}', 'html')).toBe('a<br>\nb &lt;i&gt;')
  expect(render('{{ "<script>x</script> **b**" | markdown }}', 'html')).toBe(
    '<p>&lt;script&gt;x&lt;/script&gt; <strong>b</strong></p>',
  )
  expect(render('{{ "[x](javascript:alert(1))" | markdown }}', 'html')).not.toContain('<a')
})
