/** For `like` and `ilike`: the text anywhere, with its own %, _ and \ as letters. */
export function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`
}
