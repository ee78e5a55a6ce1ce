// The shapes of a post on its way: as the ledger keeps it, and as Wix gets it.
import type { RicosDocument } from '../../../ricos/index.ts'
import type { WixSeoTag } from '../seo-tags.ts'
import type { Cover, WixCover } from './cover.ts'

/** Everything about a post that is ours. What the template does not have is absent, and Wix's value stays. */
export interface BlogPayload {
  post: {
    title: string
    seoSlug: string
    memberId: string
    richContent: RicosDocument
    excerpt?: string
    language?: string
    seoData?: { tags: WixSeoTag[] }
    media?: Cover
  }
  categories?: string[]
  tags?: string[]
}

/** The element of `draftPosts` in a bulk create. Keys come sorted at every depth, whatever store it went through. */
export interface BlogWire {
  title: string
  seoSlug: string
  memberId: string
  richContent: RicosDocument
  excerpt?: string
  language?: string
  seoData?: { tags: WixSeoTag[] }
  media?: WixCover
  categoryIds?: string[]
  tagIds?: string[]
}
