// What is typed into the form of a model, and what is sent of it. Pure.
import type {
  AiEndpoint,
  AiEndpointInput,
  AiEndpointKind,
  AiEndpointUpdate,
} from '../../../../../src/api/ai.ts'
import { aiAddresses } from '../../../../../src/api/ai-words.ts'

export interface ModelDraft {
  kind: AiEndpointKind
  model: string
  /** Blank: that of the model. */
  name: string
  /** Blank: that of its kind. */
  address: string
  /** Blank: the one that is stored, or none. */
  key: string
  priceIn: number | ''
  priceOut: number | ''
  currency: string
  thinkingTokens: number
  parallel: number
}

export function blankModel(model: AiEndpoint | null): ModelDraft {
  if (!model) {
    const prices = { priceIn: '', priceOut: '', currency: 'USD' } as const
    return {
      kind: 'openai-compatible',
      model: '',
      name: '',
      address: '',
      key: '',
      ...prices,
      thinkingTokens: 0,
      parallel: 4,
    }
  }
  const { kind, priceIn, priceOut, currency, thinkingTokens, parallel } = model
  return {
    kind,
    model: model.model,
    name: model.name === model.model ? '' : model.name,
    address: model.address === aiAddresses[kind] ? '' : model.address,
    key: '',
    priceIn,
    priceOut,
    currency,
    thinkingTokens,
    parallel,
  }
}

export type ModelProblems = Partial<Record<keyof ModelDraft, string>>

export function problemsOf({ model, address, priceIn, priceOut }: ModelDraft): ModelProblems {
  const price = 'Enter both prices; a free model costs 0.'
  return {
    ...(model.trim() === '' && { model: 'Enter what its provider calls it.' }),
    ...(address.trim() !== '' &&
      !/^https?:\/\/[^\s/]+/.test(address.trim()) && {
        address: 'Enter a complete address, beginning with https:// or http://.',
      }),
    ...(priceIn === '' && { priceIn: price }),
    ...(priceOut === '' && { priceOut: price }),
  }
}

/** Of a draft without problems. */
export function inputOf(draft: ModelDraft): AiEndpointInput {
  const { kind, priceIn, priceOut, thinkingTokens, parallel } = draft
  const model = draft.model.trim()
  return {
    kind,
    model,
    name: draft.name.trim() || model.slice(0, 100),
    address: draft.address.trim() || aiAddresses[kind],
    priceIn: Number(priceIn),
    priceOut: Number(priceOut),
    currency: draft.currency.trim() || 'USD',
    thinkingTokens,
    parallel,
    ...(draft.key.trim() !== '' && { key: draft.key.trim() }),
  }
}

/** What is as it was is left out, above all the address: another one forgets the key. */
export function changeOf(stored: AiEndpoint, draft: ModelDraft): AiEndpointUpdate {
  const input = inputOf(draft)
  return Object.fromEntries(
    Object.entries(input).filter(
      ([name, value]) => name === 'key' || value !== stored[name as keyof AiEndpoint],
    ),
  )
}
