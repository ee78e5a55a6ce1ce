// What a handler is: how one element is shown, and what it does when it starts and ends.
import type { Conversion } from '../conversion.ts'
import type { LossCode } from '../losses.ts'
import type { SourceElement, SourceNode } from '../parse.ts'
import type { StyleChange } from '../style.ts'

/** Returned by `enter` when the element's content has been dealt with. */
export const SKIP = Symbol('skip')

export interface Handler {
  /** `block` starts a new line before and after, `none` is left out with its content. */
  display: 'block' | 'inline' | 'none'
  /** Reported for every such element. */
  loss?: LossCode | undefined
  /** What browsers change for the text inside, before the element's own style. */
  style?: StyleChange | undefined
  /** The content to walk, where that is not all of it in source order. */
  children?(element: SourceElement): readonly SourceNode[]
  /** A number it returns is handed to `leave`. */
  enter?(element: SourceElement, conversion: Conversion): number | typeof SKIP | undefined
  leave?(element: SourceElement, conversion: Conversion, mark: number): void
}

export type Handlers = Record<string, Handler>

/** The handler with every field set, in one order: the walk reads them of each element, and objects alike read fast. */
export function complete({ display, loss, style, children, enter, leave }: Handler): Handler {
  return { display, loss, style, children, enter, leave }
}

/** One handler under several names. */
export function same(names: string, handler: Handler): Handlers {
  return Object.fromEntries(names.split(' ').map((name) => [name, handler]))
}
