// The sample project, and the first steps of a person.
import { z } from 'zod'
import { get, patch, post, remove } from './endpoint-methods.ts'
import { firstStepsSchema, firstStepsUpdateSchema, sampleSchema } from './sample.ts'

export const sampleEndpoints = {
  get: get('/sample', 'The sample project, and how far it is', { response: sampleSchema }),
  make: post('/sample', 'Make the sample project, in the background; there is one at most', {
    body: z.object({}),
    response: sampleSchema,
    status: 202,
  }),
  remove: remove('/sample', 'Remove the sample project with its table and its template', { role: 'editor' }),
} as const

export const firstStepsEndpoints = {
  get: get('/first-steps', 'What the person has done of the first steps that nothing else tells', {
    response: firstStepsSchema,
  }),
  update: patch('/first-steps', 'Note that a page was looked at, or put the first steps away', {
    role: 'viewer',
    body: firstStepsUpdateSchema,
    response: firstStepsSchema,
  }),
} as const
