// Request shapes: what a body or query may hold, with Wix's limits. A wrong type is a parse failure, a limit is
// a field violation, an unknown key is ignored and noted.

import { parseFailure, type Violation, validationError } from './errors.ts'
import { guidPattern } from './random.ts'
import type { Obj } from './types.ts'

export type Shape =
  | { kind: 'string'; min?: number; max?: number; guid?: boolean; date?: boolean; required?: boolean }
  | { kind: 'number' }
  | { kind: 'boolean' }
  | { kind: 'any' }
  | { kind: 'enum'; values: readonly string[] }
  | { kind: 'list'; of: Shape; min?: number; max?: number }
  | { kind: 'object'; fields: Record<string, Shape>; required?: boolean; open?: boolean }

export const text = (max?: number, min?: number): Shape => ({
  kind: 'string',
  ...(max !== undefined && { max }),
  ...(min !== undefined && { min }),
})
export const required = (max?: number): Shape => ({ kind: 'string', required: true, ...(max && { max }) })
export const guid: Shape = { kind: 'string', guid: true }
export const date: Shape = { kind: 'string', date: true }
export const number: Shape = { kind: 'number' }
export const bool: Shape = { kind: 'boolean' }
export const anything: Shape = { kind: 'any' }
export const oneOf = (...values: string[]): Shape => ({ kind: 'enum', values })
export const list = (of: Shape, max?: number, min?: number): Shape => ({
  kind: 'list',
  of,
  ...(max !== undefined && { max }),
  ...(min !== undefined && { min }),
})
export const object = (fields: Record<string, Shape>): Shape => ({ kind: 'object', fields })
export const requiredObject = (fields: Record<string, Shape>): Shape => ({
  kind: 'object',
  fields,
  required: true,
})

interface Findings {
  violations: Violation[]
  ignoredKeys: string[]
}

/**
 * Throws the 400 that Wix would answer; otherwise returns the keys that Wix would ignore.
 * @param more what else is known to be wrong, told once for each field
 */
export function checkShape(shape: Shape, value: unknown, more: () => Violation[] = () => []): string[] {
  const findings: Findings = { violations: [], ignoredKeys: [] }
  visit(shape, value ?? {}, '', findings)
  const told = new Set(findings.violations.map(({ field }) => field))
  const violations = [...findings.violations, ...more().filter(({ field }) => !told.has(field))]
  if (violations.length > 0) throw validationError(violations)
  return findings.ignoredKeys
}

function visit(shape: Shape, value: unknown, path: string, out: Findings): void {
  if (shape.kind === 'any') return
  if (value === undefined || value === null) {
    const isRequired = (shape.kind === 'string' || shape.kind === 'object') && shape.required
    if (isRequired) fail(out, path, 'must not be empty', 'REQUIRED_FIELD')
    else if (shape.kind === 'list' && shape.min) fail(out, path, 'must not be empty', 'REQUIRED_FIELD')
    return
  }
  switch (shape.kind) {
    case 'string':
      visitString(shape, value, path, out)
      return
    case 'number':
      if (typeof value !== 'number' && !(typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)))
        throw parseFailure(`${path} is not a number`)
      return
    case 'boolean':
      if (typeof value !== 'boolean') throw parseFailure(`${path} is not a boolean`)
      return
    case 'enum':
      if (typeof value !== 'string' || !shape.values.includes(value))
        throw parseFailure(`${path} must be one of ${shape.values.join(', ')}, not ${JSON.stringify(value)}`)
      return
    case 'list':
      if (!Array.isArray(value)) throw parseFailure(`${path} is not a list`)
      if (shape.min && value.length < shape.min) fail(out, path, 'must not be empty', 'MIN_SIZE')
      if (shape.max !== undefined && value.length > shape.max)
        fail(out, path, `has size ${value.length}, expected ${shape.max} or less`, 'MAX_SIZE')
      for (const [i, entry] of value.entries()) visit(shape.of, entry, `${path}[${i}]`, out)
      return
    case 'object':
      visitObject(shape, value, path, out)
      return
  }
}

function visitString(
  shape: Extract<Shape, { kind: 'string' }>,
  value: unknown,
  path: string,
  out: Findings,
): void {
  if (typeof value !== 'string') throw parseFailure(`${path} is not a string`)
  if (shape.required && value === '') {
    fail(out, path, 'must not be empty', 'REQUIRED_FIELD')
    return
  }
  if (shape.min !== undefined && value.length < shape.min) {
    if (shape.min === 1) fail(out, path, 'must not be empty', 'MIN_LENGTH')
    else fail(out, path, `has length ${value.length}, expected ${shape.min} or more`, 'MIN_LENGTH')
  }
  if (shape.max !== undefined && value.length > shape.max)
    fail(out, path, `has length ${value.length}, expected ${shape.max} or less`, 'MAX_LENGTH')
  if (shape.guid && value !== '' && !guidPattern.test(value)) fail(out, path, 'is not a valid GUID', 'FORMAT')
  if (shape.date && Number.isNaN(Date.parse(value))) throw parseFailure(`${path} is not a timestamp`)
}

function visitObject(
  shape: Extract<Shape, { kind: 'object' }>,
  value: unknown,
  path: string,
  out: Findings,
): void {
  if (typeof value !== 'object' || Array.isArray(value))
    throw parseFailure(`${path || 'body'} is not an object`)
  const given = value as Obj
  for (const key of Object.keys(given)) {
    if (!Object.hasOwn(shape.fields, key)) out.ignoredKeys.push(path ? `${path}.${key}` : key)
  }
  for (const [key, inner] of Object.entries(shape.fields)) {
    visit(inner, given[key], path ? `${path}.${key}` : key, out)
  }
}

function fail(out: Findings, field: string, description: string, violatedRule: string): void {
  out.violations.push({ field, description, violatedRule })
}
