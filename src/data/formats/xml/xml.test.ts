import { describe, expect, it } from 'vitest'
import { readFile, refusalOf } from '../test-read.ts'

describe('an XML file', () => {
  it('gives a row for each of the elements that repeat: texts and attributes by path, repeated ones joined', async () => {
    const found = await readFile(`<?xml version="1.0"?>
      <shop name="x">
        <info><b>1</b><b>2</b></info>
        <products>
          <product id="7"><name>Chair &amp; co</name><price currency="EUR">12.50</price>
            <images><image src="a.jpg"/><image src="b.jpg"/></images><tag>x</tag><tag>y</tag><empty/></product>
          <product id="8"><name><![CDATA[<b>Table</b>]]></name></product>
          <product id="9"/>
        </products>
      </shop>`)
    expect(found.format.id).toBe('xml')
    expect(found.cells).toEqual([
      ['id', 'name', 'price.currency', 'price', 'images.image.src', 'tag', 'empty'],
      ['7', 'Chair & co', 'EUR', '12.50', 'a.jpg, b.jpg', 'x, y', ''],
      ['8', '<b>Table</b>', '', '', '', '', ''],
      ['9', '', '', '', '', '', ''],
    ])
    expect(found.decision('list')).toMatchObject({ value: 'shop/products/product', setting: 'path' })
    const choices = found.decision('list')!.choices!.map(({ value }) => value)
    expect(choices).toContain('shop/info/b')
  })

  const rss = `<?xml version="1.0" encoding="utf-8"?>
    <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
      <title>News</title><link>https://example.com</link>
      <item><title>One</title><link>https://example.com/1</link><category>a</category><category>b</category>
        <content:encoded><![CDATA[<p>1</p>]]></content:encoded><guid isPermaLink="false">g1</guid></item>
    </channel></rss>`

  it('that is an RSS feed gives its items, even a single one', async () => {
    const found = await readFile(rss)
    expect(found.cells).toEqual([
      ['title', 'link', 'category', 'content:encoded', 'guid.isPermaLink', 'guid'],
      ['One', 'https://example.com/1', 'a, b', '<p>1</p>', 'false', 'g1'],
    ])
    expect(found.decision('list')).toMatchObject({
      value: 'rss/channel/item',
      reason: 'An RSS feed: its items.',
    })
  })

  it('that is an Atom feed gives its entries, with the address of each and its markup', async () => {
    const { cells } = await readFile(`<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title>
      <link rel="self" href="https://example.com/feed"/>
      <entry><id>1</id><link href="https://example.com/1"/><link rel="edit" href="https://example.com/1/edit"/>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p class="a&amp;b">1 &lt; 2<br/></p></div></content></entry>
      <entry><id>2</id><link rel="alternate" href="https://example.com/2"/><content type="html">&lt;p&gt;2&lt;/p&gt;</content></entry>
    </feed>`)
    expect(cells).toEqual([
      ['id', 'link', 'link.edit', 'content.type', 'content'],
      [
        '1',
        'https://example.com/1',
        'https://example.com/1/edit',
        'xhtml',
        '<div><p class="a&amp;b">1 &lt; 2<br></p></div>',
      ],
      ['2', 'https://example.com/2', '', 'html', '<p>2</p>'],
    ])
  })

  it('that is a sitemap gives its addresses', async () => {
    const { cells } = await readFile(
      '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/</loc><priority>1.0</priority></url><url><loc>https://example.com/a</loc></url></urlset>',
    )
    expect(cells).toEqual([
      ['loc', 'priority'],
      ['https://example.com/', '1.0'],
      ['https://example.com/a', ''],
    ])
  })

  it('in another encoding is read by what it says', async () => {
    const content = Buffer.from(
      '<?xml version="1.0" encoding="ISO-8859-1"?><r><i>\xe4</i><i>\xdf</i></r>',
      'latin1',
    )
    expect((await readFile(content)).cells).toEqual([['value'], ['ä'], ['ß']])
    const wide = Buffer.from(
      '\ufeff<?xml version="1.0" encoding="UTF-16"?><r><i>ä</i><i>ß</i></r>',
      'utf16le',
    )
    expect((await readFile(wide)).cells).toEqual([['value'], ['ä'], ['ß']])
  })

  it('gives other elements when they are chosen, and says what there is when they are not there', async () => {
    expect((await readFile(rss, { path: 'rss/channel' })).columns).toContain('item.title')
    const error = await refusalOf(rss, { path: 'rss/item' })
    expect(error.code).toBe('empty_list')
    expect(error.message).toContain('"rss/channel/item"')
  })
})

describe('what is refused', () => {
  it('a DOCTYPE, and with it every entity', async () => {
    const bomb =
      '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><lolz><i>&b;</i><i>&b;</i></lolz>'
    expect((await refusalOf(bomb)).code).toBe('doctype')
    expect((await refusalOf('<!DOCTYPE r SYSTEM "file:///etc/passwd"><r><i/><i/></r>')).code).toBe('doctype')
    const undeclared = await refusalOf('<r><i>&nbsp;</i><i/></r>')
    expect(undeclared.code).toBe('broken_xml')
    expect(undeclared.message).toContain('undefined entity')
  })

  it.each([
    ['an element that is not closed', '<r><i>1</i><i>', 'broken_xml'],
    ['elements that overlap', '<r><i><b></i></b></r>', 'broken_xml'],
    ['nesting without end', '<x>'.repeat(10_000), 'too_deep'],
    ['a text without end', `<r><i>${'x'.repeat(6_000_000)}`, 'cell_too_large'],
    ['bytes in another encoding', Buffer.from('<r><i>\xe4</i></r>', 'latin1'), 'invalid_bytes'],
    ['an encoding that is none', '<?xml version="1.0" encoding="nope"?><r/>', 'invalid_bytes'],
  ])('%s', async (_, content, code) => {
    expect((await refusalOf(content)).code).toBe(code)
  })

  it('a web page, also one in XML', async () => {
    for (const page of [
      '<!doctype html><p>',
      '<?xml version="1.0"?>\n<html xmlns="x"/>',
      '<?xml version="1.0"?><!DOCTYPE html><html/>',
    ]) {
      const error = await refusalOf(page)
      expect(error.code).toBe('wrong_kind')
      expect(error.message).toContain('web page')
    }
  })
})

it('a CSV file whose first cell holds markup stays CSV', async () => {
  expect((await readFile('<p>a</p>,b\n1,2\n', { hasHeader: true })).format.id).toBe('csv')
})
