// Answers for screens under test, typed by the contract: what an endpoint may say is what a test can let it say.
import type { Endpoint } from '../../../src/api/endpoint.ts'
import { ApiError, type ResponseOf } from '../api.ts'

interface Call {
  path: string
  query: URLSearchParams
  body: unknown
}
type Answer = { status: number; body: unknown }
type Awaitable<T> = T | Promise<T>

export interface FakeApi {
  /** Lets an endpoint answer with a value, or with what a function makes of the call or throws as an `ApiError`. */
  on<E extends Endpoint>(
    endpoint: E,
    answer: ResponseOf<E> | ((call: Call) => Awaitable<ResponseOf<E>>),
  ): void
  fail(endpoint: Endpoint, status: number, code: string, message: string): void
  /** The calls an endpoint got so far. */
  callsOf(endpoint: Endpoint): Call[]
  fetch: typeof fetch
}

export function createFakeApi(): FakeApi {
  const answers: { endpoint: Endpoint; pattern: RegExp; answer: (call: Call) => Awaitable<Answer> }[] = []
  const calls: { endpoint: Endpoint; call: Call }[] = []
  const add = (endpoint: Endpoint, answer: (call: Call) => Awaitable<Answer>) => {
    const pattern = new RegExp(`^${endpoint.path.replace(/:\w+/g, '[^/]+')}$`)
    answers.unshift({ endpoint, pattern, answer })
  }
  return {
    on(endpoint, answer) {
      add(endpoint, async (call) => ({
        status: endpoint.status ?? 200,
        body: await (typeof answer === 'function' ? (answer as (call: Call) => unknown)(call) : answer),
      }))
    },
    fail(endpoint, status, code, message) {
      add(endpoint, () => {
        throw new ApiError(status, { code, message, requestId: 'req_1' })
      })
    },
    callsOf: (endpoint) => calls.filter((entry) => entry.endpoint === endpoint).map((entry) => entry.call),
    fetch: async (input, init) => {
      const url = new URL(String(input), 'http://localhost')
      const method = init?.method ?? 'GET'
      const found = answers.find(
        ({ endpoint, pattern }) => endpoint.method === method && pattern.test(url.pathname),
      )
      if (!found) throw new Error(`The test has no answer for ${method} ${url.pathname}.`)
      const call: Call = {
        path: url.pathname,
        query: url.searchParams,
        body: typeof init?.body === 'string' ? JSON.parse(init.body) : null,
      }
      calls.push({ endpoint: found.endpoint, call })
      const { status, body } = await answerOf(found.answer, call)
      return new Response(status === 204 ? null : JSON.stringify(body), { status })
    },
  }
}

/** What is thrown as an `ApiError` is an answer like any other. */
async function answerOf(answer: (call: Call) => Awaitable<Answer>, call: Call): Promise<Answer> {
  try {
    return await answer(call)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const { status, code, message, requestId } = error
    return { status, body: { error: { code, message, requestId } } }
  }
}
