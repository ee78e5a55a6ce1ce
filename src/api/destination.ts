// Destinations: where pages go. The dashboard and the CLI build their forms from this.
import { z } from 'zod'

export const fieldSpecSchema = z.object({
  name: z.string(),
  label: z.string(),
  kind: z.enum(['text', 'long_text', 'html', 'slug', 'list', 'json', 'url', 'language', 'boolean']),
  required: z.boolean(),
  maxLength: z.number().int().nullable(),
  help: z.string(),
  example: z.string(),
  group: z.enum(['content', 'organise', 'seo']),
})
export type FieldSpec = z.infer<typeof fieldSpecSchema>

/** One setting of a destination, chosen once per project. */
export const optionSpecSchema = z.object({
  name: z.string(),
  label: z.string(),
  kind: z.enum(['choice', 'remote_choice', 'boolean']),
  /** For `choice`: what may be chosen. */
  choices: z.array(z.object({ value: z.string(), label: z.string(), help: z.string() })),
  /** For `remote_choice`: the kind to ask `/connections/:id/choices` for. */
  choicesKind: z.string().nullable(),
  required: z.boolean(),
  help: z.string(),
})
export type OptionSpec = z.infer<typeof optionSpecSchema>

export const destinationSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  permissions: z.array(z.object({ name: z.string(), purpose: z.string(), required: z.boolean() })),
  options: z.array(optionSpecSchema),
  fields: z.array(fieldSpecSchema),
})
export type Destination = z.infer<typeof destinationSchema>
