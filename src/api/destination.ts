// Destinations: where pages go. The dashboard and the CLI build their forms from this.
import { z } from 'zod'
import { problemSchema } from './problem.ts'

export const fieldSpecSchema = z.object({
  name: z.string(),
  label: z.string(),
  kind: z.enum([
    'text',
    'long_text',
    'html',
    'slug',
    'list',
    'json',
    'url',
    'language',
    'boolean',
    'number',
    'date',
    'datetime',
    'time',
    'image', // the address of a picture, or a file that the site has already
    'images', // several, one per line, each with an optional text after a bar: `https://... | text`
    'reference', // an item of another collection
    'references',
  ]),
  /** What Wix calls the type, where the site decides it (`MULTI_REFERENCE`). */
  type: z.string().nullable(),
  /** Why nothing can be written to it; such a field is shown and cannot be filled. */
  unwritable: z.string().nullable(),
  required: z.boolean(),
  maxLength: z.number().int().nullable(),
  help: z.string(),
  example: z.string(),
  group: z.enum(['content', 'organise', 'seo', 'media', 'sections']),
})
export type FieldSpec = z.infer<typeof fieldSpecSchema>

/** One setting of a destination, chosen once per project. */
export const optionSpecSchema = z.object({
  name: z.string(),
  label: z.string(),
  kind: z.enum(['choice', 'remote_choice', 'boolean', 'text']),
  /** For `choice`: what may be chosen. */
  choices: z.array(z.object({ value: z.string(), label: z.string(), help: z.string() })),
  /** For `remote_choice`: the kind to ask `/connections/:id/choices` for. */
  choicesKind: z.string().nullable(),
  required: z.boolean(),
  help: z.string(),
  /** Only asked while another option has one of these values. */
  shownWhen: z.object({ option: z.string(), values: z.array(z.string()) }).nullable(),
  /** What it starts with suits nearly everybody, so that forms for something new ask it behind "More options". */
  isRare: z.boolean().optional(),
})
export type OptionSpec = z.infer<typeof optionSpecSchema>

/** The signs a dashboard has for destinations. */
export const destinationIconSchema = z.enum(['article', 'database', 'bag', 'calendar', 'briefcase', 'world'])
export type DestinationIcon = z.infer<typeof destinationIconSchema>

export const destinationSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  icon: destinationIconSchema,
  /** The app of Wix it needs on the site; see `apps` of a connection. */
  app: z.object({ id: z.string(), name: z.string() }),
  permissions: z.array(z.object({ name: z.string(), purpose: z.string(), required: z.boolean() })),
  options: z.array(optionSpecSchema),
  /** Those that are the same on every site; see `fieldsSchema` for the others. */
  fields: z.array(fieldSpecSchema),
  /** True: which fields there are depends on the site and the options (a collection, a catalog). */
  fieldsDependOnSite: z.boolean(),
  /** What of the site decides them, in a word: `collection`, `store`. */
  fieldsDependOn: z.string().nullable(),
  /** Where removed pages go. */
  removal: z.enum(['trash', 'delete']),
  /** Wix can be given a date at which it makes a page live by itself. */
  canDate: z.boolean(),
  /** Projects with this option set so remove nothing. */
  keeps: z.object({ option: z.string(), value: z.string() }).nullable(),
})
export type Destination = z.infer<typeof destinationSchema>

/** The fields of one destination on one site, and what the owner should know about them before a plan. */
export const fieldsSchema = z.object({
  fields: z.array(fieldSpecSchema),
  notes: z.array(problemSchema),
  /** When the site was asked; null where it does not matter. */
  readAt: z.string().nullable(),
})
export type DestinationFields = z.infer<typeof fieldsSchema>

export const fieldsInputSchema = z.object({
  destination: z.string(),
  connectionId: z.string(),
  options: z.record(z.string(), z.unknown()).default({}),
})
