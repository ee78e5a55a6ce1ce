// One question to a model, through the library that knows how each kind of endpoint is asked. Import it where a
// question goes out: the library is large, and many never ask.
import { createAnthropic } from '@ai-sdk/anthropic'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import {
  APICallError,
  extractReasoningMiddleware,
  generateText,
  type LanguageModel,
  wrapLanguageModel,
} from 'ai'
import type { AiEndpointKind } from '../api/ai.ts'
import { shorten } from '../api/shorten.ts'
import { NoAnswer } from './model-fetch.ts'

export interface Model {
  kind: AiEndpointKind
  address: string
  model: string
  key: string | null
  fetch: typeof globalThis.fetch
}

export interface Question {
  instructions: string
  prompt: string
  mostTokens: number
}

export type Outcome =
  | {
      kind: 'answered'
      text: string
      /** Why it is no answer that can be used. */
      problem: 'cut' | 'refused' | null
      /** Null where the endpoint does not say. */
      inputTokens: number | null
      outputTokens: number | null
    }
  /**
   * `isFree`: nothing was worked on, so nothing is paid. `waitMs`: it may go better after that long; null: it will not,
   * whatever is asked (`isForAll`) or for this question.
   */
  | { kind: 'failed'; isFree: boolean; waitMs: number | null; isForAll: boolean; message: string }

/** Never throws for what an endpoint does. Throws the reason of the signal. */
export async function askModel(model: Model, question: Question, signal: AbortSignal): Promise<Outcome> {
  const { instructions, prompt, mostTokens } = question
  try {
    const { text, finishReason, usage } = await generateText({
      model: open(model),
      system: instructions,
      prompt,
      maxOutputTokens: mostTokens,
      // Each try is counted before it goes out, so tries are ours.
      maxRetries: 0,
      abortSignal: signal,
    })
    return {
      kind: 'answered',
      text: text.trim(),
      problem: problemOf(finishReason),
      inputTokens: usage.inputTokens ?? null,
      outputTokens: usage.outputTokens ?? null,
    }
  } catch (error) {
    signal.throwIfAborted()
    const outcome = outcomeOf(error)
    return model.key === null ? outcome : withoutKey(outcome, model.key)
  }
}

function problemOf(finishReason: string): 'cut' | 'refused' | null {
  if (finishReason === 'length') return 'cut'
  return finishReason === 'content-filter' ? 'refused' : null
}

/** Some endpoints repeat the key that they refuse. */
function withoutKey(outcome: Outcome, key: string): Outcome {
  return outcome.kind === 'answered'
    ? outcome
    : { ...outcome, message: outcome.message.replaceAll(key, '•••') }
}

function open({ kind, address, model, key, fetch }: Model): LanguageModel {
  if (kind === 'anthropic') return createAnthropic({ baseURL: address, apiKey: key ?? '', fetch })(model)
  const provider = createOpenAICompatible({
    name: kind,
    baseURL: address,
    fetch,
    ...(key !== null && { apiKey: key }),
    // OpenAI's own models refuse the name that everybody else goes by.
    ...(URL.parse(address)?.hostname === 'api.openai.com' && {
      transformRequestBody: ({ max_tokens, ...body }: Record<string, unknown>) => ({
        ...body,
        max_completion_tokens: max_tokens,
      }),
    }),
  })
  // Models that run locally show what they think between these tags.
  const middleware = extractReasoningMiddleware({ tagName: 'think' })
  return wrapLanguageModel({ model: provider(model), middleware })
}

const usualWaitMs = 2_000
const longestWaitMs = 120_000

function outcomeOf(error: unknown): Outcome {
  if (error instanceof NoAnswer) return unreached(error)
  if (!APICallError.isInstance(error)) {
    // It answered, and not as its kind does.
    const message = `The endpoint did not answer as a model does: ${shorten(messageOf(error), 200)}`
    return { kind: 'failed', isFree: false, waitMs: null, isForAll: false, message }
  }
  const cause = causeOf(error)
  if (cause) return unreached(cause)
  const { statusCode = 0 } = error
  const said = shorten(error.message, 300)
  if (statusCode === 429 || statusCode === 529 || statusCode === 503) {
    const message = `The endpoint is asked too often or has too much to do (${statusCode}): ${said}`
    return { kind: 'failed', isFree: true, waitMs: waitOf(error), isForAll: false, message }
  }
  if (statusCode >= 500 || statusCode === 408)
    return {
      kind: 'failed',
      isFree: false,
      waitMs: waitOf(error),
      isForAll: false,
      message: `The endpoint failed (${statusCode}): ${said}`,
    }
  if ([401, 402, 404].includes(statusCode))
    return {
      kind: 'failed',
      isFree: true,
      waitMs: null,
      isForAll: true,
      message: `The endpoint refuses (${statusCode}): ${said} ${adviceFor[statusCode]}`,
    }
  if (statusCode >= 400) {
    const advice = statusCode === 403 ? ` ${adviceOnRights}` : ''
    const message = `The endpoint refuses this prompt (${statusCode}): ${said}${advice}`
    return { kind: 'failed', isFree: true, waitMs: null, isForAll: false, message }
  }
  const message = `The endpoint did not answer as a model does (${statusCode}): ${said}`
  return { kind: 'failed', isFree: false, waitMs: null, isForAll: false, message }
}

const adviceFor: Readonly<Record<number, string>> = {
  401: 'Look at its key.',
  402: 'Look at what is left of its credit.',
  404: 'Look at its address and the name of its model.',
}
/** Said of a prompt that a moderation stopped (so OpenRouter) as of a key without rights. */
const adviceOnRights = 'If it refuses others as well, look at what its key may do.'

function unreached({ result }: NoAnswer): Outcome {
  if (result.kind === 'refused') {
    const message = `${result.message} Whoever runs this server can open a private host with FETCH_ALLOWED_HOSTS.`
    return { kind: 'failed', isFree: true, waitMs: null, isForAll: true, message }
  }
  const { message, reason } = result
  // The question may have arrived unless there was no connection at all.
  const isFree = ['name', 'dns', 'tls'].includes(reason)
  return { kind: 'failed', isFree, waitMs: reason === 'name' ? null : usualWaitMs, isForAll: isFree, message }
}

function causeOf(error: Error): NoAnswer | null {
  for (let one: unknown = error; one instanceof Error; one = one.cause)
    if (one instanceof NoAnswer) return one
  return null
}

/** Retry-After, in seconds or as a date. */
function waitOf({ responseHeaders }: APICallError): number {
  const said = responseHeaders?.['retry-after']
  if (said === undefined) return usualWaitMs
  const ms = /^\d+(\.\d+)?$/.test(said) ? Number(said) * 1_000 : Date.parse(said) - Date.now()
  return Number.isFinite(ms) ? Math.min(longestWaitMs, Math.max(0, ms)) : usualWaitMs
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
