// The attribute `srcset`, read as browsers read it: an address may hold commas, and only one at its end divides.

export interface SrcsetEntry {
  url: string
  /** Width in pixels or density, whichever is written; 0 without. */
  size: number
}

/** The entries in their order; nothing of a text that is none. */
export function readSrcset(value: string): SrcsetEntry[] {
  const entries: SrcsetEntry[] = []
  let rest = value
  for (;;) {
    rest = rest.replace(/^[\s,]+/, '')
    const [address] = /^\S+/.exec(rest) ?? []
    if (address === undefined) return entries
    rest = rest.slice(address.length)
    const url = address.replace(/,+$/, '')
    const [descriptors] = url === address ? (/^(?:\([^)]*\)|[^(,])*/.exec(rest) ?? ['']) : ['']
    rest = rest.slice(descriptors.length)
    entries.push({ url, size: Number(/(?:^|\s)([\d.]+)[wx](?:\s|$)/.exec(descriptors)?.[1] ?? 0) })
  }
}
