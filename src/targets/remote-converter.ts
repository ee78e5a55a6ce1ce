// Wix converting the text of pages in our place. Part of the contract of target.ts.
import type { ConvertedPart, RenderedPage } from './rendered-page.ts'
import type { TargetContext } from './target-context.ts'

/** What two converters keep of one page. */
export interface Comparison {
  /** Words a browser would show. */
  words: number
  ours: Kept
  theirs: Kept
}
export interface Kept {
  words: number
  losses: { title: string; count: number }[]
}

/** Wix converting a page's text in our place, a call for each part. */
export interface RemoteConverter<Options> {
  /** Changes when the same part would be converted differently. */
  version: string
  isChosen(options: Options): boolean
  /** The options with this converter chosen. */
  choose(options: Options): Options
  /** What Wix has to convert before `toPayload` of this page, part by part. Pure. */
  partsOf(page: RenderedPage, options: Options): string[]
  /** One call. A part that Wix refuses is a result and no exception. */
  convert(ctx: TargetContext, part: string): Promise<ConvertedPart>
  /** What each converter keeps of a page with `converted`. Pure. */
  compare(page: RenderedPage): Comparison
}
