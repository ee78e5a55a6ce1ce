// What a browser shows of an element, by its style: the converter against css-tree, which knows every value of CSS,
// and against the reading that the tests measure it by.
import * as csstree from 'css-tree'
import fc from 'fast-check'
import { parseFragment } from 'parse5'
import { describe, expect, it } from 'vitest'
import { readDeclarations } from './css.ts'
import { htmlToRicos, ricosToText } from './index.ts'
import { shownStyle } from './visible-css.ts'
import { visibleWords } from './visible-words.ts'

const split = (text: string) => text.split(/[ \t\n\r\f]+/).filter((word) => word !== '')

function expectWords(html: string, words: string): void {
  expect(split(ricosToText(htmlToRicos(html).document))).toEqual(split(words))
  expect(visibleWords(parseFragment(html))).toEqual(split(words))
}

const span = (style: string) => `<p>a <span style="${style}">b</span> c</p>`

describe('an element is shown', () => {
  it.each([
    ['with a property whose name only ends like it', '*display:none'],
    ['with another such name', '_display:none;x-display:none'],
    ['with a variable', '--menu-display:none'],
    ['with a comment', '/* display:none */color:red'],
    ['with a comment inside the name', 'dis/**/play:none'],
    ['with a later declaration that shows it', 'display:none;display:block'],
    ['with an important declaration that shows it', 'display:inline!important;display:none'],
    ['with the words inside a string', "font-family:'display:none;display:none'"],
    ['with the words inside an address', 'background:url(x;display:none)'],
    ['with a value no browser knows', 'display:nones'],
    ['with two values', 'display:none none'],
    ['with a block in place of a value', 'display:{none}'],
    ['with its name behind a broken declaration', 'color display:none'],
    ['with an address that names it', 'background:url("a?display:none")'],
    ['with the property of another', 'backface-visibility:hidden;content-visibility:hidden'],
    ['with visibility back again', 'visibility:hidden;visibility:visible'],
  ])('%s', (_name, style) => {
    expectWords(span(style), 'a b c')
    expect(htmlToRicos(span(style)).losses.map(({ code }) => code)).not.toContain('hidden-dropped')
  })
})

describe('an element is hidden, and that is reported,', () => {
  it.each([
    ['plainly', 'display:none'],
    ['in capitals and with blanks', ' DISPLAY :\n NONE '],
    ['with a mark of importance', 'display:none ! important;display:block'],
    ['in spite of a later value no browser knows', 'display:none;display:blok'],
    ['with escapes', 'd\\69splay:n\\6f ne'],
    ['with a comment in between', 'display/**/:/**/none/**/'],
    ['behind a string with a semicolon', "content:';';display:none"],
    ['behind an address with a quote', "background:url(it's.png);display:none"],
    ['before a comment without an end', 'display:none/*'],
    ['by visibility', 'visibility:hidden'],
    ['by visibility, collapsed', 'Visibility: Collapse'],
    ['as a column of a table', 'display:table-column'],
  ])('%s', (_name, style) => {
    expectWords(span(style), 'a c')
    expect(htmlToRicos(span(style)).losses.map(({ code }) => code)).toEqual(['hidden-dropped'])
  })
})

describe('hidden by visibility', () => {
  it('shows what is visible again inside, and nothing else', () => {
    expectWords('<div style="visibility:hidden">a <b style="visibility:visible">b</b> c</div>', 'b')
    expectWords(
      '<div style="visibility:hidden">a <i style="visibility:inherit">b <u style="visibility:visible">c</u></i></div>',
      'c',
    )
  })

  it('leaves no picture, bullet or line of its own', () => {
    const html = '<div style="visibility:hidden"><ul><li>a</li></ul><hr><img src="/a.png"></div>'
    expect(htmlToRicos(html).document.nodes).toEqual([])
  })

  it('leaves a cell its place, and takes a collapsed row away', () => {
    const row = (first: string, second: string) => `<tr${first}><td${second}>a</td><td>b</td></tr>`
    const hidden = ' style="visibility:hidden"'
    const table = `<table border="1">${row('', hidden)}${row(' style="visibility:collapse"', '')}${row('', '')}</table>`
    expectWords(table, 'b a b')
    const [node] = htmlToRicos(table).document.nodes
    expect(node?.type === 'TABLE' && node.nodes.map(({ nodes }) => nodes.length)).toEqual([2, 2])
  })

  it('keeps the words around it apart, as the empty place does', () => {
    expectWords('a<span style="visibility:hidden">b</span>c', 'a c')
  })

  it('shows what a script for movement would show', () => {
    expectWords('<p class="wow fadeIn" style="visibility:hidden">a</p>', 'a')
  })
})

