// AI columns in words, for whoever shows them; without schemas, since screens load it.
import type { AiColumnType, AiEndpointKind } from './ai.ts'

/** Where each kind is found unless told. */
export const aiAddresses: Readonly<Record<AiEndpointKind, string>> = {
  'openai-compatible': 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com/v1',
  ollama: 'http://localhost:11434/v1',
}

export const aiKinds: Readonly<Record<AiEndpointKind, { name: string; hint: string }>> = {
  'openai-compatible': {
    name: 'OpenAI, or compatible',
    hint: 'Also Azure, Mistral, Groq, OpenRouter, vLLM and LM Studio, by their address.',
  },
  anthropic: { name: 'Anthropic', hint: 'Claude, by Anthropic’s own interface.' },
  ollama: { name: 'Ollama', hint: 'A model on a machine of yours. It needs no key and costs nothing.' },
}

export const aiColumnTypes: Readonly<Record<AiColumnType, string>> = {
  text: 'Text',
  html: 'HTML',
  number: 'Number',
  choice: 'One of a list',
  yes_no: 'True or false',
}

/** Rows of a sample. */
export const aiSampleSize = 5
