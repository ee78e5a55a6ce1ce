import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { WebhookInput, WebhookUpdate } from '../../../src/api/webhook.ts'
import { call, routes } from '../api.ts'
import { cursorQuery } from './cursor-list.ts'

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: async ({ signal }) => (await call(routes.webhooks.list, { signal })).items,
})

/** `id` null: what went by mail. */
export const deliveriesQuery = (id: string | null) =>
  cursorQuery({
    queryKey: ['webhooks', id, 'deliveries'],
    load: (cursor, signal) => {
      const query = { cursor, limit: 20 }
      return id === null
        ? call(routes.mail.deliveries, { query, signal })
        : call(routes.webhooks.deliveries, { params: { id }, query, signal })
    },
    refetchInterval: 4000,
  })

function useWebhookMutation<I, O>(mutationFn: (input: I) => Promise<O>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    // An answer with a secret is not kept once its dialog is closed.
    gcTime: 0,
    onSettled: () => client.invalidateQueries({ queryKey: webhooksQuery.queryKey }),
  })
}

export const useCreateWebhook = () =>
  useWebhookMutation((body: WebhookInput) => call(routes.webhooks.create, { body }))

export const useUpdateWebhook = () =>
  useWebhookMutation(({ id, change }: { id: string; change: WebhookUpdate }) =>
    call(routes.webhooks.update, { params: { id }, body: change }),
  )

export const useRemoveWebhook = () =>
  useWebhookMutation((id: string) => call(routes.webhooks.remove, { params: { id } }))

export const useRotateSecret = () =>
  useWebhookMutation((id: string) => call(routes.webhooks.rotateSecret, { params: { id }, body: {} }))

export const useTestWebhook = () =>
  useWebhookMutation((id: string) => call(routes.webhooks.test, { params: { id }, body: {} }))

export const useResend = (id: string | null) =>
  useWebhookMutation((delivery: string) =>
    id === null
      ? call(routes.mail.resend, { params: { delivery }, body: {} })
      : call(routes.webhooks.resend, { params: { id, delivery }, body: {} }),
  )
