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

describe('a caption that somebody wrote for a picture', () => {
  const figure = (src: string, caption: string) => {
    const picture = `<img src="https://a.example/${src}" alt="a" width="9" height="9">`
    return `<figure>${picture}${caption && `<figcaption>${caption}</figcaption>`}</figure>`
  }
  const old = figure('1.png', 'a castle')

  it.each([
    ['ours', figure('2.png', 'a castle'), figure('1.png', 'the castle at dusk')],
    ['theirs', figure('1.png', 'the castle at dusk'), figure('2.png', 'a castle')],
    ['ours, and the caption is gone', figure('2.png', 'a castle'), figure('1.png', '')],
    ['ours, with a caption of its own', figure('2.png', 'a bridge'), figure('1.png', 'the castle at dusk')],
  ])('does not stand unasked under another one: %s', (_, ours, theirs) => {
    const result = merge(`<p>a</p>${old}`, `<p>b</p>${ours}`, `<p>a</p>${theirs}`)
    expect(result.asked).toEqual([[old, ours, theirs]])
    expect(result.html).toBe(`<p>b</p>${theirs}`)
    const text = mergeHtml(`<p>a</p>${old}`, `<p>b</p>${ours}`, `<p>a</p>${theirs}`)
    expect(text.collisions).toMatchObject([{ base: old, ours, theirs }])
    const [{ id } = { id: '' }] = text.collisions
    expect(text.withChoices({ [id]: 'ours' })).toBe(`<p>b</p>${ours}`)
  })

  it('is merged with all else of the picture, and where both have the same other picture', () => {
    const wide = old.replace('<figure>', '<figure class="wide">').replace('alt="a"', 'alt="b" loading="lazy"')
    const theirs = figure('1.png', 'the castle at dusk')
    expect(mergeHtml(old, wide, theirs).merged).toBe(wide.replace('a castle', 'the castle at dusk'))
    expect(merge(old, figure('2.png', 'a castle'), figure('2.png', 'a bridge')).html).toContain('a bridge')
    expect(merge(old, figure('2.png', 'a castle'), figure('2.png', 'a bridge')).asked).toEqual([])
  })

  it('is of its own figure alone: others in the same gallery get other pictures', () => {
    const gallery = (one: string, caption: string) =>
      `<figure>${figure(one, 'one')}${figure('b.png', caption)}<figcaption>all</figcaption></figure>`
    const { merged, collisions } = mergeHtml(
      gallery('a.png', 'two'),
      gallery('c.png', 'two'),
      gallery('a.png', 'two, theirs'),
    )
    expect(collisions).toEqual([])
    expect(merged).toBe(gallery('c.png', 'two, theirs'))
  })
})
