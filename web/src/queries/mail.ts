import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { MailInput } from '../../../src/api/mail.ts'
import { call, routes } from '../api.ts'

export const mailQuery = queryOptions({
  queryKey: ['mail'],
  queryFn: async ({ signal }) => (await call(routes.mail.get, { signal })).settings,
})

function useMailMutation<I, O>(mutationFn: (input: I) => Promise<O>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    // What was entered holds a password.
    gcTime: 0,
    onSettled: () => client.invalidateQueries({ queryKey: mailQuery.queryKey }),
  })
}

export const useSetMail = () => useMailMutation((body: MailInput) => call(routes.mail.set, { body }))
export const useRemoveMail = () => useMailMutation((_: null) => call(routes.mail.remove))
export const useTestMail = () => useMailMutation((_: null) => call(routes.mail.test, { body: {} }))
