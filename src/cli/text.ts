// How values look in a terminal. Pure.

const segmenter = new Intl.Segmenter()
const numbers = new Intl.NumberFormat('en-US')
/** Emoji and the scripts that fill two columns. */
const wide =
  /^(?:\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Regional_Indicator}|[\uff01-\uff60\u3000-\u303f])/u

/** Without control characters: what stands in a table of data may not steer a terminal. */
export function makeSafe(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '')
}

/** Columns a text takes. */
export function widthOf(text: string): number {
  let width = 0
  for (const { segment } of segmenter.segment(text)) width += wide.test(segment) ? 2 : 1
  return width
}

/** Cut to so many columns, with an ellipsis. */
export function cut(text: string, most: number): string {
  if (widthOf(text) <= most) return text
  let kept = ''
  let width = 1
  for (const { segment } of segmenter.segment(text)) {
    width += wide.test(segment) ? 2 : 1
    if (width > most) break
    kept += segment
  }
  return `${kept}…`
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

export function count(value: number): string {
  return numbers.format(value)
}

/** "1 page", "4,200 pages". */
export function many(value: number, noun: string, plural = `${noun}s`): string {
  return `${count(value)} ${value === 1 ? noun : plural}`
}

/** In the reader's own time zone; "-" for never. */
export function time(iso: string | null): string {
  if (iso === null) return '-'
  const date = new Date(iso)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`
}

export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds * 10) / 10} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${Math.round(seconds % 60)} s`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} KB`
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`
}

export function percent(fraction: number): string {
  return `${Math.floor(fraction * 100)} %`
}

/** State names as people write them: `needs_attention` is "needs attention". */
export function words(name: string): string {
  return name.replaceAll('_', ' ')
}
