/** A pattern for `ilike`: the text anywhere, with its own % and _ as letters. */
export function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`
}
