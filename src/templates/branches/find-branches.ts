// The branches of a template, in the order of their places: what each condition, loop and fallback may come to. Pure.
import { type TagToken, TokenKind } from 'liquidjs'
import type { TemplateBranch } from '../../api/coverage.ts'
import { shorten } from '../../api/shorten.ts'
import { createEngines, type Engines } from '../engine.ts'
import { readField } from '../read-field.ts'
import type { TemplateSource } from '../render-row.ts'
import { createPlaces } from '../syntax/places.ts'
import { readTemplate } from '../syntax/read-template.ts'

/** More would be no help to anybody. */
const mostBranches = 500
const longestText = 120

/** Filters that have a text for where there is none. */
export const fallbackFilters: readonly string[] = ['default', 'default_if_blank']

/** A branch, and how whoever renders recognises it: the tag or filter at `at`, and which of its branches. */
export interface FoundBranch extends TemplateBranch {
  /** Where the block begins, or the name of the filter. */
  at: number
  /** Of a block: its how many-th condition, or what comes when none holds. */
  nth: number | 'else'
}

const openers: Record<string, TemplateBranch['kind']> = {
  if: 'if',
  unless: 'unless',
  for: 'loop',
  tablerow: 'loop',
}

/** Of all fields that can be rendered. */
export function listBranches({ fields, kinds }: TemplateSource): FoundBranch[] {
  const engines = createEngines({ rowKey: '', spellsAsBefore: false, field: '', uses: new Map() })
  const found: FoundBranch[] = []
  for (const [field, text] of Object.entries(fields)) {
    const kind = (Object.hasOwn(kinds, field) ? kinds[field] : undefined) ?? 'html'
    for (const branch of branchesOfField(field, text, engines.for(kind), kind)) {
      if (found.length === mostBranches) return found
      const within = branch.within === null ? null : branch.within + found.length - branch.id
      found.push({ ...branch, id: found.length, within })
    }
  }
  return found
}

interface Open {
  tag: string
  at: number
  /** Conditions so far. */
  conditions: number
  hasElse: boolean
  /** The branch that the walk is in. */
  current: number | null
}

function branchesOfField(
  field: string,
  text: string,
  engine: ReturnType<Engines['for']>,
  kind: Parameters<Engines['for']>[0],
): FoundBranch[] {
  const { tokens, problems } = readField(field, text, kind, engine)
  if (problems.some((one) => one.severity === 'error')) return []
  const placeOf = createPlaces(text)
  const filters = readTemplate(tokens).filters.filter(({ name }) => fallbackFilters.includes(name))
  const found: FoundBranch[] = []
  const open: Open[] = []
  let next = 0
  const add: Add = (branch, place, words, around) => {
    const id = found.length
    const within = around.findLast(({ current }) => current !== null)?.current ?? null
    const shown = shorten(words.trim().replace(/\s+/g, ' '), longestText)
    found.push({ ...branch, id, field, ...placeOf(place), text: shown, within })
    return id
  }
  for (const token of tokens) {
    const tag = token.kind === TokenKind.Tag ? (token as TagToken) : null
    if (tag && isHidden(open, tag)) continue
    // What a further condition asks is no part of the branch before it.
    const around = tag && (tag.name === 'elsif' || tag.name === 'when') ? open.slice(0, -1) : open
    for (let filter = filters[next]; filter && filter.at < token.end; filter = filters[++next])
      add({ kind: 'fallback', at: filter.at, nth: 0 }, filter.at, token.getText(), around)
    if (tag) readTag(tag, open, add)
  }
  return found
}

/** Inside of raw and comment nothing is a tag but their end. */
function isHidden(open: readonly Open[], { name }: TagToken): boolean {
  const block = open.at(-1)
  return (block?.tag === 'raw' || block?.tag === 'comment') && name !== `end${block.tag}`
}

/** @param around the blocks that it stands in */
type Add = (
  branch: Pick<FoundBranch, 'kind' | 'at' | 'nth'>,
  place: number,
  words: string,
  around: readonly Open[],
) => number

const blocks = new Set(['if', 'unless', 'case', 'for', 'tablerow', 'capture', 'raw', 'comment'])

function readTag(token: TagToken, open: Open[], add: Add): void {
  const { name, begin } = token
  if (blocks.has(name)) {
    const block: Open = { tag: name, at: begin, conditions: 0, hasElse: false, current: null }
    const kind = Object.hasOwn(openers, name) ? openers[name] : undefined
    if (kind) block.current = add({ kind, at: begin, nth: block.conditions++ }, begin, token.getText(), open)
    open.push(block)
    return
  }
  const block = open.at(-1)
  if (!block) return
  const outer = open.slice(0, -1)
  if (name === `end${block.tag}`) {
    open.pop()
    addNothing(block, token, outer, add)
  } else if (name === 'else') {
    block.hasElse = true
    const kind = block.tag === 'for' ? 'empty' : 'else'
    block.current = add({ kind, at: block.at, nth: 'else' }, begin, token.getText(), outer)
  } else if (name === 'elsif' || name === 'when')
    block.current = add({ kind: name, at: block.at, nth: block.conditions++ }, begin, token.getText(), outer)
}

/** What comes when nothing holds is a branch too, although nothing is written for it. */
function addNothing(block: Open, token: TagToken, outer: readonly Open[], add: Add): void {
  if (block.hasElse || !['if', 'unless', 'case', 'for'].includes(block.tag)) return
  const kind = block.tag === 'for' ? 'empty' : 'none'
  add({ kind, at: block.at, nth: 'else' }, token.begin, token.getText(), outer)
}
