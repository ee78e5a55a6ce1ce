// Info sections of Catalog V3: shared by products, told apart by `uniqueName`.

import { applicationError, notFound, validationError } from '../errors.ts'
import { htmlToDocument } from '../ricos/from-html.ts'
import { documentToHtml } from '../ricos/to-html.ts'
import type { Call } from '../route.ts'
import type { Obj } from '../types.ts'
import { checkRevision, requireRevision } from './catalog.ts'
import type { InfoSectionRecord } from './types.ts'

/** Plugins of the conversion from plain descriptions. */
export const descriptionPlugins = ['HEADING', 'LINK', 'DIVIDER', 'IMAGE', 'CODE_BLOCK', 'TABLE', 'VIDEO']

/** Both forms of a description: the document wins, whatever the HTML says. */
export function descriptions(input: Obj): { description: Obj; plainDescription: string } {
  const document = input['description'] as Obj | undefined | null
  if (document) return { description: document, plainDescription: documentToHtml(document) }
  const plainDescription = String(input['plainDescription'] ?? '')
  return { description: htmlToDocument(plainDescription, descriptionPlugins), plainDescription }
}

export function createSection(call: Call, input: Obj): InfoSectionRecord {
  const uniqueName = String(input['uniqueName'] ?? '')
  const title = String(input['title'] ?? '')
  checkNames(uniqueName, title)
  if (findByName(call, uniqueName))
    throw applicationError(
      409,
      'INFO_SECTION_ALREADY_EXISTS',
      `An info section named ${uniqueName} already exists`,
    )
  const at = call.writeTime()
  return save(call, {
    id: call.newId(),
    siteId: call.site.id,
    revision: 1,
    uniqueName,
    title,
    ...descriptions(input),
    createdDate: at,
    updatedDate: at,
    createdBy: call.n,
    lastWrittenBy: call.n,
  })
}

/** An existing section comes back as it is: its content is not touched. */
export function getOrCreateSection(call: Call, input: Obj): { section: InfoSectionRecord; isNew: boolean } {
  const id = input['id']
  const known =
    (typeof id === 'string' ? call.store.get('infoSection', call.site.id, id) : undefined) ??
    findByName(call, String(input['uniqueName'] ?? ''))
  return known ? { section: known, isNew: false } : { section: createSection(call, input), isNew: true }
}

export function updateSection(call: Call, input: Obj): InfoSectionRecord {
  requireRevision(input['revision'], 'infoSection.revision')
  const before = knownSection(call, String(input['id'] ?? ''))
  checkRevision(input['revision'], before.revision, 'infoSection')
  const uniqueName = String(input['uniqueName'] ?? before.uniqueName)
  const title = String(input['title'] ?? before.title)
  checkNames(uniqueName, title)
  const other = findByName(call, uniqueName)
  if (other && other.id !== before.id)
    throw applicationError(
      409,
      'INFO_SECTION_ALREADY_EXISTS',
      `An info section named ${uniqueName} already exists`,
    )
  const hasContent = input['description'] !== undefined || input['plainDescription'] !== undefined
  return save(call, {
    ...before,
    uniqueName,
    title,
    ...(hasContent && descriptions(input)),
    revision: before.revision + 1,
    updatedDate: call.writeTime(),
    lastWrittenBy: call.n,
  })
}

/** Also takes it off every product. */
export function deleteSection(call: Call, id: string): void {
  knownSection(call, id)
  call.store.remove('infoSection', call.site.id, id)
  for (const product of call.store.all('product', call.site.id)) {
    const sections = (product.product['infoSections'] ?? []) as Obj[]
    const left = sections.filter((section) => section['id'] !== id)
    if (left.length < sections.length)
      call.store.put('product', call.site.id, product.id, {
        ...product,
        product: { ...product.product, infoSections: left },
      })
  }
}

export function knownSection(call: Call, id: string): InfoSectionRecord {
  const section = call.store.get('infoSection', call.site.id, id)
  if (!section) throw notFound('Info section', id)
  return section
}

export function sectionView(call: Call, section: InfoSectionRecord, fields: string[] = []): Obj {
  const { id, uniqueName, title, description, plainDescription, createdDate, updatedDate } = section
  const view = { id, revision: String(section.revision), uniqueName, title, description, plainDescription }
  return {
    ...view,
    createdDate,
    updatedDate,
    ...(fields.includes('ASSIGNED_PRODUCTS_COUNT') && { assignedProductsCount: assignedCount(call, id) }),
  }
}

function assignedCount(call: Call, id: string): number {
  const holds = (sections: Obj[]) => sections.some((section) => section['id'] === id)
  return call.store
    .all('product', call.site.id)
    .filter((p) => holds((p.product['infoSections'] ?? []) as Obj[])).length
}

function findByName(call: Call, uniqueName: string): InfoSectionRecord | undefined {
  const id = call.names.owner('infoSection', call.site.id, uniqueName)
  return id === undefined ? undefined : call.store.get('infoSection', call.site.id, id)
}

function checkNames(uniqueName: string, title: string): void {
  for (const [field, value] of Object.entries({ uniqueName, title })) {
    if (value === '')
      throw validationError([
        { field: `infoSection.${field}`, description: 'must not be empty', violatedRule: 'REQUIRED_FIELD' },
      ])
    if (value.trim() === '')
      throw applicationError(400, 'ONLY_SPACES_STRING_ERROR', `infoSection.${field} must not be blank`)
  }
}

function save(call: Call, section: InfoSectionRecord): InfoSectionRecord {
  call.store.put('infoSection', call.site.id, section.id, section)
  return section
}
