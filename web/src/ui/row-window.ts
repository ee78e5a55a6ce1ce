// Where the rows of a long list are drawn. Pure.

/** No browser lays out more than some 17 million pixels (Firefox) or 33 million (Chromium) in one piece. */
const mostPixels = 12_000_000
/** Rows kept in the document before and after those in view, so that scrolling shows no gap. */
const spare = 12
/** Of the headings, which stay in view. */
const headHeight = 34

export interface RowWindow {
  /** Index of the first row to draw, and the one after the last. */
  from: number
  to: number
  /** Pixels left empty above and below them. */
  above: number
  below: number
}

export interface Scrolled {
  scrollTop: number
  /** Of what is seen of the scrolled area. */
  height: number
  count: number
  rowHeight: number
}

/** How many pixels of rows one pixel of scrolling stands for: more than 1 where the list is too long to be laid out. */
function scaleOf({ height, count, rowHeight }: Omit<Scrolled, 'scrollTop'>): number {
  const [all, drawn] = [count * rowHeight, heightOf(count, rowHeight)].map(
    (rows) => rows + headHeight - height,
  )
  return all! > drawn! && drawn! > 0 ? all! / drawn! : 1
}

function heightOf(count: number, rowHeight: number): number {
  return Math.min(count * rowHeight, mostPixels)
}

/** Which rows are drawn, and where. */
export function windowOf(scrolled: Scrolled): RowWindow {
  const { scrollTop, height, count, rowHeight } = scrolled
  const whole = heightOf(count, rowHeight)
  const seenFrom = scrollTop * scaleOf(scrolled)
  const first = clamp(Math.floor(seenFrom / rowHeight), 0, Math.max(0, count - 1))
  const last = clamp(Math.ceil((seenFrom + height) / rowHeight), first, count)
  const firstTop = Math.max(0, scrollTop - (seenFrom - first * rowHeight))
  const from = first - Math.min(first, spare, Math.floor(firstTop / rowHeight))
  const above = firstTop - (first - from) * rowHeight
  const room = Math.floor((whole - above) / rowHeight)
  const to = Math.min(count, last + spare, Math.max(last, from + room))
  return { from, to, above, below: Math.max(0, whole - above - (to - from) * rowHeight) }
}

/** Where to scroll so that a row is in view, as little as needed; one row stays in view on either side. */
export function scrollTo(index: number, scrolled: Scrolled): number {
  const { scrollTop, height, count, rowHeight } = scrolled
  const scale = scaleOf(scrolled)
  const seenFrom = scrollTop * scale
  const [top, bottom] = [(index - 1) * rowHeight, (index + 3) * rowHeight]
  const wanted = top < seenFrom ? top : bottom > seenFrom + height ? bottom - height : seenFrom
  return clamp(wanted / scale, 0, Math.max(0, heightOf(count, rowHeight) + headHeight - height))
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}
