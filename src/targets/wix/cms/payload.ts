// A rendered row as an item, without the site: pictures and references still by address or name. Pure.
import type { Problem } from '../../../api/problem.ts'
import type { AssetIds, AssetNeed, Loss, PayloadResult, RenderedPage } from '../../target.ts'
import { assetKey, imageKind } from '../../target.ts'
import { isLive, type ModeVisibility, statusField, type WantedVisibility } from '../../visibility.ts'
import { documentShape } from '../document.ts'
import { sortKeys } from '../sort-keys.ts'
import { checkSize, checkValue, requiredBlank } from './checks.ts'
import type { CmsFacts } from './collection-facts.ts'
import type { FieldFacts } from './field-facts.ts'
import { itemIdOf } from './item-id.ts'
import type { CmsOptions } from './options.ts'
import { expectedPath, keysOfPattern, pageLinks } from './page-link.ts'
import { parseValue } from './parse.ts'
import { type CmsValue, canonicalOurs, needsOfValue, wireValue } from './values.ts'

/** Everything about an item that is ours. What the template does not have is absent, and Wix's value stays. */
export interface CmsPayload {
  /** Of an item that is made; one that was taken over has another. */
  itemId: string
  /** Where the collection has drafts: by which of Wix's two mechanisms. */
  state?: { by: 'publish' | 'items' }
  /** Key of the field that stands for the item in lists. */
  titleField: string | null
  /** Of its dynamic page, as far as it can be told. */
  path: string | null
  fields: Record<string, CmsValue>
}

/** The element of `dataItems` in a bulk insert. Keys come sorted at every depth. */
export interface CmsWire {
  id: string
  data: Record<string, unknown>
}

/** Of an id of Wix in JSON; of a file with its name and sizes. */
const bytesPerId = 40
const bytesPerImage = 200
/** Around each value where a change of it is sent. */
const bytesPerChange = 90

/** How the field is called among what is compared. `status` is what the item is there: live, or a draft. */
export function comparedName(key: string): string {
  return key === statusField ? 'status (field)' : key
}

export function toPayload(page: RenderedPage, options: CmsOptions): PayloadResult<CmsPayload> {
  const { facts } = options
  if (!facts) return withoutFacts(page)
  const problems: Problem[] = []
  const losses: Loss[] = []
  const fields: Record<string, CmsValue> = {}
  for (const [key, rendered] of Object.entries(page.fields)) {
    const field = facts.fields.find((one) => one.key === key)
    const obstacle = field ? field.unwritable : 'The collection no longer has a field of this name.'
    if (!field || obstacle !== null) {
      problems.push(unwritable(key, field, obstacle ?? ''))
      continue
    }
    const parsed = parseValue(field, rendered, `${page.seed}:${key}`, options)
    problems.push(...parsed.problems)
    losses.push(...parsed.losses.map((loss) => ({ ...loss, field: key })))
    if (!parsed.value) continue
    fields[key] = parsed.value
    if (!isBlank(parsed.value)) problems.push(...checkValue(field, parsed.value, rendered))
  }
  problems.push(...checkRequired(facts, options, page, fields))
  const itemId = itemIdOf(page.seed)
  const textOf = (key: string) => (key === '_id' ? itemId : textOfField(fields, key))
  const path = expectedPath(facts.fields, textOf)
  if (path === null) problems.push(...checkAddress(facts, textOf))
  const { kind } = facts.drafts
  const payload: CmsPayload = {
    itemId,
    ...(kind !== 'none' && { state: { by: kind } }),
    titleField: facts.displayField,
    path,
    fields,
  }
  const itemBytes = bytesOf(payload)
  return {
    payload,
    summary: { title: titleOf(payload), slug: path ?? '' },
    wireBytes: itemBytes + bytesPerChange * Object.keys(fields).length,
    losses,
    problems: [...problems, ...checkSize(itemBytes)],
  }
}

/** A collection without drafts has live items only. */
export function visibilityOf({ facts, mode }: CmsOptions): ModeVisibility {
  return !facts || facts.drafts.kind === 'none' ? null : stateOf(mode)
}

function stateOf(mode: CmsOptions['mode']): NonNullable<ModeVisibility> {
  return { state: mode === 'draft' ? 'draft' : 'live' }
}

/** Payloads of earlier versions have the wanted state in `state`, where the collection has drafts. */
export function withoutVisibility(
  payload: unknown,
): { payload: CmsPayload; visibility: ModeVisibility } | null {
  const { state, ...rest } = payload as CmsPayload & {
    state?: { wanted?: 'live' | 'draft'; by: 'publish' | 'items' }
  }
  if (state?.wanted === undefined) return null
  return { payload: { ...rest, state: { by: state.by } }, visibility: { state: state.wanted } }
}

/** Without the fields of the collection nothing can be told of the texts. */
function withoutFacts(page: RenderedPage): PayloadResult<CmsPayload> {
  const problem: Problem = {
    code: 'facts_missing',
    severity: 'error',
    message: 'The fields of the collection are not known yet. Read the collection again in the project.',
  }
  const payload = { itemId: itemIdOf(page.seed), titleField: null, path: null, fields: {} }
  return { payload, summary: { title: '', slug: '' }, wireBytes: 0, losses: [], problems: [problem] }
}

