// Filters of the data platform: any field, and its own operators.

import { compareValues, read } from '../query/filter.ts'
import type { Obj } from '../types.ts'
import { dataError } from './errors.ts'
import { comparable } from './values.ts'

type Test = (data: Obj) => boolean

const maxDepth = 50

/** A predicate on the contents of an item, with the ids that multi-reference fields hold. */
export function dataFilter(filter: unknown, depth = 0): Test {
  if (filter === undefined || filter === null) return () => true
  if (depth > maxDepth) throw dataError('WDE0169', `The filter is nested deeper than ${maxDepth} levels.`)
  if (typeof filter !== 'object' || Array.isArray(filter)) throw bad('the filter must be an object')
  const tests = Object.entries(filter as Obj).map(([key, condition]) => entry(key, condition, depth))
  return (data) => tests.every((test) => test(data))
}

/** Ids that a filter narrows to, so that a look-up of some items need not visit all. */
export function idsWanted(filter: unknown): string[] | undefined {
  const condition = (filter as Obj | undefined)?.['_id']
  if (typeof condition === 'string') return [condition]
  const { $in, $hasSome, $eq } = (condition ?? {}) as Obj
  if (typeof $eq === 'string') return [$eq]
  const ids = $in ?? $hasSome
  return Array.isArray(ids) ? ids.map(String) : undefined
}

function entry(key: string, condition: unknown, depth: number): Test {
  if (key === '$and' || key === '$or') {
    if (!Array.isArray(condition)) throw bad(`${key} needs a list`)
    const inner = condition.map((part) => dataFilter(part, depth + 1))
    return key === '$and'
      ? (data) => inner.every((test) => test(data))
      : (data) => inner.some((test) => test(data))
  }
  if (key === '$not') {
    const inner = [condition].flat().map((part) => dataFilter(part, depth + 1))
    return (data) => !inner.some((test) => test(data))
  }
  if (key.startsWith('$')) throw bad(`unknown operator ${key}`)
  const wanted = comparable(condition)
  const isBare = wanted === null || typeof wanted !== 'object' || Array.isArray(wanted)
  const operators = isBare ? { $eq: condition } : (condition as Obj)
  const tests = Object.entries(operators).map(([operator, operand]) => {
    if (key === '_publishStatus' && operator !== '$eq' && operator !== '$ne')
      throw dataError('WDE0093', `_publishStatus can only be filtered with $eq and $ne, not ${operator}`)
    const test = compile(operator, comparable(operand))
    return (data: Obj) => test(comparable(read(data, key)))
  })
  return (data) => tests.every((test) => test(data))
}

function compile(operator: string, operand: unknown): (value: unknown) => boolean {
  switch (operator) {
    case '$eq':
      return (v) => (Array.isArray(v) && !Array.isArray(operand) ? v.includes(operand) : same(v, operand))
    case '$ne':
      return (v) => !(Array.isArray(v) && !Array.isArray(operand) ? v.includes(operand) : same(v, operand))
    case '$gt':
      return (v) => isThere(v) && compareValues(v, operand) > 0
    case '$gte':
      return (v) => isThere(v) && compareValues(v, operand) >= 0
    case '$lt':
      return (v) => isThere(v) && compareValues(v, operand) < 0
    case '$lte':
      return (v) => isThere(v) && compareValues(v, operand) <= 0
    case '$in':
    case '$hasSome': {
      const wanted = new Set(listOf(operand, operator))
      return (v) => (Array.isArray(v) ? v.some((one) => wanted.has(one)) : wanted.has(v ?? null))
    }
    case '$nin': {
      const unwanted = new Set(listOf(operand, operator))
      return (v) => !unwanted.has(v ?? null)
    }
    case '$hasAll': {
      const wanted = listOf(operand, operator)
      return (v) => wanted.every((one) => (Array.isArray(v) ? v.includes(one) : v === one))
    }
    case '$startsWith':
      return (v) => text(v).startsWith(text(operand))
    case '$endsWith':
      return (v) => text(v).endsWith(text(operand))
    case '$contains':
      return (v) => text(v).includes(text(operand))
    case '$exists':
      return (v) => isThere(v) === (operand !== false)
    case '$urlized': {
      const parts = listOf(operand, operator).map(urlized)
      return (v) => urlized(v) === parts.join('-')
    }
    case '$regex':
      throw dataError('WDE0070', 'The $regex operator is not allowed.')
    default:
      throw bad(`unknown operator ${operator}`)
  }
}

const isThere = (value: unknown): boolean => value !== undefined && value !== null
// Text operators of the CMS do not look at case.
const text = (value: unknown): string => (typeof value === 'string' ? value.toLowerCase() : '')
const urlized = (value: unknown): string => text(value).replace(/[^a-z0-9]+/g, '-')

function same(a: unknown, b: unknown): boolean {
  if ((a ?? null) === (b ?? null)) return true
  return typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b)
}

function listOf(operand: unknown, operator: string): unknown[] {
  if (!Array.isArray(operand)) throw bad(`${operator} needs a list`)
  return operand
}

function bad(description: string) {
  return dataError('WDE0080', `The filter is not valid: ${description}.`)
}
