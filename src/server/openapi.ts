// The description of the API, made from the same list the server registers.
import { z } from 'zod'
import type { Endpoint } from '../api/endpoint.ts'
import { errorSchema } from '../api/error.ts'
import { routes } from '../api/routes.ts'

type Json = Record<string, unknown>

export const endpoints: Endpoint[] = Object.values(routes).flatMap((group) => Object.values<Endpoint>(group))

export function createOpenApi(version: string): Json {
  const paths: Record<string, Json> = {}
  for (const [noun, group] of Object.entries(routes)) {
    for (const [verb, endpoint] of Object.entries<Endpoint>(group)) {
      const path = endpoint.path.replace(/:(\w+)/g, '{$1}')
      paths[path] ??= {}
      paths[path][endpoint.method.toLowerCase()] = describe(noun, verb, endpoint)
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'SEOmatic', version, description: 'Turns a table of data into pages on a Wix site.' },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { Error: toSchema(errorSchema, 'output') },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token (smt_...).' },
        session: { type: 'apiKey', in: 'cookie', name: 'seomatic' },
      },
    },
  }
}

function describe(noun: string, verb: string, endpoint: Endpoint): Json {
  const parameters = [...listParameters(endpoint.params, 'path'), ...listParameters(endpoint.query, 'query')]
  return {
    operationId: `${noun}.${verb}`,
    tags: [noun],
    summary: endpoint.summary,
    'x-role': endpoint.role,
    security: endpoint.role === 'public' ? [] : [{ token: [] }, { session: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...describeBody(endpoint),
    responses: {
      [String(endpoint.status ?? 200)]: { description: 'Done', ...describeAnswer(endpoint) },
      default: {
        description: 'Not done; the message says why and what to do next',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  }
}

function describeBody(endpoint: Endpoint): Json {
  if (endpoint.kind === 'upload') {
    const file = { type: 'string', format: 'binary' }
    const schema = { type: 'object', properties: { file, datasetId: { type: 'string' } }, required: ['file'] }
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema } } } }
  }
  if (!endpoint.body) return {}
  const schema = toSchema(endpoint.body, 'input')
  return { requestBody: { required: true, content: { 'application/json': { schema } } } }
}

function describeAnswer(endpoint: Endpoint): Json {
  if (endpoint.kind === 'events') return { content: { 'text/event-stream': { schema: { type: 'string' } } } }
  if (endpoint.kind === 'download') return { content: { 'text/csv': { schema: { type: 'string' } } } }
  if (!endpoint.response) return {}
  return { content: { 'application/json': { schema: toSchema(endpoint.response, 'output') } } }
}

function listParameters(schema: z.ZodType | undefined, where: 'path' | 'query'): Json[] {
  if (!schema) return []
  const object = toSchema(schema, 'input') as { properties?: Record<string, Json>; required?: string[] }
  return Object.entries(object.properties ?? {}).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || (object.required ?? []).includes(name),
    schema: property,
  }))
}

function toSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}
