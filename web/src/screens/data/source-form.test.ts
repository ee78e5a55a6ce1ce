import { expect, it } from 'vitest'
import type { SourceKind } from '../../../../src/api/source.ts'
import { partsOf } from './source-form.ts'

const text = (title: string) => ({ type: 'string', title })
const secret = { help: '', isRequired: false }
const kind: SourceKind = {
  id: 'link',
  name: 'A link',
  hint: '',
  config: {
    type: 'object',
    properties: { url: text('Address'), user: text('User name'), header: text('Header') },
    required: ['url'],
  },
  secrets: [
    { ...secret, name: 'token', label: 'Token' },
    { ...secret, name: 'password', label: 'Password', follows: 'user' },
    { ...secret, name: 'key', label: 'Key', isRequired: true },
  ],
}
const names = (parts: ReturnType<typeof partsOf>['needed']) =>
  parts.map((part) => (part.is === 'field' ? part.field.name : part.secret.name))

it('asks first for what every source of a kind needs, and for a secret behind what it belongs to', () => {
  const { needed, more } = partsOf(kind)
  expect(names(needed)).toEqual(['url', 'key'])
  expect(names(more)).toEqual(['user', 'password', 'header', 'token'])
})

it('asks for the password of a user who is always needed right away', () => {
  const always = { ...kind, config: { ...kind.config, required: ['url', 'user'] } }
  expect(names(partsOf(always).needed)).toEqual(['url', 'user', 'password', 'key'])
})
