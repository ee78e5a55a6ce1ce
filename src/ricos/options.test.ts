import { describe, expect, it } from 'vitest'
import { htmlToRicos, type ImageNode } from './index.ts'

function imagesOf(html: string, options: Parameters<typeof htmlToRicos>[1]): ImageNode['imageData'][] {
  return htmlToRicos(html, options).document.nodes.flatMap((node) =>
    node.type === 'IMAGE' ? [node.imageData] : [],
  )
}

describe('the image option', () => {
  it('is asked with the resolved address and fills in the file and its size', () => {
    const asked: string[] = []
    const image = (url: string) => {
      asked.push(url)
      return { id: 'abc~mv2.png', width: 800, height: 600 }
    }
    const html = '<img src="i.png" alt="a">'
    const { losses } = htmlToRicos(html, { image, baseUrl: 'https://a.example/b/' })
    expect(asked).toEqual(['https://a.example/b/i.png'])
    expect(losses).toEqual([])
    expect(imagesOf(html, { image })[0]?.image).toEqual({
      src: { id: 'abc~mv2.png' },
      width: 800,
      height: 600,
    })
  })

  it('leaves images it does not know as they are, and they are reported', () => {
    const { losses } = htmlToRicos('<img src="https://a.example/i.png">', { image: () => undefined })
    expect(losses.map(({ code }) => code)).toEqual(['image-no-size'])
  })
})

it('the schema option decides what becomes of strikethrough', () => {
  const html = '<p><s>old</s> new</p>'
  expect(htmlToRicos(html).losses.map(({ code }) => code)).toEqual(['mark-dropped'])
  const { document, losses } = htmlToRicos(html, { schema: 'api' })
  expect(losses).toEqual([])
  expect(JSON.stringify(document)).toContain('"STRIKETHROUGH"')
})
