// What looks like a fact in a text.

export type FactKind = 'link' | 'email' | 'phone' | 'date' | 'time' | 'money' | 'percentage' | 'number'

export interface Fact {
  kind: FactKind
  /** As it stands in the text. */
  text: string
  /** What it may mean, each as a key; facts are the same when they share one. */
  keys: readonly string[]
}

/** Takes what it finds out of a text, so that no other kind reads it again: blanks stand where it stood. */
export interface Taken {
  facts: Fact[]
  rest: string
}
