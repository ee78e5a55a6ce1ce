// What Word, Google Docs and web pages put on the clipboard, as HTML that says what they mean: no styles, no classes,
// no wrappers. Headings and lists that are only drawn are made real.

/** @param html of the clipboard; its scripts do not run: a document of DOMParser has none */
export function cleanHtml(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  for (const node of body.querySelectorAll(
    'script, style, meta, link, title, xml, o\\:p, template, iframe, object, svg',
  ))
    node.remove()
  removeComments(body)
  // Before styles go: they alone say what is an item.
  makeLists(body)
  for (const element of body.querySelectorAll<HTMLElement>('b, strong, i, em, span, font'))
    markByStyle(element)
  for (const element of body.querySelectorAll('p'))
    if (/^MsoTitle$/i.test(element.className)) rename(element, 'h1')
  for (const element of [...body.querySelectorAll('*')])
    for (const { name } of [...element.attributes])
      if (!keptAttributes.has(name)) element.removeAttribute(name)
  for (const element of [...body.querySelectorAll('p')]) if (isEmpty(element)) element.remove()
  return body.innerHTML
}

const keptAttributes = new Set(['href', 'src', 'alt', 'colspan', 'rowspan'])

const isEmpty = (element: Element) =>
  (element.textContent ?? '').replace(/\u00a0/g, ' ').trim() === '' && !element.querySelector('img, br, hr')

function removeComments(root: Node): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT)
  const comments: Node[] = []
  while (walker.nextNode()) comments.push(walker.currentNode)
  for (const comment of comments) comment.parentNode?.removeChild(comment)
}

/** Google wraps everything in a <b> that is not bold, and makes bold what is only a style. */
function markByStyle(element: HTMLElement): void {
  const { fontWeight, fontStyle, textDecoration, textDecorationLine } = element.style
  if (/^(?:b|strong)$/i.test(element.tagName) && /^(?:normal|400)$/.test(fontWeight)) {
    unwrap(element)
    return
  }
  if (!/^(?:span|font)$/i.test(element.tagName)) return
  let inner: Element = element
  const wrap = (name: string) => {
    const made = document.createElement(name)
    made.append(...inner.childNodes)
    inner.append(made)
    inner = made
  }
  if (/^(?:bold|[6-9]00)$/.test(fontWeight)) wrap('strong')
  if (fontStyle === 'italic') wrap('em')
  // Links are underlined as they are.
  const line = textDecorationLine || textDecoration
  if (/underline/.test(line) && !element.closest('a')) wrap('u')
  if (/line-through/.test(line)) wrap('s')
  unwrap(element)
}

function unwrap(element: Element): void {
  element.replaceWith(...element.childNodes)
}

function rename(element: Element, name: string): Element {
  const made = element.ownerDocument.createElement(name)
  made.append(...element.childNodes)
  element.replaceWith(made)
  return made
}

/** Word's lists are paragraphs with a bullet as text. */
function makeLists(body: Element): void {
  let list: Element | null = null
  for (const line of [...body.querySelectorAll<HTMLElement>('p')]) {
    const isItem =
      /mso-list:\s*(?!none)/i.test(line.getAttribute('style') ?? '') ||
      /MsoListParagraph/.test(line.className)
    if (!isItem) {
      list = null
      continue
    }
    const mark = bulletOf(line)
    const name = /^[\d]+[.)]/.test(mark) ? 'ol' : 'ul'
    const isNext = list !== null && list.nextElementSibling === line && list.tagName.toLowerCase() === name
    if (!isNext || !list) {
      list = body.ownerDocument.createElement(name)
      line.before(list)
    }
    const item = body.ownerDocument.createElement('li')
    item.append(...line.childNodes)
    list.append(item)
    line.remove()
  }
}

/** The bullet or number that Word drew, taken out of the line. */
function bulletOf(line: HTMLElement): string {
  const drawn = [...line.querySelectorAll<HTMLElement>('span')].find((span) =>
    /mso-list:\s*ignore/i.test(span.getAttribute('style') ?? ''),
  )
  if (drawn) {
    const text = drawn.textContent ?? ''
    drawn.remove()
    return text.trim()
  }
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT)
  const first = walker.nextNode()
  const found = /^\s*([·•§o▪-]|\d+[.)])\s+/.exec(first?.textContent ?? '')
  if (!first || !found) return ''
  first.textContent = (first.textContent ?? '').slice(found[0].length)
  return found[1]!
}
