// A template of the contract and what is made and said of it, for tests.
import type { Coverage } from '../../../src/api/coverage.ts'
import type { PagePreview } from '../../../src/api/page.ts'
import type { Template } from '../../../src/api/template.ts'
import type { TemplateDraftState } from '../../../src/api/template-draft.ts'
import { at } from './sample-time.ts'

export const template: Template = {
  id: 'tpl_1',
  name: 'Places',
  destination: 'wix/blog',
  version: 1,
  fields: { title: '{{ row.name }}' },
  updatedAt: at,
}

/** Nobody has written anything that is not saved. */
export const noDraft: TemplateDraftState = {
  draft: null,
  newest: { version: 1, savedBy: 'Olga', savedAt: at },
  others: [],
}

/** Of a template whose rows were never counted. */
export const noCoverage: Coverage = {
  state: 'none',
  templateVersion: null,
  isCurrent: false,
  rows: 0,
  counted: 0,
  failed: 0,
  branches: [],
  message: null,
  finishedAt: null,
}

export const preview: PagePreview = {
  rowKey: 'A',
  cells: { code: 'A', name: 'Alpha', country: 'Andorra', type: '' },
  fields: { title: 'Alpha' },
  html: '<article><h1>Alpha</h1></article>',
  payload: '{}',
  payloadHash: 'abc',
  payloadBytes: 2,
  creates: [],
  search: { title: 'Alpha', url: 'https://acmetiles.com/post/alpha', description: 'About Alpha.' },
  convertedBy: 'seomatic',
  losses: [],
  problems: [],
  edited: [],
  detached: [],
  published: null,
}
