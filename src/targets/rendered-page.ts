// A row as its template rendered it, before a destination makes a payload of it. Part of the contract of target.ts.

/** A rendered row: the text of each field of the template. A field the template does not have is left alone. */
export interface RenderedPage {
  rowKey: string
  /** Names this page of this project forever; marks that we leave in a payload are derived from it. */
  seed: string
  fields: Record<string, string>
  /** Address of the site, for warnings about addresses that lead elsewhere; null when it is not known. */
  siteUrl: string | null
  /** What Wix made of each part that its own converter was asked to convert; see `Target.converter`. */
  converted?: ConvertedPart[]
}

/** One part as Wix converted it, or why it would not. */
export type ConvertedPart = { document: unknown } | { refused: string }

/** Stable forever per project and row: what makes a post recognisable as made from that row. */
export function pageSeed(projectId: string, rowKey: string): string {
  return `${projectId}:${rowKey}`
}
