import { expect, it } from 'vitest'
import { noticeGroups } from './notice-groups.ts'
import { switchableKinds } from './notice-kinds.ts'

it('has every kind that can be switched off under one heading, and no other', () => {
  const grouped = noticeGroups.flatMap(({ kinds }) => kinds)
  expect(grouped.toSorted()).toEqual(switchableKinds.toSorted())
})
