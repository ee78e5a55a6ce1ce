// @vitest-environment node
import { expect, it } from 'vitest'
import type { AiEndpoint } from '../../../../../src/api/ai.ts'
import { expressionOf } from './column-draft.ts'
import { blankModel, changeOf } from './model-draft.ts'
import { money, roundUp } from './money.ts'

it('money has as many digits as it takes to say anything', () => {
  expect(money(12.4, 'USD')).toBe('12.40 USD')
  expect(money(0.42, 'USD')).toBe('0.42 USD')
  expect(money(0.00213, 'EUR')).toBe('0.0021 EUR')
  expect(money(0, 'USD')).toBe('0.00 USD')
  expect(money(1234.5, 'USD')).toBe('1,234.50 USD')
})

it('a proposed cap lets what was estimated through, in figures that people write', () => {
  for (const amount of [0.000123, 0.0047, 0.2437, 0.1, 3.001, 812.5]) {
    expect(roundUp(amount)).toBeGreaterThanOrEqual(amount)
    expect(roundUp(amount)).toBeLessThan(amount * 1.11)
  }
  expect(roundUp(0.2437)).toBe(0.25)
  expect(roundUp(0)).toBe(0)
})

it('columns stand in a prompt as Liquid can name them', () => {
  expect(expressionOf('city')).toBe('{{ row.city }}')
  expect(expressionOf('First name')).toBe('{{ row["First name"] }}')
  expect(expressionOf('5" screen')).toBe(`{{ row['5" screen'] }}`)
})

it('a model that is changed sends what is another one, and keeps its address and key otherwise', () => {
  const stored: AiEndpoint = {
    id: 'aie_1',
    name: 'gpt-5-mini',
    kind: 'openai-compatible',
    address: 'https://llm.example.com/v1',
    model: 'gpt-5-mini',
    priceIn: 1,
    priceOut: 2,
    currency: 'USD',
    thinkingTokens: 0,
    parallel: 4,
    key: 'stored',
    createdAt: '2026-01-02T03:04:05.000Z',
  }
  expect(changeOf(stored, blankModel(stored))).toEqual({})
  expect(changeOf(stored, { ...blankModel(stored), priceOut: 3, key: ' sk-2 ' })).toEqual({
    priceOut: 3,
    key: 'sk-2',
  })
})
