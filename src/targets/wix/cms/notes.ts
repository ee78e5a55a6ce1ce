// What the owner should know about a collection, and what of a plan a change of it makes wrong. Pure.
import type { Problem } from '../../../api/problem.ts'
import type { CmsFacts } from './collection-facts.ts'
import type { FieldFacts } from './field-facts.ts'
import type { CmsOptions } from './options.ts'
import { keysOfPattern, pageLinks } from './page-link.ts'
import { type CmsPayload, isBlank } from './payload.ts'
import type { CmsValue } from './values.ts'

/** Who is no visitor. */
const staffOnly = new Set(['CMS_EDITOR', 'PRIVILEGED'])
const mostNamed = 10

export function notesOn(facts: CmsFacts, options: CmsOptions): Problem[] {
  return [...pageNotes(facts), ...stateNotes(facts, options), ...fieldNotes(facts), removalNote]
}

function pageNotes({ fields, label, itemRead }: CmsFacts): Problem[] {
  const links = pageLinks(fields)
  const notes: Problem[] = links.flatMap(({ page }) => {
    const labels = keysOfPattern(page?.pattern ?? '').map(
      (key) => fields.find((field) => field.key === key)?.label ?? key,
    )
    if (!page || labels.length === 0) return []
    return [
      note(
        'dynamic_page',
        `Each item has a page at ${page.pattern}. Fill ${labels.join(' and ')} with something that no other row has, or several items share one address.`,
      ),
    ]
  })
  if (links.length === 0)
    notes.push({
      code: 'no_dynamic_page',
      severity: 'warning',
      message: `The collection ${label} has no dynamic page, so its items have no address of their own: they show only where the site lists them. Add a dynamic page in the editor of Wix and publish the site; nothing has to be published here again.`,
    })
  if (itemRead !== null && staffOnly.has(itemRead))
    notes.push({
      code: 'not_visible',
      severity: 'warning',
      message: `Visitors of the site may not see items of the collection ${label}. Change its permissions in the CMS if they should.`,
    })
  return notes
}

function stateNotes({ drafts, label }: CmsFacts, { mode }: CmsOptions): Problem[] {
  if (mode !== 'draft') return []
  if (drafts.kind === 'none')
    return [
      {
        code: 'no_drafts',
        severity: 'warning',
        message: `The collection ${label} has no drafts, so that items are live as soon as Wix has them. Turn drafts on in the CMS, then read the collection again.`,
      },
    ]
  if (drafts.kind === 'items') return []
  return [
    note(
      'draft_status',
      'Wix may ignore a change between draft and live of an item that is there already. The check after the run shows where it did.',
    ),
  ]
}

function fieldNotes({ fields }: CmsFacts): Problem[] {
  const others = fields.filter((field) => field.unwritable !== null)
  if (others.length === 0) return []
  const named = others.slice(0, mostNamed).map((field) => `${field.label}: ${field.unwritable}`)
  const more = others.length > mostNamed ? ` And ${others.length - mostNamed} more.` : ''
  return [note('fields_unwritable', `Some fields cannot be filled. ${named.join(' ')}${more}`)]
}

const removalNote = note(
  'removal_is_final',
  'Wix CMS has no trash: an item that is removed is deleted for good.',
)

function note(code: string, message: string): Problem {
  return { code, severity: 'note', message }
}

/** What of a payload made with `before` would be wrong in the collection as it is now. */
export function objectionTo(payload: CmsPayload, before: CmsFacts, now: CmsFacts): Problem | null {
  for (const [key, value] of Object.entries(payload.fields)) {
    const was = before.fields.find((field) => field.key === key)
    const said = changeOf(
      value,
      was,
      now.fields.find((field) => field.key === key),
    )
    if (said !== null) return changed(key, `The field ${was?.label ?? key} ${said}.`)
  }
  if (JSON.stringify(before.drafts) !== JSON.stringify(now.drafts))
    return changed(undefined, 'The collection now handles drafts differently.')
  const demanding = now.fields.find((field) => {
    const value = payload.fields[field.key]
    const isNew = !before.fields.some((old) => old.key === field.key && old.required)
    return field.required && field.unwritable === null && isNew && (!value || isBlank(value))
  })
  return demanding
    ? changed(demanding.key, `The field ${demanding.label} must now be filled, and here it is blank.`)
    : null
}

function changeOf(value: CmsValue, was: FieldFacts | undefined, now: FieldFacts | undefined): string | null {
  if (!now) return 'is no longer in the collection'
  if (now.type !== value.type) return `is now of the type ${now.type} (was ${value.type})`
  if (now.unwritable !== null) return `can no longer be written. ${now.unwritable.replace(/\.$/, '')}`
  const other = now.refersTo?.collectionId
  return other !== was?.refersTo?.collectionId ? `now refers to the collection ${other}` : null
}

function changed(field: string | undefined, what: string): Problem {
  return {
    code: 'schema_changed',
    severity: 'error',
    ...(field !== undefined && { field }),
    message: `${what} The collection was changed in Wix after the plan was created, so this page is held. Check the template, then create a new plan.`,
  }
}
