// Every error code of Wix Data has its outcome and its words.
import { describe, expect, test } from 'vitest'
import { WixError } from '../../../wix/index.ts'
import { explainCms, meanings, outcomeOfCode } from './errors.ts'

/** Those that Wix's list of error codes names and a client has to handle, with what becomes of an item. */
const contract: Record<string, [create: string, update: string]> = {
  WDE0006: ['rejected', 'rejected'],
  WDE0069: ['rejected', 'rejected'],
  WDE0009: ['rejected', 'rejected'],
  WDE0109: ['rejected', 'rejected'],
  WDE0014: ['wait', 'wait'],
  WDE0024: ['stop', 'stop'],
  WDE0025: ['stop', 'stop'],
  WDE0026: ['stop', 'stop'],
  WDE0171: ['stop', 'stop'],
  WDE0027: ['stop', 'stop'],
  WDE0144: ['stop', 'stop'],
  WDE0177: ['stop', 'stop'],
  WDE0028: ['in_doubt', 'in_doubt'],
  WDE0029: ['rejected', 'rejected'],
  WDE0052: ['stop', 'stop'],
  WDE0053: ['in_doubt', 'in_doubt'],
  WDE0054: ['in_doubt', 'in_doubt'],
  WDE0055: ['in_doubt', 'in_doubt'],
  WDE0149: ['in_doubt', 'in_doubt'],
  WDE0073: ['rejected', 'rejected'],
  WDE0074: ['in_doubt', 'rejected'],
  WDE0075: ['rejected', 'rejected'],
  WDE0080: ['rejected', 'rejected'],
  WDE0091: ['stop', 'stop'],
  WDE0110: ['stop', 'stop'],
  WDE0117: ['wait', 'wait'],
  WDE0120: ['stop', 'stop'],
  WDE0123: ['rejected', 'rejected'],
  WDE0133: ['rejected', 'rejected'],
  WDE0151: ['wait', 'wait'],
  WDE0152: ['wait', 'wait'],
  WDE0153: ['rejected', 'rejected'],
  WDE0163: ['rejected', 'rejected'],
  WDE0168: ['rejected', 'rejected'],
  WDE0178: ['wait', 'wait'],
  WDE0180: ['in_doubt', 'in_doubt'],
  WDE0303: ['stop', 'stop'],
}

const error = (code: string, status: number) =>
  new WixError({
    kind: 'validation',
    code,
    status,
    description: 'Their words.',
    method: 'POST',
    path: '/wix-data/v2/items/query',
    isWrite: false,
    delivered: 'no',
  })

test('the table and the list of Wix name the same codes', () => {
  expect(Object.keys(meanings).sort()).toEqual(Object.keys(contract).sort())
})

describe.each(Object.entries(contract))('%s', (code, [create, update]) => {
  test('decides what becomes of an item', () => {
    const told = { code, description: 'Their words.' }
    expect(outcomeOfCode(told, 'a', 'create', 'r')?.kind).toBe(create)
    expect(outcomeOfCode(told, 'a', 'update', 'r')?.kind).toBe(update)
  })

  test('says what happened, why and what to do', () => {
    const outcome = outcomeOfCode({ code, description: '' }, 'a', 'create', null)
    const words = outcome && 'problem' in outcome ? outcome.problem.message : meanings[code]?.says
    expect(words).toMatch(/^\p{L}.{10,}/u)
    if (outcome?.kind === 'stop') expect(words).toMatch(/resume|cancel|Cancel|plan/)
  })

  test('means something for a read, whatever its status', () => {
    const meaning = explainCms(error(code, 400))
    expect(meaning).toEqual(explainCms(error(code, 500)))
    expect(meaning?.kind).toBe(['in_doubt', 'wait'].includes(update) && code !== 'WDE0074' ? 'wait' : 'stop')
  })
})

test('a code that is not of Wix Data is left to the common table', () => {
  expect(outcomeOfCode({ code: 'INTERNAL', description: '' }, 'a', 'create', null)).toBeNull()
  expect(outcomeOfCode({ code: undefined, description: '' }, 'a', 'create', null)).toBeNull()
  expect(outcomeOfCode({ code: 'constructor', description: '' }, 'a', 'create', null)).toBeNull()
})
