// The text of HTML as lines that a person reads, near enough to look for odd punctuation. The converter of pages reads
// HTML properly; here a page must cost next to nothing, and a hostile one no more than its length.

/** Of these the text is no prose. */
const hidden = ['script', 'style', 'pre', 'code', 'template', 'svg', 'textarea']
const hiddenStart = new RegExp(`<(${hidden.join('|')})\\b[^<>]*>|<!--`, 'gi')
const blocks =
  /<\/?(?:address|article|aside|blockquote|br|caption|center|dd|details|div|dl|dt|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)\b[^<>]*>/gi
const tags = /<\/?[a-z][^<>]*>/gi
const named: Record<string, string> = { nbsp: '\u00a0', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

export function visibleLines(html: string): string[] {
  return withoutHidden(html)
    .replace(blocks, '\n')
    .replace(tags, '')
    .replace(/&(#?\w+);/g, decode)
    .split('\n')
}

/** Without comments and elements that are not prose. What is never closed stays; one look finds that out. */
function withoutHidden(html: string): string {
  const open = new Set<string>()
  let kept = ''
  let from = 0
  hiddenStart.lastIndex = 0
  for (let found = hiddenStart.exec(html); found; found = hiddenStart.exec(html)) {
    const name = (found[1] ?? '').toLowerCase()
    if (open.has(name)) continue
    const end = name === '' ? /-->/g : new RegExp(`</${name}\\s*>`, 'gi')
    end.lastIndex = hiddenStart.lastIndex
    if (!end.test(html)) {
      open.add(name)
      continue
    }
    kept += html.slice(from, found.index)
    from = end.lastIndex
    hiddenStart.lastIndex = from
  }
  return kept + html.slice(from)
}

function decode(entity: string, name: string): string {
  const code = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name)
  if (!code) return named[name] ?? entity
  const point = code[1] !== undefined ? Number.parseInt(code[1], 16) : Number(code[2])
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : entity
}
