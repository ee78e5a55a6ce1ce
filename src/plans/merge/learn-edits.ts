// What people changed on the site of a page that we published, taken into what is known of it: the page as it stands
// there, beside what the template made. Pure.
import { hash } from 'node:crypto'
import { canonicalJson } from '../../pages/page.ts'
import type { FieldText } from '../../targets/merge-fields.ts'
import type { Target } from '../../targets/target.ts'
import type { Version } from './merge-page.ts'

export interface StoredText {
  hash: string
  body: string
}

/** A page as it stands on the site, as far as a payload can say it. */
export interface OnSite {
  payload: StoredText
  /** Fields that stand there otherwise than in the payload. */
  kept: Record<string, string>
}

export interface LearnInput {
  target: Pick<Target, 'merge' | 'payloadFields'>
  options: unknown
  assets: ReadonlyMap<string, string>
  /** What the template made when the page was last sent. */
  made: Version
  /** The page as it was known to stand on the site. */
  known: Version & { kept: Readonly<Record<string, string>> }
  /** As it was read: its fields, and whole. */
  found: { fields: Readonly<Record<string, string>>; raw: unknown }
  /** Fields of ours that stand there otherwise than we knew. */
  edits: readonly string[]
}

export function learnEdits({ target, options, assets, made, known, found, edits }: LearnInput): OnSite {
  const { merge } = target
  const [theirTexts, madeTexts] = [merge.textsOnSite(found.raw, options), merge.texts(made.payload, assets)]
  const kept = { ...known.kept }
  const texts = new Map<string, FieldText>()
  for (const field of edits) {
    const text = found.fields[field] ?? ''
    // Somebody put it back as it was: then it is ours again.
    const isBack = text === (made.fields[field] ?? '')
    const rich = (isBack ? madeTexts : theirTexts).get(field)
    if (rich) texts.set(field, rich)
    if (isBack) delete kept[field]
    else kept[field] = text
  }
  const payload = merge.withTexts(known.payload, texts)
  const fields = target.payloadFields(payload, assets)
  for (const field of texts.keys()) if ((fields[field] ?? '') === kept[field]) delete kept[field]
  return { payload: storedText(payload), kept }
}

export function storedText(payload: unknown): StoredText {
  const body = canonicalJson(payload)
  return { hash: hash('sha256', body), body }
}
