// Each kind of endpoint, against a stand-in that answers as its vendor documents.
import { afterEach, describe, expect, it } from 'vitest'
import { type ModelDouble, startModelDouble } from '../../test/helpers/model-double.ts'
import type { AiEndpointKind } from '../api/ai.ts'
import { createGuardedFetch } from '../fetcher/guarded-fetch.ts'
import { askModel, type Model } from './ask-model.ts'
import { asModelFetch } from './model-fetch.ts'

const question = { instructions: 'Answer with a text.', prompt: 'Describe Canillo.', mostTokens: 50 }
const notGone = new AbortController().signal
let double: ModelDouble
afterEach(() => double.close())

async function open(kind: AiEndpointKind, allowed = true): Promise<Model> {
  double = await startModelDouble(kind)
  double.key = 'sk-secret'
  const limits = { firstByteMs: 300, totalMs: 500 }
  const fetch = createGuardedFetch({ allowedHosts: allowed ? [double.host] : [], blockedHosts: [], limits })
  return { kind, address: double.address, model: 'model-1', key: 'sk-secret', fetch: asModelFetch(fetch) }
}

describe.each(['openai-compatible', 'anthropic', 'ollama'] as const)('%s', (kind) => {
  it('is asked with its key, instructions, prompt and limit, and says what it used', async () => {
    const model = await open(kind)
    double.answer = () => ({ text: 'A village.', usage: { input: 12, output: 3 } })
    expect(await askModel(model, question, notGone)).toEqual({
      kind: 'answered',
      text: 'A village.',
      problem: null,
      inputTokens: 12,
      outputTokens: 3,
    })
    expect(double.received).toMatchObject([{ ...question, model: 'model-1' }])
  })

  it('says that an answer was cut', async () => {
    const model = await open(kind)
    double.answer = () => ({ text: 'A vil', finish: 'length' })
    expect(await askModel(model, question, notGone)).toMatchObject({ kind: 'answered', problem: 'cut' })
  })

  it.each([
    [
      { status: 429, headers: { 'retry-after': '7' } },
      { isFree: true, waitMs: 7_000, isForAll: false },
    ],
    [{ status: 503 }, { isFree: true, waitMs: 2_000, isForAll: false }],
    [{ status: 500 }, { isFree: false, waitMs: 2_000, isForAll: false }],
    [
      { status: 400, text: 'too long' },
      { isFree: true, waitMs: null, isForAll: false },
    ],
    [
      { status: 403, text: 'Your input was flagged.' },
      {
        isFree: true,
        waitMs: null,
        isForAll: false,
        message:
          'The endpoint refuses this prompt (403): Your input was flagged. If it refuses others as well, look at what its key may do.',
      },
    ],
    [{ status: 404 }, { isFree: true, waitMs: null, isForAll: true }],
    [{ isCut: true }, { isFree: false, waitMs: 2_000, isForAll: false }],
    [{ afterMs: 450 }, { isFree: false, waitMs: 2_000, isForAll: false }],
  ])('asks once and tells what %j means', async (answer, expected) => {
    const model = await open(kind)
    double.answer = () => answer
    expect(await askModel(model, question, notGone)).toMatchObject({ kind: 'failed', ...expected })
    expect(double.received).toHaveLength(1)
  })

  it('takes a refusal for no answer', async () => {
    const model = await open(kind)
    double.answer = () => ({ text: '', finish: 'filter' })
    expect(await askModel(model, question, notGone)).toMatchObject({
      kind: 'answered',
      problem: 'refused',
    })
  })

  it('tells of a wrong key without showing it', async () => {
    const model = await open(kind)
    const outcome = await askModel({ ...model, key: 'sk-wrong-key' }, question, notGone)
    expect(outcome).toMatchObject({ kind: 'failed', isFree: true, waitMs: null, isForAll: true })
    expect(JSON.stringify(outcome)).toContain('Incorrect API key provided')
    expect(JSON.stringify(outcome)).not.toContain('sk-wrong-key')
    expect(double.received).toHaveLength(0)
  })

  it('is not asked in a private network that the operator has not opened', async () => {
    const model = await open(kind, false)
    expect(await askModel(model, question, notGone)).toMatchObject({
      kind: 'failed',
      isFree: true,
      isForAll: true,
      message: expect.stringContaining('FETCH_ALLOWED_HOSTS'),
    })
    expect(double.received).toHaveLength(0)
  })
})

it('what a local model thinks aloud is no part of its answer', async () => {
  const model = await open('ollama')
  double.answer = () => ({ text: '<think>Canillo has 23 rooms?</think>\n\nA village.' })
  expect(await askModel(model, question, notGone)).toMatchObject({ text: 'A village.' })
})

it('gives up with its signal', async () => {
  const model = await open('openai-compatible')
  double.answer = () => ({ afterMs: 200 })
  const gone = new AbortController()
  setTimeout(() => gone.abort(new Error('nobody waits')), 50)
  await expect(askModel(model, question, gone.signal)).rejects.toThrow('nobody waits')
})