function unwritable(key: string, field: FieldFacts | undefined, reason: string): Problem {
  return {
    code: 'field_unwritable',
    severity: 'error',
    field: key,
    message: `${field?.label ?? key} cannot be filled. ${reason} Take it out of the template.`,
  }
}

/** An item that is taken over may have what the template does not fill. */
function checkRequired(
  facts: CmsFacts,
  { adopt }: CmsOptions,
  page: RenderedPage,
  fields: Record<string, CmsValue>,
): Problem[] {
  return facts.fields
    .filter((field) => field.required && field.unwritable === null)
    .flatMap((field) => {
      const isMapped = page.fields[field.key] !== undefined
      const value = fields[field.key]
      // A text that could not be read has its own problem.
      if (isMapped ? !value || !isBlank(value) : false) return []
      return [requiredBlank(field, isMapped || adopt === 'no' ? 'error' : 'warning')]
    })
}

function checkAddress(facts: CmsFacts, textOf: (key: string) => string): Problem[] {
  const link = pageLinks(facts.fields).find(({ page }) => page && keysOfPattern(page.pattern).length > 0)
  if (!link?.page) return []
  const blank = keysOfPattern(link.page.pattern).filter((key) => textOf(key).trim() === '')
  const labels = blank.map((key) => facts.fields.find((field) => field.key === key)?.label ?? key)
  return [
    {
      code: 'no_page_address',
      severity: 'warning',
      message: `The address of its page is ${link.page.pattern}, and the template leaves ${labels.join(' and ')} blank: without it Wix shows no page for a new item.`,
    },
  ]
}

export function isBlank(value: CmsValue): boolean {
  if ('names' in value) return value.names.length === 0
  return 'value' in value && (value.value === null || value.value === '' || isEmptyList(value.value))
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

function bytesOf(payload: CmsPayload): number {
  const added = needsOf(payload).map(({ kind }) => (kind === imageKind ? bytesPerImage : bytesPerId))
  // In whatever order its keys are, it has the same size.
  const bare = Buffer.byteLength(JSON.stringify(unsortedWire(payload, new Map(), { state: 'live' })))
  return added.reduce((sum, one) => sum + one, bare)
}

/** Text of a field as one line, for titles and addresses. */
export function textOfField(fields: Record<string, CmsValue>, key: string): string {
  const value = fields[key]
  if (!value || 'image' in value || 'images' in value || value.type === 'RICH_CONTENT') return ''
  if ('name' in value) return value.name
  if ('names' in value) return value.names.join(', ')
  return canonicalOurs(value, new Map()).trim().replace(/\s+/g, ' ')
}

/** The value of the field that stands for the item, else the first text in it. */
export function titleOf({ titleField, fields }: CmsPayload): string {
  const own = titleField === null ? '' : textOfField(fields, titleField)
  if (own !== '') return own
  for (const key of Object.keys(fields).sort())
    if (fields[key]?.type === 'TEXT' && textOfField(fields, key) !== '') return textOfField(fields, key)
  return ''
}

export function needsOf(payload: CmsPayload): AssetNeed[] {
  const needs = Object.keys(payload.fields)
    .sort()
    .flatMap((key) => needsOfValue(payload.fields[key]!))
  return [...new Map(needs.map((need) => [assetKey(need), need])).values()]
}

/** References without an id. A picture never keeps an item from being sent. */
export function missingAssets(payload: CmsPayload, assets: AssetIds): AssetNeed[] {
  return needsOf(payload).filter((need) => need.kind !== imageKind && !assets.has(assetKey(need)))
}

/** References without an id are left out; a send has to make sure that there are none (see `missingAssets`). */
export function toWire(payload: CmsPayload, assets: AssetIds, visibility: WantedVisibility): CmsWire {
  return sortKeys(unsortedWire(payload, assets, visibility))
}

function unsortedWire(payload: CmsPayload, assets: AssetIds, visibility: WantedVisibility): CmsWire {
  const data: Record<string, unknown> = { _id: payload.itemId }
  for (const [key, value] of Object.entries(payload.fields)) {
    const wire = wireValue(value, assets)
    if (wire !== undefined && wire !== null) data[key] = wire
  }
  if (payload.state?.by === 'publish') data['_publishStatus'] = statusOf(visibility)
  return { id: payload.itemId, data }
}

/** In the words of the PUBLISH plugin. */
export function statusOf(visibility: WantedVisibility): 'PUBLISHED' | 'DRAFT' {
  return isLive(visibility) ? 'PUBLISHED' : 'DRAFT'
}

/** Fields that a template left out are absent, so that they are never compared. */
export function payloadFields(payload: CmsPayload, assets: AssetIds): Record<string, string> {
  const fields = Object.entries(payload.fields).map(([key, value]): [string, string] => [
    comparedName(key),
    canonicalOurs(value, assets),
  ])
  return Object.fromEntries(fields)
}

/** Types of its fields, which of them are empty, and how its documents are built. */
export function shapeOf({ fields }: CmsPayload): string {
  return Object.keys(fields)
    .sort()
    .map((key) => {
      const value = fields[key]!
      if (isBlank(value)) return `${key}-`
      const isDocument = value.type === 'RICH_CONTENT' && 'value' in value
      return isDocument ? `${key}(${documentShape(value.value)})` : key
    })
    .join(' ')
}
