import { describe, expect, it } from 'vitest'
import { htmlToRicos, ricosToHtml } from '../index.ts'
import { withOtherIds } from './generated.ts'
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

describe('a block that one side took away, and that the other moved and wrote in', () => {
  const item = (text: string) => `<li><p>${text}</p></li>`
  const list = (...texts: string[]) => `<ul>${texts.map(item).join('')}</ul>`
  /** What is asked, whatever became of the ids. */
  function asked(base: string, ours: string, theirs: string) {
    const again = mergeDocuments(documentOf(base), documentOf(ours), withOtherIds(documentOf(theirs)))
    const { collisions, asked } = merge(base, ours, theirs)
    expect(again.collisions.map(({ id }) => id)).toEqual(collisions.map(({ id }) => id))
    const inHtml = mergeHtml(base, ours, theirs).collisions.map((one) => [one.base, one.ours, one.theirs])
    expect(inHtml.map((versions) => versions.map((html) => html.replace(/<.?li>/g, '')))).toEqual(asked)
    return asked
  }

  it('is asked about, also where it stands instead of another that is gone', () => {
    const town = 'Kyoto<ul><li><p>Gion</p></li><li><p>Arashiyama</p></li></ul>'
    const more = town.replace('Kyoto', 'Kyoto in spring')
    const changed = ['<p>Kyoto</p>', '', '<p>Kyoto again</p>']
    expect(asked(list('Kyoto', 'Nara', 'Osaka'), list('Nara', 'Osaka'), list('Nara', 'Kyoto again'))).toEqual(
      [changed],
    )
    const paragraphs = (...texts: string[]) => texts.map((text) => `<p>${text}</p>`).join('')
    expect(
      asked(
        paragraphs('Kyoto', 'Nara', 'Osaka'),
        paragraphs('Nara', 'Osaka'),
        paragraphs('Nara', 'Kyoto again'),
      ),
    ).toEqual([changed])
    expect(merge(list(town, 'Nara', 'Osaka'), list('Nara', 'Osaka'), list('Nara', more)).asked).toHaveLength(
      1,
    )
  })

  it('is known by a word that no other has, however much was added to it', () => {
    expect(
      asked(
        '<p>Parking</p><p>Rooms</p>',
        '<p>Rooms</p>',
        '<p>Rooms</p><p>Parking is free behind the house</p>',
      ),
    ).toEqual([['<p>Parking</p>', '', '<p>Parking is free behind the house</p>']])
    expect(asked('<p>Rooms</p><p>Parking</p>', '<p>Parking free of charge</p>', '<p>Rooms</p>')).toEqual([
      ['<p>Parking</p>', '<p>Parking free of charge</p>', ''],
    ])
  })

  it('is known in a table by its row', () => {
    const table = (...rows: string[]) =>
      `<table border="1">${rows.map((row) => `<tr><td>${row}</td><td>open</td></tr>`).join('')}</table>`
    const { asked, html } = merge(
      table('Monday', 'Tuesday', 'Sunday'),
      table('Tuesday', 'Sunday'),
      table('Tuesday', 'Monday morning'),
    )
    expect(asked).toHaveLength(1)
    expect(asked[0]?.[2]).toContain('Monday morning')
    expect(html).not.toContain('Sunday')
  })

  it('is lost on neither side where others say the same, and asked about where the ids tell which it is', () => {
    const base = documentOf('<p>Yes</p><p>Yes</p><p>No</p>')
    const without = (place: number) => ({ ...base, nodes: base.nodes.filter((_, i) => i !== place) })
    const [first, second, last] = documentOf('<p>Yes</p><p>Yes, gladly</p><p>No</p>').nodes
    const theirs = { ...base, nodes: [last, first, second].flatMap((node) => node ?? []) }
    const known = mergeDocuments(base, without(1), theirs)
    expect(known.collisions).toHaveLength(1)
    expect(mergeDocuments(base, without(0), theirs).collisions).toEqual([])
    const unknown = mergeDocuments(base, without(1), withOtherIds(theirs))
    expect(ricosToHtml(unknown.merged)).toContain('Yes, gladly')
  })
})
