// Wix's query language: a filter document becomes a predicate, or the 400 that names the field or operator.

import { applicationError } from '../errors.ts'
import type { Obj } from '../types.ts'
import type { FieldRules } from './rules.ts'

export type Predicate = (item: Obj) => boolean

const dateFields = /Date$/

export function compileFilter(filter: unknown, rules: FieldRules): Predicate {
  if (filter === undefined || filter === null) return () => true
  if (typeof filter !== 'object' || Array.isArray(filter)) throw badFilter('the filter must be an object')
  const tests = Object.entries(filter as Obj).map(([key, condition]) => compileEntry(key, condition, rules))
  return (item) => tests.every((test) => test(item))
}

function compileEntry(key: string, condition: unknown, rules: FieldRules): Predicate {
  if (key === '$and' || key === '$or') {
    if (!Array.isArray(condition)) throw badFilter(`${key} needs a list`)
    const inner = condition.map((entry) => compileFilter(entry, rules))
    return key === '$and'
      ? (item) => inner.every((test) => test(item))
      : (item) => inner.some((test) => test(item))
  }
  if (key === '$not') {
    const inner = compileFilter(condition, rules)
    return (item) => !inner(item)
  }
  if (key.startsWith('$')) throw badFilter(`unknown operator ${key}`)
  const rule = Object.hasOwn(rules, key) ? rules[key] : undefined
  if (!rule) throw badFilter(`filtering by field ${key} is not supported`)
  const isBare = condition === null || typeof condition !== 'object' || Array.isArray(condition)
  const operators = isBare ? { $eq: condition } : (condition as Obj)
  const tests = Object.entries(operators).map(([operator, operand]) => {
    if (operator === '$not') {
      const inner = compileEntry(key, operand, rules)
      return (item: Obj) => !inner(item)
    }
    if (!rule.operators.includes(operator))
      throw badFilter(`non allowed operator ${operator} for field ${key}`)
    const test = compileOperator(operator, dateFields.test(key) ? comparableDate(operand) : operand)
    return (item: Obj) => test(read(item, key))
  })
  return (item) => tests.every((test) => test(item))
}

function compileOperator(operator: string, operand: unknown): (value: unknown) => boolean {
  switch (operator) {
    case '$eq':
      return (v) => same(v, operand)
    case '$ne':
      return (v) => !same(v, operand)
    case '$gt':
      return (v) => ordered(v, operand) && compareValues(v, operand) > 0
    case '$gte':
      return (v) => ordered(v, operand) && compareValues(v, operand) >= 0
    case '$lt':
      return (v) => ordered(v, operand) && compareValues(v, operand) < 0
    case '$lte':
      return (v) => ordered(v, operand) && compareValues(v, operand) <= 0
    case '$in': {
      const wanted = new Set(listOf(operand, operator))
      return (v) => wanted.has(v ?? null)
    }
    case '$nin': {
      const unwanted = new Set(listOf(operand, operator))
      return (v) => !unwanted.has(v ?? null)
    }
    case '$hasSome': {
      const wanted = new Set(listOf(operand, operator))
      return (v) => many(v).some((entry) => wanted.has(entry))
    }
    case '$hasAll': {
      const wanted = listOf(operand, operator)
      return (v) => wanted.every((entry) => many(v).includes(entry))
    }
    case '$exists':
      return (v) => (v !== undefined && v !== null && v !== '') === (operand !== false)
    case '$startsWith':
      return (v) => typeof v === 'string' && v.startsWith(String(operand))
    case '$contains':
      return (v) => typeof v === 'string' && v.includes(String(operand))
    case '$isEmpty':
      return (v) => (many(v).length === 0) === (operand !== false)
    case '$matchItems': {
      const tests = listOf(operand, operator).map(matchItem)
      return (v) => tests.every((test) => many(v).some((item) => test(item as Obj)))
    }
    default:
      throw badFilter(`unknown operator ${operator}`)
  }
}

// Conditions on the entries of a list, each of which one entry must meet.
function matchItem(conditions: unknown): (item: Obj) => boolean {
  const tests = Object.entries((conditions ?? {}) as Obj).flatMap(([key, condition]) => {
    const isBare = condition === null || typeof condition !== 'object'
    return Object.entries(isBare ? { $eq: condition } : (condition as Obj)).map(([operator, operand]) => {
      const test = compileOperator(operator, operand)
      return (item: Obj) => test(read(item, key))
    })
  })
  return (item) => tests.every((test) => test(item))
}

export function read(item: Obj, path: string): unknown {
  let at: unknown = item
  for (const part of path.split('.')) at = (at as Obj | null | undefined)?.[part]
  return at
}

/** Missing values sort first; everything else by its own order. */
export function compareValues(a: unknown, b: unknown): number {
  if (a === b) return 0
  if (a === undefined || a === null) return b === undefined || b === null ? 0 : -1
  if (b === undefined || b === null) return 1
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [x, y] = [String(a), String(b)]
  return x < y ? -1 : x > y ? 1 : 0
}

function ordered(a: unknown, b: unknown): boolean {
  return a !== undefined && a !== null && b !== undefined && b !== null
}

function same(a: unknown, b: unknown): boolean {
  return (a ?? null) === (b ?? null)
}

function many(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]
}

function listOf(operand: unknown, operator: string): unknown[] {
  if (!Array.isArray(operand)) throw badFilter(`${operator} needs a list`)
  return operand
}

// Dates are stored as ISO strings with milliseconds; another spelling of the same moment must still match.
function comparableDate(operand: unknown): unknown {
  if (Array.isArray(operand)) return operand.map(comparableDate)
  if (typeof operand === 'object' && operand !== null && '$date' in operand)
    return comparableDate(operand.$date)
  const ms = typeof operand === 'string' ? Date.parse(operand) : Number.NaN
  return Number.isNaN(ms) ? operand : new Date(ms).toISOString()
}

function badFilter(description: string) {
  return applicationError(400, 'INVALID_FILTER', description)
}
