// What the Liquid editor completes, and what it says of a column under the pointer: the columns with what they hold in
// the row that is shown, the filters and tags that our templates have, and no others.
import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  snippet,
} from '@codemirror/autocomplete'
import { htmlCompletionSource } from '@codemirror/lang-html'
import { type EditorView, type Extension, hoverTooltip } from '@uiw/react-codemirror'
import { shorten } from '../../../../src/api/shorten.ts'
import type { TemplateFilter } from '../../../../src/api/template.ts'
import type { EditorColumn } from './editor-handle.ts'
import { columnAt, type LiquidPlace, liquidPlace } from './liquid-place.ts'

export interface LiquidWords {
  columns: readonly EditorColumn[]
  filters: readonly TemplateFilter[]
}

const longestSample = 48

/** Tags with what belongs to them; `#{...}` is where the cursor goes, one after the other. */
const tags: readonly [name: string, source: string, detail: string][] = [
  ['if', 'if #{row.column} != blank %}#{}{% endif %}', 'only where it holds'],
  ['elsif', 'elsif #{row.column} != blank %}', 'else, where this holds'],
  ['else', 'else %}', 'in all other cases'],
  ['unless', 'unless #{row.column} == blank %}#{}{% endunless %}', 'only where it does not hold'],
  ['case', 'case #{row.column} %}{% when "#{value}" %}#{}{% else %}{% endcase %}', 'one of several values'],
  ['when', 'when "#{value}" %}', 'a value of case'],
  ['assign', 'assign #{name} = #{row.column} %}', 'a name for a value'],
  ['capture', 'capture #{name} %}#{}{% endcapture %}', 'a name for a text'],
  ['for', 'for #{item} in #{list} %}#{}{% endfor %}', 'for each entry of a list'],
  ['comment', 'comment %}#{}{% endcomment %}', 'says nothing'],
  ['raw', 'raw %}#{}{% endraw %}', 'braces as they are'],
  ...['endif', 'endunless', 'endcase', 'endfor', 'endcapture', 'endcomment', 'endraw'].map(
    (name): [string, string, string] => [name, `${name} %}`, ''],
  ),
]

/** @param words asked anew each time, so that another row needs no new editor */
export function liquidCompletion(words: () => LiquidWords, isHtml: boolean): Extension {
  const source = (context: CompletionContext): CompletionResult | null => {
    const place = liquidPlace(context.state.sliceDoc(0, context.pos))
    if (!place) return null
    return { from: place.from, options: optionsFor(place, words()), validFor: /^[\w\-\u0080-\uffff]*$/ }
  }
  return autocompletion({ override: isHtml ? [source, htmlCompletionSource] : [source] })
}

function optionsFor({ kind }: LiquidPlace, { columns, filters }: LiquidWords): Completion[] {
  if (kind === 'filter')
    return filters.map(({ name, description, example }) => ({
      label: name,
      type: 'function',
      detail: example,
      info: description,
    }))
  if (kind === 'tag')
    return tags.map(([label, source, detail], at) => ({
      label,
      type: 'keyword',
      ...(detail !== '' && { detail }),
      boost: -at,
      apply: tagWith(source),
    }))
  const own = columns.map((column, at) => ({
    label: column.name,
    type: 'property',
    detail: sampleOf(column),
    boost: -at / columns.length,
    apply: asReference(column, kind === 'column' ? 'row.'.length : 0),
  }))
  return kind === 'column' ? [...own, { label: 'key', type: 'property', detail: 'the key of the row' }] : own
}

function sampleOf({ sample }: EditorColumn): string {
  return sample === null || sample === '' ? 'empty' : shorten(sample.replace(/\s+/g, ' '), longestSample)
}

/** The braces that the editor has closed by itself are part of what is put in. */
function tagWith(source: string): Completion['apply'] {
  return (view, completion, from, to) => {
    const closed = /^\s*-?%\}/.exec(view.state.sliceDoc(to, to + 8))?.[0].length ?? 0
    snippet(source)(view, completion, from, to + closed)
  }
}

/** @param before how much of the way to the column stands there already */
function asReference({ expression }: EditorColumn, before: number): Completion['apply'] {
  return (view: EditorView, _, from, to) => {
    const start = from - before
    view.dispatch({
      changes: { from: start, to, insert: expression },
      selection: { anchor: start + expression.length },
      userEvent: 'input.complete',
    })
  }
}

/** Says of a column under the pointer what it holds in the row that is shown. */
export function columnHover(words: () => LiquidWords): Extension {
  return hoverTooltip((view, pos) => {
    const line = view.state.doc.lineAt(pos)
    const { columns } = words()
    const found = columnAt(line.text, pos - line.from, new Set(columns.map(({ name }) => name)))
    const column = found && columns.find(({ name }) => name === found.name)
    if (!column) return null
    return {
      pos: line.from + found.from,
      end: line.from + found.to,
      above: true,
      create: () => {
        const dom = document.createElement('div')
        dom.className = 'cm-column-value'
        dom.textContent = column.sample ? shorten(column.sample, 300) : `${column.name} is empty in this row`
        return { dom }
      },
    }
  })
}
