import { describe, expect, it } from 'vitest'
import { htmlToRicos, ricosToHtml } from '../index.ts'
import { mergeDocuments } from './merge-documents.ts'
import { mergeHtml } from './merge-html.ts'

const documentOf = (html: string) => htmlToRicos(html, { seed: 'row', schema: 'api' }).document
const html = (nodes: Parameters<typeof ricosToHtml>[0]['nodes']) =>
  ricosToHtml({ nodes, metadata: { version: 1 } })

/** All as HTML: the merge, and of each collision what stands on each side. */
function merge(base: string, ours: string, theirs: string) {
  const result = mergeDocuments(documentOf(base), documentOf(ours), documentOf(theirs))
  return {
    ...result,
    html: ricosToHtml(result.merged),
    asked: result.collisions.map((one) => [html(one.base), html(one.ours), html(one.theirs)]),
  }
}

describe('a block that both sides changed', () => {
  it('is asked about when both have other words, and stands as theirs until ours is chosen', () => {
    const result = merge('<p>a</p><p>one two</p>', '<p>a</p><p>one three</p>', '<p>a</p><p>zero two</p>')
    expect(result.asked).toEqual([['<p>one two</p>', '<p>one three</p>', '<p>zero two</p>']])
    expect(result.html).toBe('<p>a</p><p>zero two</p>')
    expect(result.collisions[0]?.at).toEqual([1])
    const [{ id } = { id: '' }] = result.collisions
    expect(ricosToHtml(result.withChoices({ [id]: 'ours' }))).toBe('<p>a</p><p>one three</p>')
    expect(ricosToHtml(result.withChoices({ [id]: 'theirs' }))).toBe(result.html)
  })

  it('has the words of one and the marks of the other', () => {
    const result = merge(
      '<p>one two three</p>',
      '<p>one two three four</p>',
      '<p><a href="https://a.example/">one</a> two three</p>',
    )
    expect(result.asked).toEqual([])
    expect(result.html).toBe('<p><a href="https://a.example/">one</a> two three four</p>')
  })

  it('has the marks of both', () => {
    const result = merge('<p>one two</p>', '<p><b>one</b> two</p>', '<p><i>one</i> <u>two</u></p>')
    expect(result.html).toBe('<p><em><strong>one</strong></em> <u>two</u></p>')
  })

  it('is asked about when marks of one lie where the other has other words', () => {
    expect(merge('<p>one two</p>', '<p>one <b>two</b></p>', '<p>one second</p>').asked).toHaveLength(1)
    expect(merge('<p>one two</p>', '<p><b>one two</b></p>', '<p>one and two</p>').asked).toHaveLength(1)
  })

  it('has the level of one and the words of the other', () => {
    const result = merge('<h2>one two</h2>', '<h3>one two</h3>', '<h2>one two three</h2>')
    expect(result.html).toBe('<h3>one two three</h3>')
    const heading = merge('<p>one two three</p>', '<p>one two three four</p>', '<h2>one two three</h2>')
    expect(heading.html).toBe('<h2>one two three four</h2>')
  })

  it('is asked about when one removed it and the other changed it', () => {
    const ours = merge('<p>a</p><p>b</p>', '<p>a</p>', '<p>a</p><p>b c</p>')
    expect(ours.asked).toEqual([['<p>b</p>', '', '<p>b c</p>']])
    expect(ours.html).toBe('<p>a</p><p>b c</p>')
    const theirs = merge('<p>a</p><p>b</p>', '<p>a</p><p>b c</p>', '<p>a</p>')
    expect(theirs.html).toBe('<p>a</p>')
    expect(ricosToHtml(theirs.withChoices({ [theirs.collisions[0]?.id ?? '']: 'ours' }))).toBe(
      '<p>a</p><p>b c</p>',
    )
  })

  it('has another picture and the size of the other side, and is asked about with another alternative text', () => {
    const image = (src: string, alt: string, width: string) =>
      `<img src="https://a.example/${src}" alt="${alt}" width="${width}" height="9">`
    expect(
      merge(image('1.png', 'a', '8'), image('2.png', 'a', '8'), image('1.png', 'b', '8')).asked,
    ).toHaveLength(1)
  })
})

