// Destinations of the contract with their fields and options, for tests.
import type { Destination, FieldSpec, OptionSpec } from '../../../src/api/destination.ts'

export function fieldSpec(given: Partial<FieldSpec> & Pick<FieldSpec, 'name'>): FieldSpec {
  return {
    label: given.name,
    kind: 'text',
    type: null,
    unwritable: null,
    required: false,
    maxLength: null,
    help: '',
    example: '',
    group: 'content',
    ...given,
  }
}

function optionSpec(given: Partial<OptionSpec> & Pick<OptionSpec, 'name' | 'label' | 'kind'>): OptionSpec {
  return { choices: [], choicesKind: null, required: true, help: '', shownWhen: null, ...given }
}

export const blog: Destination = {
  id: 'wix/blog',
  name: 'Wix Blog',
  description: 'Each row becomes a post.',
  icon: 'article',
  app: { id: 'blog', name: 'Wix Blog' },
  keeps: null,
  fieldsDependOn: null,
  permissions: [],
  options: [],
  fields: [
    fieldSpec({ name: 'title', label: 'Title', required: true }),
    fieldSpec({ name: 'slug', label: 'Address (slug)', kind: 'slug', required: true }),
    fieldSpec({ name: 'body', label: 'Body', kind: 'html', required: true }),
  ],
  fieldsDependOnSite: false,
  removal: 'trash',
  canDate: true,
}

export const cms: Destination = {
  id: 'wix/cms',
  name: 'Wix CMS collection',
  description: 'Each row becomes an item of a collection.',
  icon: 'database',
  app: { id: 'cms', name: 'Wix CMS' },
  keeps: null,
  fieldsDependOn: 'collection',
  permissions: [],
  options: [
    optionSpec({
      name: 'collectionId',
      label: 'Collection',
      kind: 'remote_choice',
      choicesKind: 'collections',
    }),
    optionSpec({
      name: 'adopt',
      label: 'Items that exist already',
      kind: 'choice',
      choices: [
        { value: 'no', label: 'Leave them alone', help: '' },
        { value: 'field', label: 'Take over by a field', help: '' },
      ],
    }),
    optionSpec({
      name: 'adoptField',
      label: 'Field to find them by',
      kind: 'text',
      shownWhen: { option: 'adopt', values: ['field'] },
    }),
  ],
  fields: [],
  fieldsDependOnSite: true,
  removal: 'delete',
  canDate: false,
}

/** What a collection has, as the site says it. */
export const collectionFields: FieldSpec[] = [
  fieldSpec({
    name: 'title',
    label: 'Title',
    type: 'TEXT',
    required: true,
    help: 'Text without formatting.',
  }),
  fieldSpec({ name: 'country', label: 'Country', type: 'REFERENCE', kind: 'reference', group: 'organise' }),
  fieldSpec({ name: 'opened', label: 'Opened', type: 'DATE', kind: 'date', required: true }),
  fieldSpec({
    name: '_owner',
    label: 'Owner',
    type: 'TEXT',
    unwritable: 'Wix fills it with the member who made the item.',
  }),
]
