// Numbers, sizes, durations and times in words. Pure.

const integer = new Intl.NumberFormat('en')
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 })

export function count(value: number): string {
  return integer.format(value)
}

/** "1 page", "4,812 pages". */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${integer.format(value)} ${value === 1 ? one : many}`
}

/** "Problems 3"; the word alone when there are none. */
export function numbered(word: string, value = 0): string {
  return value === 0 ? word : `${word} ${integer.format(value)}`
}

export function share(part: number, whole: number): string {
  return whole === 0 ? '0%' : percent.format(part / whole)
}

export function bytes(value: number): string {
  if (value < 1000) return `${value} B`
  if (value < 1_000_000) return `${(value / 1000).toFixed(value < 10_000 ? 1 : 0)} kB`
  if (value < 1_000_000_000) return `${(value / 1_000_000).toFixed(1)} MB`
  return `${(value / 1_000_000_000).toFixed(2)} GB`
}

/** The last part of an address, or a whole path, as it stands in an address; blank for none. */
export function pathOf(slug: string): string {
  return slug === '' || slug.startsWith('/') ? slug : `/${slug}`
}

/** Seconds in words: "8 s", "4 min 12 s", "2 h 5 min". */
export function duration(seconds: number): string {
  const total = Math.max(0, Math.round(seconds))
  if (total < 60) return `${total} s`
  const minutes = Math.floor(total / 60)
  if (minutes < 60) return total % 60 === 0 ? `${minutes} min` : `${minutes} min ${total % 60} s`
  const hours = Math.floor(minutes / 60)
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
}

/** A duration nobody can promise, as a range: "3 to 5 min". */
export function durationRange(seconds: number): string {
  if (seconds < 60) return 'less than a minute'
  const low = Math.max(1, Math.floor((seconds * 0.85) / 60))
  const high = Math.ceil((seconds * 1.2) / 60)
  if (low >= 90) return `${(low / 60).toFixed(1)} to ${(high / 60).toFixed(1)} h`
  return low === high ? `about ${low} min` : `${low} to ${high} min`
}

/** "just now", "4 min ago", "yesterday", or the date. */
export function ago(iso: string, now: number = Date.now()): string {
  const seconds = (now - Date.parse(iso)) / 1000
  if (seconds < 45) return 'just now'
  if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} min ago`
  if (seconds < 86_400) return `${Math.round(seconds / 3600)} h ago`
  if (seconds < 172_800) return 'yesterday'
  if (seconds < 14 * 86_400) return `${Math.round(seconds / 86_400)} days ago`
  return day(iso)
}

/** "Today, 14:05", "Tomorrow, 09:00", "Fri 14 Mar, 09:00"; with the year where it is another. */
export function until(iso: string, now: number = Date.now()): string {
  const [then, today] = [new Date(iso), new Date(now)]
  const days = Math.round((startOfDay(then) - startOfDay(today)) / 86_400_000)
  if (days === 0 || days === 1) return `${days === 0 ? 'Today' : 'Tomorrow'}, ${clock(iso)}`
  const isThisYear = then.getFullYear() === today.getFullYear()
  const date = then.toLocaleDateString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(!isThisYear && { year: 'numeric' }),
  })
  return `${date.replace(',', '')}, ${clock(iso)}`
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}

export function day(iso: string): string {
  return new Date(iso).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
}

export function clock(iso: string): string {
  return new Date(iso).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
}

export function clockSeconds(iso: string): string {
  return new Date(iso).toLocaleTimeString('en-GB')
}

export function exact(iso: string): string {
  return `${day(iso)}, ${clockSeconds(iso)}`
}

/** With a capital letter, to begin a sentence or a label. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
