import { Drop } from 'liquidjs'
import MarkdownIt from 'markdown-it'
import { type FilterDefinition, toPlain, toText } from './filter.ts'

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export function escapeHtml(value: unknown): string {
  return toText(value).replace(/[&<>"']/g, (char) => entities[char]!)
}

/** Safe inside a script element too: `</script>` cannot appear. nil and blank are an empty text, as they print. */
export function toJson(value: unknown): string {
  const plain = value instanceof Drop ? toPlain(value) : value
  return escapeJson(JSON.stringify(plain ?? ''))
}

/** For a value printed between the quotes of a JSON text. */
export function toJsonInner(value: unknown): string {
  return toJson(toText(value)).slice(1, -1)
}

function escapeJson(json: string): string {
  return json.replace(/[<\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false })
const lineBreaks = (value: unknown) => escapeHtml(value).replace(/\r\n|\r|\n/g, '<br>\n')

export const markupFilters: FilterDefinition[] = [
  {
    name: 'raw',
    description: 'Prints HTML from the data as it is, instead of as text. Only for cells you trust.',
    example: '{{ "<b>bold</b>" | raw }} → <b>bold</b>',
    isMarkup: true,
    run: (value) => toText(value),
  },
  {
    name: 'escape',
    description: 'HTML characters as text. HTML fields do this automatically.',
    example: '{{ "a < b" | escape }} → a &lt; b',
    isMarkup: true,
    run: escapeHtml,
  },
  {
    name: 'nl2br',
    description: 'Line breaks of a cell as line breaks of the page.',
    example: '{{ "one" | append: " & two" | nl2br }} → one &amp; two',
    isMarkup: true,
    run: lineBreaks,
  },
  {
    name: 'newline_to_br',
    description: 'The same as nl2br.',
    example: '{{ "a < b" | newline_to_br }} → a &lt; b',
    isMarkup: true,
    run: lineBreaks,
  },
  {
    name: 'markdown',
    description: 'Markdown as HTML. HTML inside the Markdown stays text.',
    example: '{{ "**bold** text" | markdown }} → <p><strong>bold</strong> text</p>',
    isMarkup: true,
    run: (value) => markdown.render(toText(value)).trim(),
  },
  {
    name: 'json',
    description: 'A value as JSON, quotes included, for structured data.',
    example: '{"name": {{ "Say \'hi\'" | json }}} → {"name": "Say \'hi\'"}',
    isMarkup: true,
    run: toJson,
  },
]
