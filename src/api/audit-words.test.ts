import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { auditSubjects } from './audit-subjects.ts'
import { auditActions, auditSentence, auditText } from './audit-words.ts'
import type { AuditEvent } from './status.ts'

const event = (given: Partial<AuditEvent>): AuditEvent => ({
  id: '1',
  at: '2026-01-02T03:04:05.000Z',
  actor: 'Olga',
  action: 'login.succeeded',
  subject: '',
  address: '',
  detail: {},
  ...given,
})

it('has words for every action that the program records, and for no other', () => {
  const root = new URL('../../', import.meta.url).pathname
  const sources = globSync('src/{accounts,server}/**/*.ts', { cwd: root }).filter(
    (path) => !path.endsWith('.test.ts'),
  )
  const recorded = sources.flatMap((path) => {
    const names =
      /'((?:setup|login|session|password|profile|token|key|diagnostics|notice|mail|webhook|connection|import|dataset|template|project|plan|run|schedule|source|refresh_rule|sample|model|column)\.[a-z_]+)'/g
    return Array.from(readFileSync(`${root}${path}`, 'utf8').matchAll(names), ([, name]) => name!)
  })
  expect([...new Set(recorded)].sort()).toEqual([...auditActions].sort())
})

it('names what something was done to, with where it is', () => {
  const created = event({
    action: 'connection.created',
    subject: 'con_1',
    detail: { name: 'Acme', siteId: 's' },
  })
  expect(auditSentence(created)).toEqual({
    before: 'connected the site ',
    subject: { kind: 'connection', id: 'con_1', text: 'Acme' },
    after: '',
  })
  expect(auditSentence(created, () => 'Acme Tiles').subject?.text).toBe('Acme Tiles')
  expect(auditText(event({ action: 'run.paused', subject: 'run_1' }))).toBe('paused a run')
  const changed = event({
    action: 'project.changed',
    subject: 'prj_1',
    detail: { changed: ['name', 'options'] },
  })
  expect(auditText(changed)).toBe('changed the settings of a project (changed: name, options)')
})

it('tells what it does not know by its name', () => {
  expect(auditText(event({ action: 'moon.landed_on', subject: 'x_1' }))).toBe('moon landed on x_1')
})

it('has a filter for every action', () => {
  const filtered = Object.values(auditSubjects).flatMap(({ nouns }): readonly string[] => nouns)
  const nouns = new Set(auditActions.map((action) => action.split('.')[0]!))
  expect([...nouns].sort()).toEqual([...filtered].sort())
})