describe('blocks that come, go and move', () => {
  it('are kept from both sides at one place, theirs first, and once where they are equal', () => {
    expect(merge('<p>a</p><p>z</p>', '<p>a</p><p>o</p><p>z</p>', '<p>a</p><p>t</p><p>z</p>').html).toBe(
      '<p>a</p><p>t</p><p>o</p><p>z</p>',
    )
    expect(merge('<p>a</p>', '<p>a</p><p>x</p><p>o</p>', '<p>a</p><p>x</p><p>t</p>').html).toBe(
      '<p>a</p><p>x</p><p>t</p><p>o</p>',
    )
  })

  it('move on one side with the words of the other', () => {
    const result = merge(
      '<p>one two three</p><p>b</p><p>c</p><p>d</p>',
      '<p>one two three four</p><p>b</p><p>c</p><p>d</p>',
      '<p>b</p><p>c</p><p>one two three</p><p>d</p>',
    )
    expect(result.asked).toEqual([])
    expect(result.html).toBe('<p>b</p><p>c</p><p>one two three four</p><p>d</p>')
  })

  it('stay behind what they were put behind when that moves', () => {
    const section = '<h2>Prices</h2><p>from ten</p>'
    const rest = '<h2>Hours</h2><p>nine to five</p><p>closed on Sunday</p>'
    const result = merge(section + rest, rest + section, `${section}<p>a note</p>${rest}`)
    expect(result.html).toBe(`${rest}${section}<p>a note</p>`)
  })

  it('do not follow one that was written anew elsewhere and that the other side moved away', () => {
    // Ours took "three" away and put another like it before the figure: nothing else was moved.
    const x = '<p>three four five six</p>'
    const like = '<p>three four five seven</p>'
    const figure =
      '<figure><img src="https://a.example/1.png" alt="one" width="9" height="9"><figcaption>two</figcaption></figure>'
    const start = '<p>start</p>'
    const away = merge(`${start}${figure}${x}`, `${start}${like}${figure}`, `${x}${start}${figure}`)
    expect(away.asked).toEqual([])
    expect(away.html).toBe(`${like}${start}${figure}`)
    const behind = merge(`${start}${figure}${x}`, `${start}${like}${figure}`, `${figure}${x}${start}`)
    expect(behind.html).toBe(`${figure}${like}${start}`)
  })

  it.each([
    [70, 130],
    [1_999, 2_000],
  ])('are found among many new ones: behind %i of %i', (before, count) => {
    const fresh = Array.from({ length: count }, (_, i) => `<p>a${i} b${i} c${i}</p>`)
    const [old, changed, theirs] = ['nine', 'ten', 'nine on Sundays'].map(
      (time) => `<p>it opens at ${time}</p>`,
    )
    const ours = [...fresh.slice(0, before), changed, ...fresh.slice(before)].join('')
    const result = mergeHtml(old as string, ours, theirs as string)
    expect(result.collisions).toMatchObject([{ base: old, ours: changed, theirs, at: [before] }])
    expect(result.merged).toBe(ours.replace(changed as string, theirs as string))
  })

  it('are gone when one side removed them and the other only moved them', () => {
    expect(merge('<p>a</p><p>b</p><p>c</p>', '<p>a</p><p>b</p>', '<p>c</p><p>a</p><p>b</p>').html).toBe(
      '<p>a</p><p>b</p>',
    )
  })

  it('stay apart when they are alike: an empty line that was taken away is the one that had this id', () => {
    const base = documentOf('<p>a</p><p><br></p><p>b</p><p><br></p><p>c</p>')
    const theirs = { ...base, nodes: base.nodes.filter((_, i) => i !== 1) }
    const ours = documentOf('<p>a!</p><p><br></p><p>b!</p><p><br></p><p>c!</p>')
    expect(ricosToHtml(mergeDocuments(base, ours, theirs).merged)).toBe(
      '<p>a!</p><p>b!</p><p><br></p><p>c!</p>',
    )
  })
})

