// What stands between the braces of a template, as far as anyone has to know before it is rendered. Offsets count
// from the beginning of the field's text.

export type Value =
  | { kind: 'literal'; at: number; value: unknown }
  | { kind: 'path'; at: number; segments: Segment[] }
  | { kind: 'range'; at: number; from: Value; to: Value }

/** A path begins with a name, or with `base` where something is asked of a text or a range. */
export type Segment = string | number | Value

export interface FilterUse {
  name: string
  at: number
  args: { name: string | null; value: Value }[]
}

export interface Expression {
  values: Value[]
  filters: FilterUse[]
}

/** What the parser of the engine would skip or read otherwise than it stands there. */
export class SyntaxMistake extends Error {
  readonly at: number

  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}