describe('the hidden attribute', () => {
  it('gives way to a display of the author, and to a search on the page', () => {
    expectWords('<p hidden>a</p><p hidden style="display:block">b</p><p hidden="until-found">c</p>', 'b c')
  })
})

it('shows an open dialog', () => {
  expectWords('<dialog>a</dialog><dialog open>b</dialog><dialog style="display:block">c</dialog>', 'b c')
})

describe('words do not touch', () => {
  it.each([
    'table-cell',
    'table-row',
    'table-caption',
    'flow-root',
    'block flex',
    '-webkit-box',
    'list-item flow-root',
  ])('between elements with display %s', (display) => {
    const one = (word: string) => `<span style="display:${display}">${word}</span>`
    expectWords(`x${one('a')}${one('b')}y`, 'x a b y')
  })

  it.each(['flex', 'inline-flex', 'grid', '-ms-flexbox', 'inline grid'])(
    'between the elements in a row of boxes: %s',
    (display) => {
      expectWords(`<div style="display:${display}">x<b>a</b><i>b</i>y</div>`, 'x a b y')
    },
  )

  it('but those of one word do', () => {
    expectWords('x<b style="display:inline">a</b><b style="display:inline-block">b</b>y', 'xaby')
  })
})

describe('inputs', () => {
  it.each(['time', 'month', 'week', 'datetime-local', 'number', 'submit', 'made-up'])(
    'of type %s keep their value',
    (type) => {
      expectWords(`a<input type="${type}" value="7">b`, 'a 7 b')
    },
  )

  it('of which no word stays are told, with the hint they hold', () => {
    const html =
      '<input placeholder="Your name"><textarea placeholder="Your text"></textarea><input type="file">'
    expect(htmlToRicos(html).losses.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'control-dropped Wix posts have no forms. (Your name)',
      'control-dropped Wix posts have no forms. (Your text)',
      'control-dropped Wix posts have no forms.',
    ])
  })
})

const SPACE = fc.constantFrom('', '', ' ', '\n', '/**/', '/* ; */')
const NAME = fc.constantFrom(
  'display',
  'visibility',
  'DISPLAY',
  '*display',
  '--display',
  'd\\69splay',
  'color',
)
const VALUE = fc.oneof(
  fc.constantFrom(
    ...'none block flex hidden visible collapse inline table-cell red "a;b" url(a;b) (a;b) [;] {none} n\\6fne inherit contents'.split(
      ' ',
    ),
  ),
  fc
    .array(
      fc.constantFrom(...'block inline run-in flow flow-root table flex grid ruby none list-item'.split(' ')),
      {
        minLength: 1,
        maxLength: 3,
      },
    )
    .map((words) => words.join(' ')),
)
const declaration = fc
  .tuple(SPACE, NAME, SPACE, SPACE, VALUE, SPACE, fc.constantFrom('', '', '!important', ' ! IMPORTANT'))
  .map(([a, name, b, c, value, d, important]) => `${a}${name}${b}:${c}${value}${d}${important}`)
const style = fc.array(declaration, { maxLength: 4 }).map((list) => list.join(';'))

/** By css-tree's parser and its table of every property's grammar. */
function byCssTree(text: string, property: string): string | undefined {
  const { children } = csstree.parse(text, { context: 'declarationList' })
  const known = children.toArray().filter((node) => {
    return (
      csstree.ident.decode(node.property ?? '').toLowerCase() === property &&
      csstree.lexer.matchProperty(property, decoded(node)).error === null
    )
  })
  const last =
    known.findLast(({ important }) => /^(true|important)$/i.test(String(important))) ?? known.at(-1)
  return last === undefined ? undefined : decoded(last)
}

function decoded({ value }: csstree.Node): string {
  return csstree
    .generate(value)
    .replace(/n\\6fne/, 'none')
    .toLowerCase()
}

it('reads display and visibility of any style as css-tree does, and so does the measure', () => {
  fc.assert(
    fc.property(style, (text) => {
      const display = byCssTree(text, 'display')
      const visibility = byCssTree(text, 'visibility')
      const declarations = readDeclarations(text)
      expect(declarations.get('display')?.toLowerCase().replace('n\\6fne', 'none')).toBe(display)
      expect(declarations.get('visibility')?.toLowerCase()).toBe(visibility)
      const measured = shownStyle(text)
      expect(measured.isNone).toBe(display === 'none')
      expect(measured.hasDisplay).toBe(display !== undefined)
    }),
    { numRuns: 2000 },
  )
})
