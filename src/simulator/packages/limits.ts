// The limits that the types of Wix's packages put on a request, beside those that the routes know themselves.

import { parseFailure, type Violation } from '../errors.ts'
import { guidPattern } from '../random.ts'
import type { Obj } from '../types.ts'
import { callName, packageCalls } from './calls.ts'
import { packageTypes } from './tables.generated.ts'
import type { Limit } from './tables.ts'

/** What the body of a call violates; throws the one answer to an enum value that does not exist. */
export function findViolations(method: string, path: string, body: Obj): Violation[] {
  // The package reads by GET what the documentation reads by POST.
  const type = packageCalls.get(callName(method, path)) ?? packageCalls.get(callName('GET', path))
  const found: Violation[] = []
  if (type) visitFields(type, body, '', found)
  return found
}

function visitFields(type: string, value: unknown, path: string, out: Violation[]): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return
  for (const [field, limit] of Object.entries(packageTypes[type] ?? {}))
    visit(limit, (value as Obj)[field], path === '' ? field : `${path}.${field}`, out)
}

function visit(limit: Limit, value: unknown, path: string, out: Violation[]): void {
  if (value === undefined || value === null) return
  if (limit.kind === 'type') visitFields(limit.name, value, path, out)
  else if (limit.kind === 'enum') checkEnum(limit, value, path)
  else if (limit.kind === 'number') visitNumber(limit, value, path, out)
  else if (limit.kind === 'string') visitText(limit, value, path, out)
  else visitList(limit, value, path, out)
}

type Of<Kind extends Limit['kind']> = Extract<Limit, { kind: Kind }>

function checkEnum({ values }: Of<'enum'>, value: unknown, path: string): void {
  if (typeof value === 'string' && !values.includes(value))
    throw parseFailure(`${path} must be one of ${values.join(', ')}, not ${JSON.stringify(value)}`)
}

function visitNumber({ min, max }: Of<'number'>, value: unknown, path: string, out: Violation[]): void {
  const number = typeof value === 'string' ? Number(value) : value
  if (typeof number !== 'number' || Number.isNaN(number)) return
  if (min !== undefined && number < min) add(out, path, `must be greater than or equal to ${min}`, 'MIN')
  if (max !== undefined && number > max) add(out, path, `must be less than or equal to ${max}`, 'MAX')
}

function visitText(limit: Of<'string'>, value: unknown, path: string, out: Violation[]): void {
  if (typeof value !== 'string') return
  const { min, max, guid, decimal } = limit
  if (min !== undefined && value.length < min)
    add(out, path, `has length ${value.length}, expected ${min} or more`, 'MIN_LENGTH')
  if (max !== undefined && value.length > max)
    add(out, path, `has length ${value.length}, expected ${max} or less`, 'MAX_LENGTH')
  if (guid && value !== '' && !guidPattern.test(value)) add(out, path, 'is not a valid GUID', 'FORMAT')
  if (decimal && value !== '') visitDecimal(decimal, value, path, out)
}

function visitDecimal(rules: Record<string, number>, value: string, path: string, out: Violation[]): void {
  if (!/^-?\d+(\.\d+)?$/.test(value)) add(out, path, 'is not a decimal number', 'FORMAT')
  const number = Number(value)
  const { gte = -Infinity, gt = -Infinity, lte = Infinity, lt = Infinity, maxScale = Infinity } = rules
  if (number < gte) add(out, path, `must be greater than or equal to ${gte}`, 'DECIMAL_GTE')
  if (number <= gt) add(out, path, `must be greater than ${gt}`, 'DECIMAL_GT')
  if (number > lte) add(out, path, `must be less than or equal to ${lte}`, 'DECIMAL_LTE')
  if (number >= lt) add(out, path, `must be less than ${lt}`, 'DECIMAL_LT')
  if ((value.split('.')[1] ?? '').length > maxScale)
    add(out, path, `must have at most ${maxScale} decimals`, 'DECIMAL_MAX_SCALE')
}

function visitList({ min, max, of }: Of<'list'>, value: unknown, path: string, out: Violation[]): void {
  if (!Array.isArray(value)) return
  if (min !== undefined && value.length < min)
    add(out, path, `has size ${value.length}, expected ${min} or more`, 'MIN_SIZE')
  if (max !== undefined && value.length > max)
    add(out, path, `has size ${value.length}, expected ${max} or less`, 'MAX_SIZE')
  if (of) for (const [i, entry] of value.entries()) visit(of, entry, `${path}[${i}]`, out)
}

function add(out: Violation[], field: string, description: string, violatedRule: string): void {
  out.push({ field, description, violatedRule })
}
