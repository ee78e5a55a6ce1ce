// Every change a conversion makes that a reader could notice, as data.

/** One construct that could not be carried over exactly. */
export interface Loss {
  code: LossCode
  /** What Wix cannot hold, in a sentence. */
  message: string
  /** Name of the element in the source, in lower case. */
  element: string
  /** Where the element starts in the source, both counted from 1. */
  line: number
  column: number
  /** What was done instead. */
  instead: string
}

const LOSSES = {
  'script-dropped': ['Scripts do not run in Wix posts.', 'left out'],
  'style-dropped': ['Style sheets have no effect in Wix posts.', 'left out'],
  'not-shown': ['A browser does not show this element.', 'left out'],
  'hidden-dropped': ['The element is hidden (hidden, display or visibility).', 'left out, as a browser does'],
  'unknown-element': ['The element is not part of HTML.', 'its content was kept'],
  'form-reduced': ['Wix posts have no forms.', 'the text was kept'],
  'control-dropped': ['Wix posts have no forms.', 'left out'],
  'mark-dropped': ['The published Ricos schema has no decoration for it.', 'the text was kept without it'],
  'code-inline': ['Ricos has no code inside a line.', 'the text was kept without the code font'],
  'font-dropped': ['The published Ricos schema has no font family.', 'the text was kept in the site font'],
  'style-unreadable': ['The style could not be read, or Ricos does not support it.', 'left out'],
  'background-dropped': ['A Ricos block has no background of its own.', 'left out'],
  'direction-changed': ['Ricos has no text direction.', 'Wix takes the direction from the text'],
  'tooltip-dropped': ['Ricos has no tooltips.', 'the visible text was kept'],
  'ruby-inlined': ['Ricos has no ruby text.', 'the reading stands in brackets behind its word'],
  'lines-joined': [
    'Blank lines between words are blanks to a browser.',
    'joined; the option for line ends makes paragraphs of them',
  ],
  'shortcode-kept': [
    'Only the system a shortcode comes from replaces it.',
    'kept as text, which readers see',
  ],
  'line-joined': ['Ricos headings and titles have one line.', 'the lines were joined with a space'],
  'block-split': ['A Ricos heading or code block holds only text.', 'divided around the other block'],
  'heading-demoted': ['A list item or table cell has to start with a paragraph.', 'a bold paragraph'],
  'heading-content': ['A Ricos heading holds no lists, tables or quotes.', 'the text in them is bold'],
  'front-matter': ['Front matter holds facts about the page, not its text.', 'left out'],
  'quote-split': ['A Ricos quote holds one paragraph.', 'one quote for each paragraph'],
  'quote-content': ['A Ricos quote holds only text.', 'placed beside the quote'],
  'quote-indented': ['Ricos has no quote inside a list item.', 'an indented paragraph'],
  'quote-too-deep': ['Ricos quotes go five levels deep.', 'placed on the last level'],
  'list-split': [
    'Ricos list items hold only paragraphs, headings, lists, images and videos.',
    'placed between the items, and the list goes on after it',
  ],
  'list-stray': ['A list holds only list items.', 'made an item of its own'],
  'list-style': [
    'Ricos lists have one kind of bullet and one kind of number.',
    'the list was kept with plain marks',
  ],
  'list-reversed': ['Ricos lists count upwards.', 'the numbers count upwards'],
  'list-too-deep': ['The lists are nested too deeply.', 'placed after the list, indented'],
  'definition-list': ['Ricos has no definition lists.', 'bold terms with indented paragraphs'],
  'task-list': ['The published Ricos schema has no check boxes.', 'a box character in the text'],
  'table-layout': ['The table only lays out the page.', 'taken apart, its cells one below the other'],
  'table-nested': ['Ricos has no tables inside tables.', 'the cells of the inner table became paragraphs'],
  'table-caption': ['Ricos tables have no caption.', 'a paragraph beside the table'],
  'cells-split': [
    'Ricos cannot merge table cells.',
    'the text stands in the first cell, the others are empty',
  ],
  'code-language': ['Ricos code blocks have no language.', 'left out'],
  'details-flattened': ['Ricos has no collapsible lists here.', 'a bold paragraph and the content'],
  'details-opened': ['A Ricos collapsible list opens all, the first or none of its items.', 'closed'],
  'title-split': ['A Ricos collapsible title holds one line of text.', 'the rest was moved into the body'],
  'too-deep': ['The blocks are nested too deeply.', 'placed without the nesting'],
  'image-moved': ['Ricos images are blocks.', 'the image stands on its own, beside the text'],
  'image-no-size': ['Wix needs the width and height of an image.', 'kept without them'],
  'image-no-source': ['The image has no address that Wix could fetch.', 'left out'],
  'image-relative': ['Wix needs the absolute address of an image.', 'the address was kept as it is'],
  'image-other': ['The image names another address for a script to load.', 'the address in src was kept'],
  'image-tracking': ['The image is one pixel large, for counting readers.', 'left out'],
  'caption-plain': ['Ricos image captions have no formatting.', 'the plain text was kept'],
  'caption-link': ['Ricos image captions have no links.', 'the text was kept without the link'],
  'media-no-source': ['The element has no address that Wix could fetch.', 'left out'],
  'script-filled': ['The element is empty: only a script could fill it, and Wix posts run none.', 'left out'],
  'embed-linked': ['Scripts show a page of another site here, and Wix posts run none.', 'a link to it'],
  'fallback-kept': ['Wix posts run no scripts or plug-ins.', 'the text for readers without them was kept'],
  'map-dropped': ['Ricos images have one link.', 'left out'],
  'media-tracks': ['Ricos media have no tracks, and one source.', 'the first source was kept'],
  'embed-kept': ['Wix shows other pages in a frame of its own.', 'an HTML embed'],
  'drawing-dropped': ['Ricos has no vector drawings.', 'the text inside was kept'],
  'formula-flattened': ['Ricos has no formulas.', 'the characters were kept on one line'],
  'link-unsafe': [
    'Only http, https, mailto, tel and relative addresses are safe links.',
    'the text was kept without the link',
  ],
  'link-no-scheme': [
    'The address has no scheme, so that browsers look for it on the same site.',
    'kept as it is',
  ],
  'link-nowhere': ['The link goes nowhere.', 'the text was kept without the link'],
  'anchor-missing': ['No element of the page has this id.', 'the text was kept without the link'],
} as const satisfies Record<string, readonly [message: string, instead: string]>

