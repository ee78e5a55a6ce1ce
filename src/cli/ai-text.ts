// AI columns in words.
import type { AiAnswer, AiColumn, AiEndpoint, AiEstimate, AiRun, AiStanding } from '../api/ai.ts'
import { aiColumnTypes } from '../api/ai-words.ts'
import { pairs, table } from './table.ts'
import { count, cut, many, oneLine, time } from './text.ts'

/** Cents are too large for a single answer. */
export function money(amount: number, currency: string): string {
  const digits = amount >= 1 ? 2 : 6
  return `${amount.toFixed(digits).replace(/(\.\d\d\d*?)0+$/, '$1')} ${currency}`
}

export function endpointsTable(endpoints: readonly AiEndpoint[], width: number): string {
  if (endpoints.length === 0)
    return 'No model yet. Add one: seomatic ai add-model NAME --kind ... --model ...'
  return table(
    ['Name', 'Id', 'Model', 'Address', 'Key', 'In / out for a million tokens'],
    endpoints.map((one) => [one.name, one.id, one.model, one.address, one.key, pricesOf(one)]),
    width,
  )
}

function pricesOf({ priceIn, priceOut, currency }: AiEndpoint): string {
  return `${priceIn} / ${priceOut} ${currency}`
}

export function describeEndpoint(endpoint: AiEndpoint): string {
  return pairs([
    ['Name', endpoint.name],
    ['Id', endpoint.id],
    ['Kind', endpoint.kind],
    ['Model', endpoint.model],
    ['Address', endpoint.address],
    ['Key', endpoint.key],
    ['Prices', `${pricesOf(endpoint)} for a million tokens in / out`],
    ['Thinks with', endpoint.thinkingTokens === 0 ? null : `up to ${endpoint.thinkingTokens} tokens`],
    ['At once', many(endpoint.parallel, 'request')],
  ])
}

export function columnsTable(columns: readonly AiColumn[], width: number): string {
  if (columns.length === 0)
    return 'No AI column yet. Add one: seomatic ai add DATASET NAME --model ... --prompt-file ...'
  return table(
    ['Name', 'Id', 'Type', 'Prompt', 'Last run', 'Held', 'Runs by itself'],
    columns.map(({ name, id, type, prompt, run, inRows, standing }) => [
      name,
      id,
      aiColumnTypes[type],
      cut(oneLine(prompt), 50),
      run === null ? 'never' : `${run.state}, ${time(run.endedAt ?? run.createdAt)}`,
      inRows === null ? 'not in the rows' : inRows.held === 0 ? '' : many(inRows.held, 'row'),
      standing === null ? 'no' : standingWords(standing),
    ]),
    width,
  )
}

function standingWords({ per, mostCost, mostCalls }: AiStanding): string {
  return `up to ${mostCost} and ${many(mostCalls, 'call')} a ${per}`
}

export function describeRun(run: AiRun): string {
  const { done, answered, cached, failed } = run.counts
  return pairs([
    ['Run', run.id],
    ['State', run.state],
    ['Started', run.isByItself ? 'by itself' : null],
    ['Rows', `${count(done)} of ${count(run.rows)}`],
    ['Answered', `${count(answered)} now, ${count(cached)} before, ${count(failed)} not`],
    ['Calls', `${count(run.calls)} of at most ${count(run.mostCalls)}`],
    ['Cost', `${money(run.cost, run.currency)} of at most ${money(run.mostCost, run.currency)}`],
    ['Why it ended', run.problem],
  ])
}

export function describeEstimate(estimate: AiEstimate): string {
  return pairs([
    ['Rows', `${count(estimate.rows)}, of which ${count(estimate.cached)} have an answer`],
    ['To ask', many(estimate.toAsk, 'call')],
    ['Tokens', `about ${count(estimate.inputTokens)} in, ${count(estimate.outputTokens)} out`],
    ['Likely', money(estimate.cost, estimate.currency)],
    ['At most', money(estimate.mostCost, estimate.currency)],
    [
      'From',
      estimate.isFromAnswers
        ? 'answers of this column'
        : 'the length of its prompts; a sample makes it better',
    ],
  ])
}

export function answersTable(answers: readonly AiAnswer[], width: number): string {
  if (answers.length === 0) return 'No rows.'
  return table(
    ['Row', 'Cell', 'Held because', 'Names to look at'],
    answers.map(({ rowKey, value, held, names }) => [
      rowKey,
      cut(oneLine(value), 60),
      held ?? '',
      names.join(', '),
    ]),
    width,
  )
}

export function describePrompt({ rowKey, prompt, held }: AiAnswer): string {
  return prompt === '' ? `${rowKey}: ${held}` : `Row ${rowKey}:\n\n${prompt}`
}
