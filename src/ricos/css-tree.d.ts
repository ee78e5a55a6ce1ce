// The parts of css-tree that are used; it brings no types.

declare module 'css-tree/tokenizer' {
  /** Calls `onToken` for each token of the text, in order; `end` is behind its last character. */
  export function tokenize(source: string, onToken: (type: number, start: number, end: number) => void): void
  export const Ident: number
  export const Delim: number
  export const WhiteSpace: number
  export const Colon: number
  export const Semicolon: number
  export const Comment: number
  export const LeftSquareBracket: number
  export const RightSquareBracket: number
  export const LeftParenthesis: number
  export const RightParenthesis: number
  export const LeftCurlyBracket: number
  export const RightCurlyBracket: number
  const OpenFunction: number

  export { OpenFunction as Function }
}

declare module 'css-tree/utils' {
  export const ident: { decode(text: string): string }
}

declare module 'css-tree' {
  export interface Node {
    type: string
    /** Of a declaration, as are the next two. */
    property?: string
    /** The word itself where it is not in lower case. */
    important?: boolean | string
    value?: unknown
  }
  export function parse(
    text: string,
    options: { context: 'declarationList' },
  ): {
    children: { toArray(): Node[] }
  }
  export function generate(value: unknown): string
  export const ident: { decode(text: string): string }
  export const lexer: { matchProperty(property: string, value: string): { error: Error | null } }
}
