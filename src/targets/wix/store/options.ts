// What a project decides once for all its products.
import { z } from 'zod'
import type { OptionSpec } from '../../../api/destination.ts'
import { lineEndsSchema, lineEndsSpec } from '../line-ends.ts'
import type { StoreFacts } from './catalog-name.ts'

export const storeOptionsSchema = z.object({
  /** `sections`: only info sections are added to, or refreshed on, products that exist. */
  mode: z.enum(['products', 'sections']).default('products'),
  /** Existing products that rows take over instead of making new ones. */
  adopt: z.enum(['no', 'slug', 'sku', 'name']).default('no'),
  /** In the mode `sections`: how the product of a row is found. */
  matchBy: z.enum(['slug', 'sku', 'name']).default('slug'),
  /** Catalog V3 takes rich content; V1 takes HTML only. */
  description: z.enum(['rich', 'html']).default('rich'),
  lineEnds: lineEndsSchema,
})
export type StoreOptions = z.output<typeof storeOptionsSchema> & { facts?: StoreFacts }

export const storeOptionSpecs: OptionSpec[] = [
  {
    name: 'mode',
    label: 'What is published',
    kind: 'choice',
    choices: [
      {
        value: 'products',
        label: 'Products',
        help: 'Each row becomes a product, with its info sections where the template has some.',
      },
      {
        value: 'sections',
        label: 'Only info sections of existing products',
        help: 'Sections are added to products that the store has already, or refreshed. Nothing else of them changes, and no product is created.',
      },
    ],
    choicesKind: null,
    required: true,
    shownWhen: null,
    help: 'Whether rows become products or fill the info sections of products that exist.',
  },
  {
    name: 'matchBy',
    label: 'Find the product of a row by',
    kind: 'choice',
    choices: [
      { value: 'slug', label: 'Address (slug)', help: 'The last part of the address of the product page.' },
      { value: 'sku', label: 'SKU', help: 'The stock-keeping unit of the product.' },
      { value: 'name', label: 'Name', help: 'The whole name, ignoring case.' },
    ],
    choicesKind: null,
    required: true,
    shownWhen: { option: 'mode', values: ['sections'] },
    help: 'A row without such a product is held, and nothing is created for it.',
  },
  {
    name: 'adopt',
    label: 'Products that exist already',
    kind: 'choice',
    choices: [
      {
        value: 'no',
        label: 'Leave alone',
        help: 'A row whose address is taken is held. Nothing you did not publish from here is changed.',
      },
      {
        value: 'slug',
        label: 'Take over by address',
        help: 'The product with the same slug becomes the row’s page.',
      },
      {
        value: 'sku',
        label: 'Take over by SKU',
        help: 'The product with the same SKU becomes the row’s page.',
      },
      {
        value: 'name',
        label: 'Take over by name',
        help: 'The product with the same name becomes the row’s page.',
      },
    ],
    choicesKind: null,
    required: true,
    shownWhen: { option: 'mode', values: ['products'] },
    help: 'A plan shows each product that would be taken over, with every field that would change.',
  },
  {
    name: 'description',
    label: 'Description as',
    kind: 'choice',
    choices: [
      {
        value: 'rich',
        label: 'Rich content',
        help: 'Converted here, without losing a word. Stores with the older catalog get HTML anyway.',
      },
      { value: 'html', label: 'HTML', help: 'Sent as it is; Wix converts it and may leave something out.' },
    ],
    choicesKind: null,
    required: true,
    shownWhen: { option: 'mode', values: ['products'] },
    help: 'How the description of a product is sent.',
  },
  lineEndsSpec,
]
