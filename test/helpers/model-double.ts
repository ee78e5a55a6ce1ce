// Stand-ins for endpoints of models, written from the vendors' documentation: OpenAI's chat completions, which Ollama
// answers too, and Anthropic's messages.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { AiEndpointKind } from '../../src/api/ai.ts'

export interface ReceivedQuestion {
  path: string
  headers: Record<string, string>
  model: string
  instructions: string
  prompt: string
  mostTokens: number
  body: Record<string, unknown>
}

export interface ModelAnswer {
  /** Of HTTP; 200 unless told. */
  status?: number
  headers?: Record<string, string>
  text?: string
  /** How the vendor calls the end: `stop` unless told. */
  finish?: 'stop' | 'length' | 'filter'
  /** What it says it used; the length of the texts over four unless told. Null: it says nothing. */
  usage?: { input: number; output: number } | null
  /** Cuts the connection instead of answering. */
  isCut?: boolean
  /** Waits this long before it answers. */
  afterMs?: number
}

export interface ModelDouble {
  kind: AiEndpointKind
  address: string
  /** `127.0.0.1:port`, as FETCH_ALLOWED_HOSTS names it. */
  host: string
  /** Other keys are refused; null: any is taken. */
  key: string | null
  /** What it says to a question. */
  answer: (question: ReceivedQuestion, nth: number) => ModelAnswer
  received: ReceivedQuestion[]
  /** What it has billed, in tokens. */
  billed: { input: number; output: number }
  /** Questions under way, and the most that were. */
  open: number
  mostOpen: number
  close(): Promise<void>
}

export async function startModelDouble(kind: AiEndpointKind, port = 0): Promise<ModelDouble> {
  const server = createServer((request, response) => {
    void reply(double, request, response)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const double: ModelDouble = {
    kind,
    address: `http://${host}/v1`,
    host,
    key: null,
    answer: () => ({ text: 'Fine.' }),
    received: [],
    billed: { input: 0, output: 0 },
    open: 0,
    mostOpen: 0,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
  return double
}

async function reply(double: ModelDouble, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let text = ''
  for await (const part of request.setEncoding('utf8')) text += part
  const isAnthropic = double.kind === 'anthropic'
  const headers = request.headers as Record<string, string>
  const send = (status: number, body: unknown, more: Record<string, string> = {}) =>
    response.writeHead(status, { 'content-type': 'application/json', ...more }).end(JSON.stringify(body))
  const path = isAnthropic ? '/v1/messages' : '/v1/chat/completions'
  if (request.url !== path) return void send(404, errorBody(isAnthropic, 'not_found_error', 'Not found'))
  const given = isAnthropic ? headers['x-api-key'] : headers.authorization?.replace(/^Bearer /, '')
  if (double.key !== null && given !== double.key)
    return void send(
      401,
      errorBody(isAnthropic, 'authentication_error', `Incorrect API key provided: ${given}`),
    )
  const question = readQuestion(isAnthropic, request.url, headers, JSON.parse(text))
  double.received.push(question)
  double.open++
  double.mostOpen = Math.max(double.mostOpen, double.open)
  const answer = double.answer(question, double.received.length)
  if (answer.afterMs !== undefined) await new Promise((resolve) => setTimeout(resolve, answer.afterMs))
  double.open--
  if (answer.isCut) return void request.socket.destroy()
  const { status = 200, text: said = '' } = answer
  if (status !== 200)
    return void send(status, errorBody(isAnthropic, 'api_error', said || 'It failed'), answer.headers)
  const { instructions, prompt } = question
  const usage =
    answer.usage === undefined
      ? { input: Math.ceil((instructions.length + prompt.length) / 4), output: Math.ceil(said.length / 4) }
      : answer.usage
  double.billed.input += usage?.input ?? 0
  double.billed.output += usage?.output ?? 0
  send(
    200,
    isAnthropic ? message(question, answer, usage) : completion(question, answer, usage),
    answer.headers,
  )
}

function errorBody(isAnthropic: boolean, type: string, message: string): unknown {
  return isAnthropic
    ? { type: 'error', error: { type, message } }
    : { error: { message, type, param: null, code: null } }
}

function readQuestion(
  isAnthropic: boolean,
  path: string,
  headers: Record<string, string>,
  body: Record<string, unknown>,
): ReceivedQuestion {
  const messages = body.messages as { role: string; content: unknown }[]
  const of = (role: string) => textOf(messages.find((one) => one.role === role)?.content)
  return {
    path,
    headers,
    model: String(body.model),
    instructions: isAnthropic ? textOf(body.system) : of('system'),
    prompt: of('user'),
    mostTokens: Number(body.max_tokens ?? body.max_completion_tokens),
    body,
  }
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content.map((part: { text?: string }) => part.text ?? '').join('')
}

type Usage = ModelAnswer['usage']

function completion(
  { model }: ReceivedQuestion,
  { text = '', finish = 'stop' }: ModelAnswer,
  usage: Usage,
): unknown {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_790_000_000,
    model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: text },
        finish_reason: finish === 'filter' ? 'content_filter' : finish,
      },
    ],
    ...(usage && {
      usage: {
        prompt_tokens: usage.input,
        completion_tokens: usage.output,
        total_tokens: usage.input + usage.output,
      },
    }),
  }
}

function message(
  { model }: ReceivedQuestion,
  { text = '', finish = 'stop' }: ModelAnswer,
  usage: Usage,
): unknown {
  const reasons = { stop: 'end_turn', length: 'max_tokens', filter: 'refusal' }
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model,
    content: [{ type: 'text', text }],
    stop_reason: reasons[finish],
    stop_sequence: null,
    usage: { input_tokens: usage?.input ?? 0, output_tokens: usage?.output ?? 0 },
  }
}
