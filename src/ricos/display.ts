// The values of `display` and `visibility`, and what each means for the words inside.

/** `inside` is how an element lays out what it holds: `flex` sets its children apart, as boxes side by side. */
export interface Display {
  outside: 'none' | 'block' | 'cell' | 'inline'
  inside: 'flow' | 'flex'
}

const DISPLAYS = new Map<string, Display>([
  ...entries('none', 'flow', 'none table-column table-column-group'),
  ...entries('block', 'flow', 'block flow flow-root list-item table'),
  ...entries('block', 'flex', 'flex grid -webkit-flex -webkit-box -ms-flexbox -ms-grid -moz-box'),
  // Rows too: formulas are made of them, in the middle of a line.
  ...entries('cell', 'flow', 'table-cell table-row table-row-group'),
  ...entries('cell', 'flow', 'table-header-group table-footer-group table-caption'),
  ...entries('inline', 'flow', 'inline inline-block inline-table inline-list-item contents run-in math'),
  ...entries('inline', 'flow', 'ruby ruby-base ruby-text ruby-base-container ruby-text-container'),
  ...entries(
    'inline',
    'flex',
    'inline-flex inline-grid -webkit-inline-flex -webkit-inline-box -ms-inline-flexbox',
  ),
  ...entries('inline', 'flow', 'initial inherit unset revert revert-layer'),
])

function entries(
  outside: Display['outside'],
  inside: Display['inside'],
  values: string,
): [string, Display][] {
  return values.split(' ').map((value) => [value, { outside, inside }])
}

/** What a value means, in lower case with single blanks; `undefined` for a value no browser knows. */
export function displayOf(value: string): Display | undefined {
  return DISPLAYS.get(value) ?? (value.includes(' ') ? inFull(value.split(' ')) : undefined)
}

const OUTSIDE = new Set(['block', 'inline', 'run-in'])
const INSIDE = new Set(['flow', 'flow-root', 'table', 'flex', 'grid', 'ruby', 'math'])

/** A value of two or three words: where the element stands, how it lays out what it holds, whether it has a mark. */
function inFull(words: readonly string[]): Display | undefined {
  const outside = words.filter((word) => OUTSIDE.has(word))
  const inside = words.filter((word) => INSIDE.has(word))
  const marks = words.filter((word) => word === 'list-item')
  const isKnown = outside.length + inside.length + marks.length === words.length
  if (!isKnown || outside.length > 1 || inside.length > 1 || marks.length > 1) return undefined
  if (marks.length > 0 && inside.length > 0 && !inside[0]?.startsWith('flow')) return undefined
  return {
    outside: outside.length === 0 || outside[0] === 'block' ? 'block' : 'inline',
    inside: inside[0] === 'flex' || inside[0] === 'grid' ? 'flex' : 'flow',
  }
}

export function isDisplay(value: string): boolean {
  return displayOf(value) !== undefined
}

export const VISIBILITY: ReadonlySet<string> = new Set(
  'visible hidden collapse inherit initial unset revert revert-layer'.split(' '),
)
