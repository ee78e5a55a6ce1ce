// HTML to a Ricos document: parse, walk the tree with an explicit stack, number the nodes. The depth of the input
// costs memory but never stack.

import { Conversion } from './conversion.ts'
import type { RicosDocument } from './document.ts'
import { type Handler, SKIP } from './handlers/handler.ts'
import { handlerFor } from './handlers/index.ts'
import { assignIds } from './ids.ts'
import { applyInherited } from './inherited.ts'
import { Guard } from './limits.ts'
import { addLines, holdsLineEnds } from './line-ends.ts'
import type { Loss } from './losses.ts'
import { type Options, readOptions } from './options.ts'
import { isElement, parseHtml, type SourceElement, type SourceNode, type SourceText } from './parse.ts'
import type { Scope } from './scope.ts'
import { isInCode, shortcodesIn } from './shortcodes.ts'
import { isAllHidden, isFlexItem, readDisplay, readVisibility } from './shown.ts'
import type { Style } from './style.ts'

export interface RicosResult {
  document: RicosDocument
  /** In source order. Empty when everything was carried over exactly. */
  losses: Loss[]
}

/**
 * Converts HTML to a Ricos document. Pure: the same input and options give the same bytes.
 *
 * No visible text is lost, whatever the markup; every change a reader could notice is in `losses`.
 *
 * @throws RicosLimitError when the input passes a limit (`options.limits`)
 */
export function htmlToRicos(html: string, options: Options = {}): RicosResult {
  return convert(html, options)
}

/** Where a place in the HTML is for the caller, whose text the HTML may have been made from. */
export type Placer = (line: number, column: number) => { line: number; column: number }

/** `htmlToRicos` for HTML made from another text. */
export function convert(html: string, options: Options, placer?: Placer): RicosResult {
  const settings = readOptions(options)
  const guard = new Guard(settings.limits)
  guard.checkSize(html)
  const parsed = parseHtml(html, guard)
  const conversion = new Conversion(parsed, settings, guard)
  walk(parsed.root.childNodes, conversion)
  const document: RicosDocument = { nodes: conversion.nodes, metadata: { version: 1 } }
  assignIds(document, settings.seed)
  conversion.anchors.resolve(document)
  const losses = conversion.losses.locate(html)
  if (placer !== undefined) for (const loss of losses) Object.assign(loss, placer(loss.line, loss.column))
  return { document, losses }
}

interface Step {
  element: SourceElement
  handler: Handler
  isBlock: boolean
  /** No block, and still a box of its own, as a cell or what stands in a row of boxes. */
  isApart: boolean
  children: readonly SourceNode[]
  next: number
  style: Style
  scope: Scope
  mark: number
}

function walk(nodes: readonly SourceNode[], conversion: Conversion): void {
  const steps: Step[] = []
  let children = nodes
  let next = 0
  for (;;) {
    const node = children[next++]
    if (node === undefined) {
      const step = steps.pop()
      if (step === undefined) break
      leave(step, conversion)
      const outer = steps.at(-1)
      children = outer === undefined ? nodes : outer.children
      next = step.next
    } else if ('value' in node) {
      addText(node, conversion)
    } else if (isElement(node)) {
      conversion.guard.step()
      const step = enter(node, conversion)
      if (step === undefined) continue
      step.next = next
      steps.push(step)
      children = step.children
      next = 0
    }
  }
  conversion.endText()
}

/** What makes a text more than words with a blank between them. */
const NOT_TIDY = /[[\t\n\f\r]| {2}/

function addText(node: SourceText, conversion: Conversion): void {
  const { value } = node
  // One look for all of it: most texts are done with that.
  if (!NOT_TIDY.test(value)) {
    conversion.text(value, true)
    return
  }
  const hasCodes = value.includes('[')
  const hasLines = holdsLineEnds(value, conversion.settings)
  if (!hasCodes && !hasLines) {
    conversion.text(value)
    return
  }
  const { current } = conversion
  const { parentNode } = node
  if (parentNode !== null && isElement(parentNode)) conversion.current = parentNode
  if (hasCodes && conversion.scope.block.kind !== 'code') reportShortcodes(node, conversion)
  if (hasLines) addLines(node, conversion)
  else conversion.text(value)
  conversion.current = current
}

function reportShortcodes(node: SourceText, conversion: Conversion): void {
  const names = shortcodesIn(node.value)
  if (names.length === 0 || isInCode(node)) return
  for (const name of names) conversion.lossOnce('shortcode-kept', `[${name}]`)
}

function enter(element: SourceElement, conversion: Conversion): Step | undefined {
  const handler = handlerFor(element)
  conversion.current = element
  if (handler.loss !== undefined) conversion.loss(handler.loss)
  if (handler.display === 'none') return undefined
  const { style, scope } = conversion
  const hasAttributes = element.attrs.length > 0
  const display = hasAttributes ? readDisplay(element) : undefined
  if (display?.outside === 'none') {
    conversion.loss('hidden-dropped')
    return undefined
  }
  const isBlock = handler.display === 'block' || display?.outside === 'block'
  const isApart = !isBlock && (display?.outside === 'cell' || isFlexItem(element))
  if (isBlock) conversion.breakLine()
  else if (isApart) conversion.blank()
  if (element.style !== undefined && isLeftOut(element, conversion)) {
    conversion.loss('hidden-dropped')
    conversion.blank()
    return undefined
  }
  if (element.id !== undefined) conversion.anchors.note(element.id)
  if (handler.style !== undefined) conversion.style = conversion.style.with(handler.style)
  if (hasAttributes) applyInherited(element, conversion, isBlock)
  const mark = handler.enter?.(element, conversion)
  if (mark === SKIP) {
    if (isBlock) conversion.breakLine()
    else if (isApart) conversion.blank()
    conversion.style = style
    conversion.scope = scope
    return undefined
  }
  const children = handler.children?.(element) ?? element.childNodes
  return { element, handler, isBlock, isApart, children, next: 0, style, scope, mark: mark ?? 0 }
}

/**
 * Whether an element is hidden with all that it holds. Where a part of it is shown again, or its place is needed, its
 * words alone are hidden: from here on, until one says otherwise.
 */
function isLeftOut(element: SourceElement, conversion: Conversion): boolean {
  const visibility = readVisibility(element)
  const { isHidden } = conversion.style
  if (visibility === undefined || (visibility === 'visible') === !isHidden) return false
  if (visibility === 'visible') conversion.style = conversion.style.with(SHOWN)
  else if (visibility === 'collapsed' || isAllHidden(element)) return true
  else {
    conversion.loss('hidden-dropped')
    conversion.style = conversion.style.with(HIDDEN)
  }
  return false
}

const SHOWN = { isHidden: false }
const HIDDEN = { isHidden: true }

function leave(step: Step, conversion: Conversion): void {
  const { element, handler, isBlock, isApart, style, scope, mark } = step
  conversion.current = element
  const isBlockByStyle = isBlock && handler.display !== 'block'
  if (isBlock && !isBlockByStyle) conversion.breakLine()
  handler.leave?.(element, conversion, mark)
  // What an element in the line writes at its end stands on its own line too.
  if (isBlockByStyle) conversion.breakLine()
  else if (isApart) conversion.blank()
  conversion.style = style
  conversion.scope = scope
}
