// The rich text of a post, for merging. Pure.
import type { RicosDocument } from '../../../ricos/index.ts'
import type { DraftPost, Post } from '../../../wix/index.ts'
import type { FieldText, MergeFields } from '../../merge-fields.ts'
import { withImageFiles } from '../document-images.ts'
import { documentOnSite } from '../document-on-site.ts'
import { newestOf } from './canonical.ts'
import type { BlogOptions } from './options.ts'
import type { BlogPayload } from './post.ts'

export const blogMerge: MergeFields<BlogOptions, BlogPayload> = {
  texts: ({ post }, assets) => new Map([['body', textOf(withImageFiles(post.richContent, assets))]]),
  textsOnSite(raw) {
    const { draft, post } = raw as { draft: DraftPost; post: Post | null }
    return new Map([['body', textOf(documentOnSite(newestOf(draft, post).richContent))]])
  },
  withTexts(payload, texts) {
    const body = texts.get('body')
    if (body?.kind !== 'document') return payload
    return { ...payload, post: { ...payload.post, richContent: body.document } }
  },
  isMember: () => false,
  writtenWith: () => null,
}

function textOf(document: RicosDocument): FieldText {
  return { kind: 'document', document }
}
