// Projects, and where their pages can go.
import { z } from 'zod'
import { destinationSchema, fieldsInputSchema, fieldsSchema } from './destination.ts'
import { get, patch, post, remove } from './endpoint-methods.ts'
import { listQuerySchema } from './list-query.ts'
import { idParamsSchema } from './paging.ts'
import {
  converterComparisonSchema,
  projectInputSchema,
  projectSchema,
  projectUpdateSchema,
} from './project.ts'
import { projectSorts, projectStages } from './whole-lists.ts'

const id = idParamsSchema
const emptySchema = z.object({})

export const destinationEndpoints = {
  list: get('/destinations', 'Where pages can go, with their fields and options', {
    response: z.object({ items: z.array(destinationSchema) }),
  }),
  fields: post('/destination-fields', 'The fields of a destination on a site; asks Wix, changes nothing', {
    body: fieldsInputSchema,
    response: fieldsSchema,
  }),
} as const

export const projectEndpoints = {
  list: get('/projects', 'Projects', {
    query: listQuerySchema(projectSorts).extend({
      stage: z.enum(projectStages).optional(),
      /** Only those of this connection. */
      site: z.string().max(64).optional(),
    }),
    response: z.object({ items: z.array(projectSchema) }),
  }),
  get: get('/projects/:id', 'One project', { params: id, response: projectSchema }),
  create: post('/projects', 'New project', {
    body: projectInputSchema,
    response: projectSchema,
    status: 201,
  }),
  update: patch('/projects/:id', 'Change name, connection, template, redirects or options', {
    params: id,
    body: projectUpdateSchema,
    response: projectSchema,
  }),
  remove: remove('/projects/:id', 'Delete a project; what it published stays in Wix', { params: id }),
  fields: get('/projects/:id/fields', 'What a template of the project can fill, as last read from the site', {
    params: id,
    response: fieldsSchema,
  }),
  refresh: post('/projects/:id/refresh', 'Read the collection or the catalog of the site again', {
    params: id,
    body: emptySchema,
    response: fieldsSchema,
  }),
  compareConverters: post(
    '/projects/:id/converter-comparison',
    "What SEOmatic's and Wix's converters keep of five rows; asks Wix, publishes nothing",
    { params: id, body: emptySchema, response: converterComparisonSchema },
  ),
} as const
