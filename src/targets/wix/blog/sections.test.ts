import fc from 'fast-check'
import { parseFragment } from 'parse5'
import { expect, test } from 'vitest'
import { visibleWords } from '../../../ricos/index.ts'
import { cutSections } from './sections.ts'

const words = (html: string) => visibleWords(parseFragment(html))
const cut = (html: string, limit: number) => {
  const found = cutSections(html, limit)
  if (!('sections' in found)) throw new Error(JSON.stringify(found))
  return found.sections
}

test('a short page is sent as it is, an empty one not at all', () => {
  expect(cutSections('<p>a<!-- b -->')).toEqual({ sections: ['<p>a<!-- b -->'] })
  expect(cutSections(' \n')).toEqual({ sections: [] })
})

test('a long page is cut between blocks, also inside what only lays it out', () => {
  const html = `<div class="page"><h2>One</h2><p>first</p><section><p>second</p>loose <b>words</b></section></div>`
  expect(cut(html, 62)).toEqual([
    '<div class="page"><h2>One</h2></div>',
    '<div class="page"><p>first</p></div>',
    '<div class="page"><section><p>second</p></section></div>',
    '<div class="page"><section>loose <b>words</b></section></div>',
  ])
})

test.each([
  ['list', `<ul>${'<li>item</li>'.repeat(20)}</ul>`],
  ['table', `<table><tbody>${'<tr><td>cell</td></tr>'.repeat(20)}</tbody></table>`],
])('a %s is never cut: too long, it is named', (_, block) => {
  expect(cut(`<p>before</p>${block}<p>after</p>`, block.length + 1)).toEqual([
    '<p>before</p>',
    block,
    '<p>after</p>',
  ])
  expect(cutSections(`<p>before</p>${block}`, 100)).toEqual({
    tooLong: { element: block.slice(1, block.indexOf('>')), length: block.length },
  })
})

test('what nobody sees is left out of long pages', () => {
  expect(cut(`<p>a</p><script>${'x'.repeat(200)}</script><!-- ${'y'.repeat(200)} --><p>b</p>`, 100)).toEqual([
    '<p>a</p><p>b</p>',
  ])
})

test('nesting that would overflow a stack is refused', () => {
  expect(cutSections('<div>'.repeat(20_000))).toEqual({ tooDeep: true })
})

const text = fc.stringMatching(/^[a-z<&é]{1,8}$/).map((word) => word.replace('<', '&lt;'))
const block = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.array(text, { minLength: 1, maxLength: 6 }).map((some) => `<p>${some.join(' ')}</p>`),
    fc.array(text, { minLength: 1, maxLength: 4 }).map((some) => `<b>${some.join('</b> <i>')}</i>`),
    fc.array(text, { minLength: 1, maxLength: 4 }).map((some) => `<ul><li>${some.join('<li>')}</ul>`),
    fc
      .array(tie('node') as fc.Arbitrary<string>, { maxLength: 5 })
      .map((all) => `<div>${all.join('')}</div>`),
    fc.constantFrom('</div>', '<table><tr>', '<!-- x -->', '<br>', '<b><p>x', '</b>'),
  ),
})).node as fc.Arbitrary<string>

test('no word is lost, glued, split or moved, whatever the page', () => {
  fc.assert(
    fc.property(fc.array(block, { maxLength: 12 }), fc.integer({ min: 60, max: 300 }), (blocks, limit) => {
      const html = blocks.join('')
      const found = cutSections(html, limit)
      if (!('sections' in found)) return
      for (const section of found.sections) expect(section.length).toBeLessThan(limit)
      expect(found.sections.flatMap(words)).toEqual(words(html))
    }),
    { numRuns: 500 },
  )
})
