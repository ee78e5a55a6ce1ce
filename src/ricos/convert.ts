// HTML to a Ricos document: parse, walk the tree with an explicit stack, number the nodes. The depth of the input
// costs memory but never stack.

import type { Scope } from './conversion.ts'
import { Conversion } from './conversion.ts'
import type { RicosDocument } from './document.ts'
import { type Handler, SKIP } from './handlers/handler.ts'
import { handlerFor } from './handlers/index.ts'
import { assignIds } from './ids.ts'
import { applyInherited, isBlockByStyle, isHidden } from './inherited.ts'
import { Guard } from './limits.ts'
import type { Loss } from './losses.ts'
import { type Options, readOptions } from './options.ts'
import { isElement, parseHtml, type SourceElement, type SourceNode } from './parse.ts'
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
      conversion.text(node.value)
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

function enter(element: SourceElement, conversion: Conversion): Step | undefined {
  const handler = handlerFor(element)
  conversion.current = element
  if (handler.loss !== undefined) conversion.loss(handler.loss)
  if (handler.display === 'none') return undefined
  const { style, scope } = conversion
  const hasAttributes = element.attrs.length > 0
  if (hasAttributes && isHidden(element)) {
    conversion.loss('hidden-dropped')
    return undefined
  }
  const isBlock = handler.display === 'block' || (hasAttributes && isBlockByStyle(element))
  if (isBlock) conversion.breakLine()
  if (element.id !== undefined) conversion.anchors.note(element.id)
  if (handler.style !== undefined) conversion.style = style.with(handler.style)
  if (hasAttributes) applyInherited(element, conversion, isBlock)
  const mark = handler.enter?.(element, conversion)
  if (mark === SKIP) {
    if (isBlock) conversion.breakLine()
    conversion.style = style
    conversion.scope = scope
    return undefined
  }
  const children = handler.children?.(element) ?? element.childNodes
  return { element, handler, isBlock, children, next: 0, style, scope, mark: mark ?? 0 }
}

function leave({ element, handler, isBlock, style, scope, mark }: Step, conversion: Conversion): void {
  conversion.current = element
  if (isBlock) conversion.breakLine()
  handler.leave?.(element, conversion, mark)
  conversion.style = style
  conversion.scope = scope
}
