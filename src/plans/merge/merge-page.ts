// A page that changed here and on the site, merged field by field over what the template made when it was last sent.
// What one side alone changed is taken by itself; what both changed differently is a collision for somebody to decide.
// Pure.
import type { Choice, FieldChange } from '../../api/plan.ts'
import type { FieldText, FieldTexts } from '../../targets/merge-fields.ts'
import { mergeTexts, type Shown } from '../../targets/merge-texts.ts'
import type { AssetIds, Target } from '../../targets/target.ts'

/** One of the three versions of a page. */
export interface Version {
  payload: unknown
  /** Canonical texts; of the site's version with what stands there otherwise than in the payload. */
  fields: Readonly<Record<string, string>>
}

/** "Keep theirs from now on", or ours again with the next change. */
export type Detached = Readonly<Record<string, 'theirs' | 'ours'>>

export interface MergeInput {
  target: Pick<Target, 'merge' | 'payloadFields'>
  assets: AssetIds
  /** What the template made when the page was last sent. */
  base: Version
  /** What it makes now. */
  ours: Version
  /** The page as it stands on the site, and which of its fields the payload does not say. */
  theirs: Version & { kept: Readonly<Record<string, string>> }
  detached: Detached
  /** Whatever somebody did to these on the site is asked about, though the template changes nothing of them. */
  asked: readonly string[]
  /** Rich texts are merged block by block; else they collide as a whole. */
  byBlocks: boolean
  /** By the id of the collision. */
  choices: Readonly<Record<string, Choice>>
}

export interface Collision {
  id: string
  field: string
  kind: 'field' | 'block'
  base: Shown
  ours: Shown
  theirs: Shown
  choice: Choice | null
}

export interface MergedPage {
  payload: unknown
  /** Fields that stay as they are on the site although the payload says otherwise, with their text there. */
  kept: Record<string, string>
  /** Of the payload. */
  fields: Record<string, string>
  /** What sending it changes on the site; undecided collisions are left as they are there. */
  changes: FieldChange[]
  collisions: Collision[]
  /** Rich texts that hold what people wrote. */
  mergedFields: string[]
}

/** Nobody has decided it yet, or somebody holds it. */
export function isOpen({ choice }: Collision): boolean {
  return choice === null || choice === 'hold'
}

export function mergePage(input: MergeInput): MergedPage {
  const { target, assets, ours, theirs } = input
  const versions = textsOfVersions(input)
  const fates = decideTogether(
    input,
    [...fieldsOf(input)].map((field) => fateOf(input, versions, field)),
  )
  const texts = textsOf(fates, versions)
  const payload = target.merge.withTexts(ours.payload, texts)
  const fields = target.payloadFields(payload, assets)
  const page: MergedPage = {
    payload,
    fields,
    kept: {},
    changes: [],
    collisions: [],
    mergedFields: [...texts.keys()],
  }
  for (const { field, side, collisions = [] } of fates) {
    const before = theirs.fields[field]
    const after = side === 'ours' ? ours.fields[field] : side === 'both' ? fields[field] : before
    page.collisions.push(...collisions)
    if (side === 'theirs' && (fields[field] ?? '') !== (before ?? '')) page.kept[field] = before ?? ''
    if ((before ?? '') !== (after ?? ''))
      page.changes.push({ field, before: before ?? null, after: after ?? null, theirs: null })
  }
  return page
}

/** Which version of a field the page gets. */
interface Fate {
  field: string
  /** `both`: merged of both. `none`: the template leaves it out, so that it is the site's alone. */
  side: 'ours' | 'theirs' | 'both' | 'none'
  /** Of a field that is merged. */
  text?: FieldText
  /** What both sides changed, and differently, whatever is decided. */
  collisions?: Collision[]
}

type Versions = Record<'base' | 'ours' | 'theirs', FieldTexts>

