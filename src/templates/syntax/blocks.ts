// Which blocks are open at a place of a template, and what may stand there.
import { shorten } from '../../api/shorten.ts'
import { allTags, blockTags, refusedTags } from '../engine.ts'
import { findNearest } from '../nearest.ts'

export interface Block {
  tag: string
  at: number
  text: string
  /** Names that exist inside: the item of a loop and the loop itself. */
  names: Map<string, 'value' | 'forloop' | 'tablerowloop'>
  /** The name that exists once it is closed. */
  assigns: string | null
  hasElse: boolean
  hasWhen: boolean
}

const middles: Record<string, readonly string[]> = {
  else: ['if', 'unless', 'case', 'for'],
  elsif: ['if', 'unless'],
  when: ['case'],
}

export const isOpener = (tag: string) => (blockTags as readonly string[]).includes(tag)
export const isMiddle = (tag: string) => Object.hasOwn(middles, tag)

/** Why a tag that stands between the parts of a block cannot stand here, or null. */
export function middleMistake(tag: string, block: Block | undefined): string | null {
  if (!block || !middles[tag]!.includes(block.tag)) return standsNowhere(tag, block)
  // The engine leaves out what comes after the first else.
  if (block.hasElse) return `{% ${tag} %} comes after {% else %}, and would never be looked at.`
  return null
}

/** Why a tag that ends a block ends nothing here, or null. */
export function endMistake(tag: string, block: Block | undefined): string | null {
  return block && tag === `end${block.tag}` ? null : standsNowhere(tag, block)
}

function standsNowhere(tag: string, block: Block | undefined): string {
  if (!block) return `{% ${tag} %} stands where nothing is open.`
  return `{% ${tag} %} does not belong to ${firstLine(block.text)}, which is still open.`
}

/** Whether break and continue would end a loop; without one they end the whole field, and tablerow has none. */
export function loopMistake(tag: string, open: readonly Block[]): string | null {
  const loop = open.findLast((block) => block.tag === 'for' || block.tag === 'tablerow')
  return loop?.tag === 'for' ? null : `{% ${tag} %} stands outside of {% for %}, and would end the page here.`
}

export function unknownTag(tag: string): string {
  if (/^end/.test(tag)) return `{% ${tag} %} stands where nothing is open.`
  if (Object.hasOwn(refusedTags, tag)) return `The tag "${tag}" cannot be used. ${refusedTags[tag]}`
  const nearest = findNearest(tag, allTags)
  return `There is no tag "${tag}".${nearest ? ` Did you mean ${nearest}?` : ''}`
}

/** The first line of a text, for a message. */
export function firstLine(text: string): string {
  return shorten(text.split('\n', 1)[0]!, 60)
}