describe('blocks with blocks inside', () => {
  it('are merged inside: items of a list, rows and cells of a table, bodies that open', () => {
    const list = merge(
      '<ul><li>a</li><li>b</li><li>c</li></ul>',
      '<ul><li>a</li><li>b</li><li>c, ours</li><li>d</li></ul>',
      '<ul><li>a, theirs</li><li>c</li></ul>',
    )
    expect(list.asked).toEqual([])
    expect(list.html).toBe('<ul><li><p>a, theirs</p></li><li><p>c, ours</p></li><li><p>d</p></li></ul>')
    const details = (summary: string, body: string) =>
      `<details><summary>${summary}</summary><p>${body}</p></details>`
    expect(merge(details('a', 'b'), details('a x', 'b'), details('a', 'b y')).html).toContain('b y')
  })

  it('give each row of a table its height, from whichever side it comes', () => {
    const table = (...rows: string[]) =>
      documentOf(
        `<table border="1">${rows.map((row) => `<tr><td>${row}</td><td>x</td></tr>`).join('')}</table>`,
      )
    const heights = (document: ReturnType<typeof documentOf>, list: number[]) => {
      const [node] = document.nodes
      if (node?.type === 'TABLE') node.tableData.dimensions.rowsHeight = list
      return document
    }
    const { merged } = mergeDocuments(
      heights(table('a', 'b'), [10, 20]),
      heights(table('a', 'new', 'b'), [10, 15, 20]),
      heights(table('a', 'b', 'last'), [11, 20, 30]),
    )
    const [node] = merged.nodes
    expect(node?.type === 'TABLE' && node.tableData.dimensions.rowsHeight).toEqual([11, 15, 20, 30])
  })

  it('are asked about as a whole when a table has other columns on one side', () => {
    const row = (...cells: string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
    const table = (...rows: string[]) => `<table border="1">${rows.join('')}</table>`
    expect(merge(table(row('a', 'b')), table(row('a', 'b', 'c')), table(row('a', 'b!'))).asked).toHaveLength(
      1,
    )
  })

  it('are asked about as a whole when nothing would be left in them', () => {
    const result = merge('<ul><li>a</li><li>b</li></ul>', '<ul><li>a</li></ul>', '<ul><li>b</li></ul>')
    expect(result.asked).toHaveLength(1)
  })
})

describe('a collision', () => {
  it('has an id of its three texts alone, whatever else changed', () => {
    const one = merge('<p>a</p>', '<p>b</p>', '<p>c</p>').collisions
    const again = merge('<h2>x</h2><p>a</p>', '<h2>y</h2><p>b</p>', '<h2>x</h2><p>c</p>').collisions
    expect(again.map(({ id }) => id)).toEqual(one.map(({ id }) => id))
    expect(merge('<p>a</p>', '<p>b</p>', '<p>d</p>').collisions[0]?.id).not.toBe(one[0]?.id)
  })

  it('is two with two ids where the same happened twice', () => {
    const { collisions } = merge('<p>a</p><hr><p>a</p>', '<p>b</p><hr><p>b</p>', '<p>c</p><hr><p>c</p>')
    expect(new Set(collisions.map(({ id }) => id)).size).toBe(2)
  })
})

describe('what Wix writes without meaning', () => {
  it('is no change: defaults, cut texts, empty styles', () => {
    const base = documentOf('<p>one two</p><p>b</p>')
    const asWix = structuredClone(base) as unknown as { nodes: Record<string, unknown>[] }
    const mark = { nodes: [], id: '', type: 'TEXT' }
    asWix.nodes[0] = {
      ...asWix.nodes[0],
      style: {},
      paragraphData: { textStyle: { textAlignment: 'AUTO' } },
      nodes: [
        { ...mark, textData: { text: 'one ', decorations: [] } },
        { ...mark, textData: { text: 'two', decorations: [] } },
      ],
    }
    const ours = documentOf('<p>one three</p><p>b c</p>')
    const { collisions, merged } = mergeDocuments(base, ours, asWix as unknown as typeof base)
    expect(collisions).toEqual([])
    expect(ricosToHtml(merged)).toBe('<p>one three</p><p>b c</p>')
  })
})

describe('what this library never writes', () => {
  const text = (value: string) => ({
    type: 'TEXT',
    id: '',
    nodes: [],
    textData: { text: value, decorations: [] },
  })
  const paragraph = (id: string, ...nodes: object[]) => ({ type: 'PARAGRAPH', id, nodes, paragraphData: {} })
  const whole = (...nodes: object[]) =>
    ({ nodes, metadata: { version: 1 } }) as unknown as ReturnType<typeof documentOf>

  it('is kept where it stands: nodes in a line, columns, types that come later', () => {
    const base = whole(paragraph('a', text('one')), paragraph('b', text('two')))
    const smile = { type: 'EMOJI', id: 'e', nodes: [], emojiData: { code: 'x' } }
    const theirs = whole(paragraph('a', text('one'), smile), paragraph('b', text('two')), {
      type: 'MAP',
      id: 'm',
      nodes: [],
    })
    const ours = whole(paragraph('a', text('one')), paragraph('b', text('three')))
    const { merged, collisions } = mergeDocuments(base, ours, theirs)
    expect(collisions).toEqual([])
    expect(JSON.stringify(merged)).toContain('EMOJI')
    expect(merged.nodes.map(({ type }) => type)).toEqual(['PARAGRAPH', 'PARAGRAPH', 'MAP'])
    const other = whole(paragraph('a', text('one more')), paragraph('b', text('two')))
    expect(mergeDocuments(base, other, theirs).collisions).toHaveLength(1)
  })

  it('is merged inside its columns, and asked about as a whole when one side has others', () => {
    const cell = (id: string, ...nodes: object[]) => ({
      type: 'LAYOUT_CELL',
      id,
      nodes,
      layoutCellData: { colSpan: 6 },
    })
    const columns = (...cells: object[]) => whole({ type: 'LAYOUT', id: 'l', nodes: cells, layoutData: {} })
    const [a, b] = [paragraph('a', text('one')), paragraph('b', text('two'))]
    const base = columns(cell('x', a), cell('y', b))
    const ours = columns(cell('x', paragraph('a', text('one, ours'))), cell('y', b))
    const theirs = columns(cell('x', a), cell('y', b, paragraph('c', text('three'))))
    const { merged, collisions } = mergeDocuments(base, ours, theirs)
    expect(collisions).toEqual([])
    expect(ricosToHtml(merged)).toBe('<p>one, ours</p><p>two</p><p>three</p>')
    expect(mergeDocuments(base, ours, columns(cell('x', a))).collisions).toHaveLength(1)
  })
})

describe('HTML', () => {
  it('is written as it was wherever nobody changed it', () => {
    const base = '<p class=x>one  two</p>\n\n<!-- c --><ul>\n  <li>a</li>\n  <li>b</li>\n</ul>\n'
    const ours = base.replace('one  two', 'one  two three')
    const theirs = base.replace('<li>b</li>', '<li>b!</li>').replace('<!-- c -->', '')
    expect(mergeHtml(base, ours, theirs).merged).toBe(
      '<p class=x>one  two three</p>\n\n<!-- c --><ul>\n  <li>a</li>\n  <li>b!</li>\n</ul>\n',
    )
  })

  it('has the tags of one and the content of the other', () => {
    expect(mergeHtml('<p>a</p>', '<p class="x">a</p>', '<p>b</p>').merged).toBe('<p class="x">b</p>')
    expect(mergeHtml('<p>a b</p>', '<p>a <b>b</b></p>', '<p>a c</p>').collisions).toHaveLength(1)
  })

  it('with left-out tags is read as a browser reads it', () => {
    expect(mergeHtml('<p>a<p>b', '<p>a!<p>b', '<p>a<p>b?').merged).toBe('<p>a!</p><p>b?</p>')
  })

  it('keeps words apart where bare texts come together', () => {
    expect(mergeHtml('<hr>', 'ours<hr>', 'theirs<hr>').merged).toBe('theirs\nours<hr>')
  })
})
