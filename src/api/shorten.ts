// Texts cut short for a message. An emoji is two units of a JavaScript string, and half of one is refused by every
// JSON column, so nothing that is shown or stored is cut by `slice` alone.

/** At most this many units of the text, the ellipsis included. */
export function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${excerpt(text, 0, most - 1)}…`
}

/** The text from one unit until before another, without what would be half a character at either end. */
export function excerpt(text: string, from: number, until: number): string {
  return text.slice(from, until).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '')
}
