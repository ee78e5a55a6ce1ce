// Variety that stays put: what is chosen depends on the row's key and the options, never on chance or time, so a page
// renders the same tomorrow. Editing the rest of the template does not change what was chosen.
import { type FilterDefinition, FilterError, toPlain, toText } from './filter.ts'

/** What filters know of the row that is being rendered. */
export interface RowState {
  /** Or what stands for it, where its page was made under another. */
  rowKey: string
  /** Its page was published when addresses were spelt otherwise, and keeps them. */
  spellsAsBefore: boolean
  field: string
  /** How often the same options were asked for already in this field of this row: the second time chooses anew. */
  uses: Map<string, number>
}

const deepest = 20
const mostOptions = 1000

export function createChoiceFilters(state: RowState): FilterDefinition[] {
  function seedFor(options: string): number {
    const use = state.uses.get(options) ?? 0
    state.uses.set(options, use + 1)
    return hash(`${state.rowKey}\u0000${state.field}\u0000${use}\u0000${options}`)
  }

  function pick(value: unknown, ...more: unknown[]): unknown {
    const options = [...(Array.isArray(value) ? value : toText(value).split('|')), ...more]
    if (options.length === 0) throw new FilterError('pick: there is nothing to choose from.')
    if (options.length > mostOptions) throw new FilterError(`pick: more than ${mostOptions} options.`)
    const chosen = toPlain(options[seedFor(options.map(toText).join('|')) % options.length])
    return typeof chosen === 'string' ? chosen.trim() : chosen
  }

  return [
    {
      name: 'pick',
      description:
        'Chooses one of several texts for each row, always the same one for the same row. Options are separated by | or given as a list.',
      example: '{{ "Discover|Discover" | pick }} Paris → Discover Paris',
      takes: ['text...'],
      run: pick,
    },
    {
      name: 'spintax',
      description:
        'Chooses between {one|another} anywhere in a text, also nested, always the same for the same row.',
      example: '{{ "{A fine|A fine} day" | spintax }} → A fine day',
      run: (value) => {
        const text = toText(value)
        let seed = seedFor(text)
        return spin(text, () => {
          seed = hash(`${seed}`)
          return seed
        })
      },
    },
  ]
}

function spin(text: string, next: () => number): string {
  let at = 0
  function read(depth: number): string {
    if (depth > deepest) throw new FilterError(`spintax: braces are nested deeper than ${deepest}.`)
    const options: string[] = []
    let current = ''
    for (; at < text.length; at++) {
      const char = text[at]!
      if (char === '{') {
        at++
        current += read(depth + 1)
      } else if (char === '|' && depth > 0) {
        options.push(current)
        current = ''
      } else if (char === '}' && depth > 0) {
        options.push(current)
        return options[next() % options.length]!
      } else current += char
    }
    if (depth > 0) throw new FilterError('spintax: a { is never closed by }.')
    return current
  }
  return read(0)
}

/** FNV-1a over UTF-16, mixed at the end so that the low bits, which choose, depend on everything. */
function hash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
