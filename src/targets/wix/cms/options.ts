// What a project decides once for all its items.
import { z } from 'zod'
import type { OptionSpec } from '../../../api/destination.ts'
import { lineEndsSchema, lineEndsSpec } from '../line-ends.ts'
import type { CmsFacts } from './collection-facts.ts'

export const cmsOptionsSchema = z
  .object({
    collectionId: z
      .string()
      .trim()
      .min(1, 'Choose a collection: the rows become items of it.')
      .max(256, 'An id of a collection has at most 256 characters.'),
    /** Only collections with drafts look at it. */
    mode: z.enum(['publish', 'draft']).default('publish'),
    adopt: z.enum(['no', 'key', 'field']).default('no'),
    /** Key of a field; only with `adopt: field`. */
    adoptField: z.string().trim().max(1000).default(''),
    lineEnds: lineEndsSchema,
  })
  .refine(({ adopt, adoptField }) => adopt !== 'field' || adoptField !== '', {
    path: ['adoptField'],
    message: 'Name the field in which existing items are looked for, by its key.',
  })

/** `facts`: what was read of the collection, beside the project's own choices. */
export type CmsOptions = z.output<typeof cmsOptionsSchema> & { facts?: CmsFacts }

export const cmsOptionSpecs: OptionSpec[] = [
  {
    name: 'collectionId',
    label: 'Collection',
    kind: 'remote_choice',
    choices: [],
    choicesKind: 'collections',
    required: true,
    shownWhen: null,
    help: 'The collection of Wix CMS that the rows become items of. Only those created on the site are offered; those of apps cannot be written.',
  },
  {
    name: 'mode',
    label: 'Publish or keep as drafts',
    kind: 'choice',
    choices: [
      { value: 'publish', label: 'Publish', help: 'Items are live as soon as Wix has them.' },
      { value: 'draft', label: 'Drafts', help: 'Items wait in the CMS until they are published there.' },
    ],
    choicesKind: null,
    required: true,
    shownWhen: null,
    help: 'Whether visitors see the items at once. A collection without drafts has live items only.',
  },
  {
    name: 'adopt',
    label: 'Items that exist already',
    kind: 'choice',
    choices: [
      { value: 'no', label: 'Leave them alone', help: 'Every row becomes an item of its own.' },
      {
        value: 'key',
        label: 'Take over by id',
        help: 'An item whose id (_id) is the key of a row becomes its page.',
      },
      {
        value: 'field',
        label: 'Take over by a field',
        help: 'An item that has the same value as the row in one field becomes its page.',
      },
    ],
    choicesKind: null,
    required: true,
    shownWhen: null,
    help: 'Whether rows take over items that are in the collection already. Fields that the template does not fill stay as they are.',
  },
  {
    name: 'adoptField',
    label: 'Field to find them by',
    kind: 'text',
    choices: [],
    choicesKind: null,
    required: true,
    shownWhen: { option: 'adopt', values: ['field'] },
    help: 'The key of a field that the template fills, such as `slug`. The value must match exactly.',
  },
  lineEndsSpec,
]
