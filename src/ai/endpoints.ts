// Endpoints: where models are asked, with a key that is stored sealed and never shown.
import type { AiEndpoint, AiEndpointInput, AiEndpointTest, AiEndpointUpdate } from '../api/ai.ts'
import { aiAddresses } from '../api/ai-words.ts'
import { newId } from '../db/id.ts'
import type { Database, Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import type { AddressCheck } from '../fetcher/address-check.ts'
import type { GuardedFetch } from '../fetcher/guarded-fetch.ts'
import type { Vault } from '../vault/vault.ts'
import type { Model } from './ask-model.ts'
import {
  aiKeyColumn,
  columnsOfEndpoint,
  deleteEndpoint,
  type EndpointRow,
  findEndpoint,
  findEndpoints,
  insertEndpoint,
  updateEndpoint,
} from './endpoint-store.ts'
import { asModelFetch } from './model-fetch.ts'

export interface EndpointDeps {
  database: Database
  vault: Vault
  /** With the patience that models need: `modelFetchLimits`. */
  fetch: GuardedFetch
  checkAddress: AddressCheck
}

export type Endpoints = ReturnType<typeof createEndpoints>

export function createEndpoints({ database, vault, fetch, checkAddress }: EndpointDeps) {
  const keys = vault.safe(aiKeyColumn)
  const modelFetch = asModelFetch(fetch)

  /** The one gate from rows to what is shown. */
  function present(row: EndpointRow): AiEndpoint {
    const { id, name, kind, address, model, currency, parallel, created_at: createdAt } = row
    return {
      id,
      name,
      kind,
      address,
      model,
      priceIn: row.price_in,
      priceOut: row.price_out,
      currency,
      thinkingTokens: row.thinking_tokens,
      parallel,
      key: keyState(row),
      createdAt,
    }
  }

  function keyState({ id, key_sealed }: EndpointRow): AiEndpoint['key'] {
    if (key_sealed === null) return 'none'
    return keys.lockOf(id, key_sealed) === null ? 'stored' : 'locked'
  }

  async function find(queries: Queries, workspaceId: string, id: string): Promise<EndpointRow> {
    const row = await findEndpoint(queries, workspaceId, id)
    if (!row) throw new AppError('not_found', 'There is no such endpoint; it may have been removed.')
    return row
  }

  /** Fails with `key_missing` where its key is locked. */
  function modelOf({ id, kind, address, model, key_sealed }: EndpointRow): Model {
    const key = key_sealed === null ? null : keys.open(id, key_sealed)
    return { kind, address, model, key, fetch: modelFetch }
  }

  async function refuseBadAddress(url: string): Promise<void> {
    const checked = await checkAddress(url)
    // A name that cannot be looked up just now is tried when there is something to ask.
    if (checked.kind === 'allowed' || (checked.kind === 'failed' && checked.reason !== 'name')) return
    const advice =
      checked.kind === 'refused'
        ? ' Whoever runs this server can open a private host with FETCH_ALLOWED_HOSTS.'
        : ''
    throw new AppError('bad_request', `This address cannot be used. ${checked.message}${advice}`)
  }

  return {
    find: (workspaceId: string, id: string) => find(database, workspaceId, id),
    modelOf,
    get: async (workspaceId: string, id: string) => present(await find(database, workspaceId, id)),
    list: async (workspaceId: string): Promise<AiEndpoint[]> =>
      (await findEndpoints(database, workspaceId)).map(present),

    async create(workspaceId: string, input: AiEndpointInput): Promise<AiEndpoint> {
      const address = plainAddress(input.address ?? aiAddresses[input.kind])
      await refuseBadAddress(address)
      const id = newId('aie')
      await database.transaction(async (tx) =>
        insertEndpoint(tx, {
          id,
          workspace_id: workspaceId,
          name: input.name,
          kind: input.kind,
          address,
          model: input.model,
          key_sealed: input.key === undefined ? null : await keys.seal(tx, id, input.key),
          price_in: input.priceIn,
          price_out: input.priceOut,
          currency: input.currency,
          thinking_tokens: input.thinkingTokens,
          parallel: input.parallel,
        }),
      )
      return present(await find(database, workspaceId, id))
    },

    /** A key goes to the address that it was given for, and to no other. */
    async update(workspaceId: string, id: string, change: AiEndpointUpdate): Promise<AiEndpoint> {
      const before = await find(database, workspaceId, id)
      const address = change.address === undefined ? before.address : plainAddress(change.address)
      if (address !== before.address) await refuseBadAddress(address)
      const isElsewhere = URL.parse(address)?.origin !== URL.parse(before.address)?.origin
      const key = change.key === undefined && isElsewhere ? null : change.key
      await database.transaction(async (tx) =>
        updateEndpoint(tx, id, {
          ...(change.name !== undefined && { name: change.name }),
          ...(change.kind !== undefined && { kind: change.kind }),
          ...(change.model !== undefined && { model: change.model }),
          ...(change.priceIn !== undefined && { price_in: change.priceIn }),
          ...(change.priceOut !== undefined && { price_out: change.priceOut }),
          ...(change.currency !== undefined && { currency: change.currency }),
          ...(change.thinkingTokens !== undefined && { thinking_tokens: change.thinkingTokens }),
          ...(change.parallel !== undefined && { parallel: change.parallel }),
          address,
          ...(key !== undefined && { key_sealed: key === null ? null : await keys.seal(tx, id, key) }),
        }),
      )
      return present(await find(database, workspaceId, id))
    },

    async remove(workspaceId: string, id: string): Promise<void> {
      const users = await columnsOfEndpoint(database, id)
      if (users.length > 0) {
        const names = users.map((name) => `"${name}"`).join(', ')
        throw new AppError(
          'conflict',
          `The endpoint is asked by the columns ${names}. Give them another one first, or remove them.`,
        )
      }
      if (!(await deleteEndpoint(database, workspaceId, id)))
        throw new AppError('not_found', 'There is no such endpoint; it may have been removed already.')
    },

    /** Asks one short question, which costs next to nothing. */
    async test(workspaceId: string, id: string, signal: AbortSignal): Promise<AiEndpointTest> {
      const row = await find(database, workspaceId, id)
      const { askModel } = await import('./ask-model.ts')
      const startedAt = Date.now()
      const question = {
        instructions: 'Answer with one word.',
        prompt: 'Say "ready".',
        mostTokens: 32 + row.thinking_tokens,
      }
      const outcome = await askModel(modelOf(row), question, signal)
      const ms = Date.now() - startedAt
      if (outcome.kind === 'failed') return { isFine: false, message: outcome.message, ms }
      return { isFine: true, message: `${row.model} answered in ${ms} ms.`, ms }
    },
  }
}

/** Paths are put behind it. */
function plainAddress(address: string): string {
  return address.replace(/\/+$/, '')
}
