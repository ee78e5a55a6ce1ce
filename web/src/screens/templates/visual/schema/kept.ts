// Attributes that carry the source of a node through the editor. They are no part of its DOM: what is pasted from
// elsewhere must not be able to bring source along that nobody sees.
export interface KeptAttribute {
  default: null
  rendered: false
  /** Whether both halves have it where a block is split. */
  keepOnSplit: boolean
  parseHTML: () => null
}

export function kept(...names: string[]): Record<string, KeptAttribute> {
  return Object.fromEntries(
    names.map((name) => {
      const keepOnSplit = name !== 'before' && name !== 'after'
      return [name, { default: null, rendered: false, keepOnSplit, parseHTML: () => null }]
    }),
  )
}

/** Of every node between blocks, items or rows. */
export const gaps = ['before', 'after'] as const
