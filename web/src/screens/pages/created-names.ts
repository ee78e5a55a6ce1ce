// What is created on the site before the pages, in words. Pure.

export const createdWords: Record<string, [one: string, many: string]> = {
  category: ['category', 'categories'],
  store_category: ['store category', 'store categories'],
  tag: ['tag', 'tags'],
}

/** `tag "Alps"`. */
export function createdName({ kind, name }: { kind: string; name: string }): string {
  return `${createdWords[kind]?.[0] ?? kind} “${name}”`
}