export type LossCode = keyof typeof LOSSES

/** An element as the parser left it: its name and where its start tag ended. */
export interface Origin {
  tagName: string
  sourceEnd: number
}

interface Entry {
  code: LossCode
  origin: Origin
  detail: string | undefined
}

/** A loss at the start of the source that no element stands for. */
export function describeLoss(code: LossCode, element: string, detail: string): Loss {
  const [message, instead] = LOSSES[code]
  return { code, message: `${message} (${detail})`, element, line: 1, column: 1, instead }
}

/** Collects losses cheaply; positions are worked out once, at the end. */
export class LossList {
  readonly #entries: Entry[] = []

  /** @param detail names the value at fault, when the element alone would not tell the reader. */
  add(code: LossCode, origin: Origin, detail?: string): void {
    this.#entries.push({ code, origin, detail })
  }

  /** All losses with their place in `source`. */
  locate(source: string): Loss[] {
    if (this.#entries.length === 0) return []
    const place = createPlacer(source)
    const losses = this.#entries.map(({ code, origin, detail }) => {
      const [message, instead] = LOSSES[code]
      const { line, column } = place(origin)
      const text = detail === undefined ? message : `${message} (${detail})`
      return { code, message: text, element: origin.tagName, line, column, instead }
    })
    // Some are only noticed at an element's end; readers go through the source from the top.
    return losses.sort((a, b) => a.line - b.line || a.column - b.column)
  }
}

/** Finds the start tag that ends at `sourceEnd`, and counts lines once. */
function createPlacer(source: string): (origin: Origin) => { line: number; column: number } {
  const lineStarts = [0]
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) lineStarts.push(at + 1)
  return ({ tagName, sourceEnd }) => {
    const offset = findTagStart(source, tagName, sourceEnd)
    let low = 0
    let high = lineStarts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((lineStarts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 }
  }
}

function findTagStart(source: string, tagName: string, sourceEnd: number): number {
  let at = source.lastIndexOf('<', sourceEnd)
  const nearest = Math.max(at, 0)
  // An attribute value may hold a '<' too, so the name has to fit; a tag is not searched for far back.
  for (let tries = 0; at >= 0 && tries < 20; tries++) {
    if (source.startsWith(tagName, at + 1)) return at
    if (source.slice(at + 1, at + 1 + tagName.length).toLowerCase() === tagName) return at
    at = at === 0 ? -1 : source.lastIndexOf('<', at - 1)
  }
  return nearest
}
