import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { childrenOf } from './document.ts'
import { documentSeedMark, htmlToRicos, isOurNodeId, type RicosNode } from './index.ts'

const HTML = '<h1>a</h1><ul><li>b <b>c</b></li></ul><table border="1"><tr><td>d</td></tr></table>'

function idsOf(nodes: readonly RicosNode[]): string[] {
  return nodes.flatMap((node) => [node.id, ...idsOf(childrenOf(node))])
}

describe('node ids', () => {
  it('all start with the mark of the seed, and no two are equal', () => {
    const ids = idsOf(htmlToRicos(HTML, { seed: 'row-7' }).document.nodes)
    expect(ids).toHaveLength(12)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.every((id) => isOurNodeId(id, 'row-7'))).toBe(true)
  })

  it('are those of another document for another seed', () => {
    const [id = ''] = idsOf(htmlToRicos(HTML, { seed: 'row-8' }).document.nodes)
    expect(isOurNodeId(id, 'row-7')).toBe(false)
    expect(isOurNodeId(id, 'row-8')).toBe(true)
  })

  it('are not recognised when Wix or a person made them', () => {
    const mark = documentSeedMark('row-7')
    for (const id of ['', 'foo', mark, `${mark}-1`, `${mark}A`, `x${mark}1`])
      expect(isOurNodeId(id, 'row-7')).toBe(false)
  })

  it('depend on the seed and the place, not on what markup was left out', () => {
    const plain = htmlToRicos('<p>a</p><p>b</p>', { seed: 's' }).document
    const noisy = htmlToRicos('<div><script>1</script><p>a</p></div><!-- --><section><p>b</section>', {
      seed: 's',
    }).document
    expect(noisy).toEqual(plain)
  })
})

describe('the mark of a seed', () => {
  it('is always a letter and seven characters of base 36', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (seed) => /^r[0-9a-z]{7}$/.test(documentSeedMark(seed))),
    )
  })

  it('differs for 100,000 numbered rows', () => {
    const marks = new Set(Array.from({ length: 100_000 }, (_, i) => documentSeedMark(`project/row-${i}`)))
    expect(marks.size).toBeGreaterThanOrEqual(99_999)
  })
})
