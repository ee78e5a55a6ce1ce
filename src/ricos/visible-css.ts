// What the style of an element says of its being shown, for `visibleWords`. Reads CSS by css-tree's tokens and shares
// nothing with the converter, so that neither hides a mistake of the other.
/// <reference path="./css-tree.d.ts" />
import * as css from 'css-tree/tokenizer'
import { ident } from 'css-tree/utils'

export interface ShownStyle {
  isNone: boolean
  /** Its words never touch those beside it. */
  isApart: boolean
  /** The elements in it never touch each other. */
  setsApart: boolean
  isHidden: boolean | undefined
  /** The author says something of `display` that browsers know. */
  hasDisplay: boolean
  /** Word's own property of lists. */
  wordList: string | undefined
}

interface Token {
  type: number
  text: string
}

const UNSTYLED: ShownStyle = {
  isNone: false,
  isApart: false,
  setsApart: false,
  isHidden: undefined,
  hasDisplay: false,
  wordList: undefined,
}

const SINGLE =
  /^(none|block|flow|flow-root|inline|inline-(block|table|flex|grid|list-item)|run-in|contents|list-item|table|table-(cell|row|caption|column|row-group|header-group|footer-group|column-group)|flex|grid|math|ruby|ruby-(base|text|base-container|text-container)|-webkit-(inline-)?(box|flex)|-ms-(inline-)?flexbox|-ms-grid|-moz-box|initial|inherit|unset|revert|revert-layer)$/
const OUTER = '(block|inline|run-in)'
const INNER = '(flow|flow-root|table|flex|grid|ruby|math)'
const DOUBLE = new RegExp(`^(${OUTER} ${INNER}|${INNER} ${OUTER})$`)
const MARKED = /^(?=.*\blist-item\b)((block|inline|run-in|flow|flow-root|list-item)( |$)){2,3}$/
const TWICE = /\b(block|inline|run-in) (.* )?(block|inline|run-in)\b|flow.* flow|list-item (.* )?list-item/
const NOT_APART =
  /^(none|inline|inline-.*|inline .*|.* inline|.* inline .*|run-in.*|.* run-in.*|contents|math|ruby.*|-.*inline.*|initial|inherit|unset|revert|revert-layer)$/
const IN_A_ROW = /(^|-|\s)(flex|grid|box|flexbox)(\s|$)/

export function shownStyle(style: string | undefined): ShownStyle {
  if (style === undefined) return UNSTYLED
  const declared = declarationsOf(style)
  const display = lastKnown(declared, 'display', (value) => {
    return SINGLE.test(value) || DOUBLE.test(value) || (MARKED.test(value) && !TWICE.test(value))
  })
  const visibility = lastKnown(declared, 'visibility', (value) =>
    /^(visible|hidden|collapse|inherit|initial|unset|revert|revert-layer)$/.test(value),
  )
  return {
    isNone: display === 'none' || /^table-column/.test(display ?? ''),
    isApart: display !== undefined && !NOT_APART.test(display),
    setsApart: display !== undefined && IN_A_ROW.test(display),
    isHidden: visibility === undefined ? undefined : hides(visibility),
    hasDisplay: display !== undefined,
    wordList: lastKnown(declared, 'mso-list', () => true),
  }
}

function hides(visibility: string): boolean | undefined {
  if (visibility === 'hidden' || visibility === 'collapse') return true
  return visibility === 'visible' || visibility === 'initial' ? false : undefined
}

interface Declared {
  property: string
  value: string
  isImportant: boolean
}

/** The value that counts: the last one a browser knows, of those that are important if any is. */
function lastKnown(
  declared: readonly Declared[],
  property: string,
  isKnown: (value: string) => boolean,
): string | undefined {
  const known = declared.filter((one) => one.property === property && isKnown(one.value))
  return (known.findLast(({ isImportant }) => isImportant) ?? known.at(-1))?.value
}

function declarationsOf(style: string): Declared[] {
  const tokens: Token[] = []
  css.tokenize(style, (type, start, end) => tokens.push({ type, text: style.slice(start, end) }))
  const declared: Declared[] = []
  let own: Token[] = []
  let depth = 0
  for (const token of [...tokens, { type: css.Semicolon, text: ';' }]) {
    if (OPENING.has(token.type)) depth++
    if (CLOSING.has(token.type)) depth = Math.max(0, depth - 1)
    if (token.type !== css.Semicolon || depth > 0) {
      own.push(token)
      continue
    }
    const declaration = readDeclaration(own)
    if (declaration !== undefined) declared.push(declaration)
    own = []
  }
  return declared
}

const OPENING = new Set([css.Function, css.LeftParenthesis, css.LeftSquareBracket, css.LeftCurlyBracket])
const CLOSING = new Set([css.RightParenthesis, css.RightSquareBracket, css.RightCurlyBracket])

function readDeclaration(tokens: readonly Token[]): Declared | undefined {
  const [name, colon, ...value] = tokens.filter(({ type }) => type !== css.WhiteSpace && type !== css.Comment)
  if (name?.type !== css.Ident || colon?.type !== css.Colon) return undefined
  const isImportant = value.at(-2)?.text === '!' && wordOf(value.at(-1)) === 'important'
  const words = isImportant ? value.slice(0, -2) : value
  return { property: wordOf(name), value: words.map(wordOf).join(' '), isImportant }
}

function wordOf(token: Token | undefined): string {
  if (token === undefined) return ''
  return (token.type === css.Ident ? ident.decode(token.text) : token.text).toLowerCase()
}
