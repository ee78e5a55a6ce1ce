import type { TokenScope } from '../../../../src/api/token.ts'

/** What a token may do, in words. */
export const scopeWords: Record<TokenScope, string> = {
  read: 'Read',
  edit: 'Read and edit',
  publish: 'Read, edit and publish',
  manage: 'Everything',
}

export const scopeHelp: Record<TokenScope, string> = {
  read: 'Sees everything but keys, and changes nothing.',
  edit: 'Also imports data, and changes templates and projects.',
  publish: 'Also plans and publishes, pauses and cancels runs.',
  manage: 'Also connections, tokens and the encryption key, without asking for your password.',
}