function textsOfVersions({ target, assets, base, ours, theirs }: MergeInput): Versions {
  const texts = ({ payload }: Version) => target.merge.texts(payload, assets)
  return { base: texts(base), ours: texts(ours), theirs: texts(theirs) }
}

/** Sorted, so that the same page always merges alike. */
function fieldsOf({ base, ours }: MergeInput): Set<string> {
  return new Set([...Object.keys(base.fields), ...Object.keys(ours.fields)].sort())
}

function fateOf(input: MergeInput, versions: Versions, field: string): Fate {
  const { target, base, ours, theirs, detached } = input
  const [before, our, their] = [base, ours, theirs].map(({ fields }) => fields[field] ?? '')
  const mark = detached[field]
  if (mark !== undefined) return { field, side: mark }
  if (our === their || their === before) return { field, side: 'ours' }
  if (ours.fields[field] === undefined && !target.merge.isMember(field)) return { field, side: 'none' }
  if (our === before && !input.asked.includes(field)) return { field, side: 'theirs' }
  const merged = input.byBlocks ? mergeText(input, versions, field) : null
  if (merged) return merged
  const collision = collisionOf(input, field)
  return { field, side: collision.choice === 'ours' ? 'ours' : 'theirs', collisions: [collision] }
}

/** Null where it is no rich text on one of the sides, or stands on the site otherwise than a payload could say it. */
function mergeText({ theirs, choices }: MergeInput, versions: Versions, field: string): Fate | null {
  const [base, ours, their] = [versions.base, versions.ours, versions.theirs].map((texts) => texts.get(field))
  if (!base || !ours || !their || theirs.kept[field] !== undefined) return null
  const prefix = `${field}/`
  const own = Object.entries(choices).flatMap(([id, choice]): [string, 'ours' | 'theirs'][] =>
    id.startsWith(prefix) ? [[id.slice(prefix.length), choice === 'ours' ? 'ours' : 'theirs']] : [],
  )
  const merged = mergeTexts(base, ours, their, Object.fromEntries(own))
  if (!merged) return null
  return {
    field,
    side: 'both',
    text: merged.text,
    collisions: merged.collisions.map(({ id, ...sides }) => ({
      id: prefix + id,
      field,
      kind: 'block',
      ...sides,
      choice: choices[prefix + id] ?? null,
    })),
  }
}

function collisionOf({ base, ours, theirs, choices }: MergeInput, field: string): Collision {
  const side = ({ fields }: Version): Shown => ({ text: fields[field] ?? '', html: null })
  return {
    id: field,
    field,
    kind: 'field',
    base: side(base),
    ours: side(ours),
    theirs: side(theirs),
    choice: choices[field] ?? null,
  }
}

/** Fields of one write, of which each side changed another: neither can be written without the other. */
function decideTogether(input: MergeInput, fates: readonly Fate[]): Fate[] {
  const { target, ours, theirs, choices } = input
  const differs = ({ field }: Fate) => (ours.fields[field] ?? '') !== (theirs.fields[field] ?? '')
  const open = fates.filter((fate) => differs(fate) && input.detached[fate.field] === undefined)
  const groups = [...Map.groupBy(open, ({ field }) => target.merge.writtenWith(field))]
  const torn = groups.flatMap(([name, same]) =>
    name !== null && new Set(same.map(({ side }) => side)).size > 1 ? same : [],
  )
  const side = torn.some(({ field }) => choices[field] === 'ours') ? 'ours' : 'theirs'
  return fates.map((fate) =>
    torn.includes(fate) ? { ...fate, side, collisions: [collisionOf(input, fate.field)] } : fate,
  )
}

function textsOf(fates: readonly Fate[], { theirs }: Versions): FieldTexts {
  return new Map(
    fates.flatMap(({ field, side, text }): [string, FieldText][] => {
      const own = side === 'theirs' ? theirs.get(field) : text
      return own ? [[field, own]] : []
    }),
  )
}
