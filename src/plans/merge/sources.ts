import type { Choice } from '../../api/plan.ts'
import type { WantedVisibility } from '../../targets/visibility.ts'

/** What an item of a plan was merged from, so that it is merged again as somebody decides. Payloads by their hash. */
export interface MergeSources {
  /** What the template made when the page was last sent. */
  base: string
  /** The page as it stands on the site, and the fields that stand there otherwise. */
  theirs: string
  kept: Readonly<Record<string, string>>
  /** Live, a draft or dated, as it was and as it was found; absent where the template or nobody tells. */
  state?: { base: string; theirs: string; wanted: WantedVisibility; known: WantedVisibility }
  /** It is not merged but decided as a whole; then what stays as it is on the site even where ours is taken. */
  whole?: Readonly<Record<string, string>>
  /** Rich texts collide as a whole. */
  isByField?: true
  /** By the id of the collision. */
  choices?: Readonly<Record<string, Choice>>
}
