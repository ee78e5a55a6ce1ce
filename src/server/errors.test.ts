import { expect, it } from 'vitest'
import { SqlError } from '../db/sql-error.ts'
import { describeError } from './errors.ts'

it('says that the disk is full, whoever noticed it', () => {
  const noSpace = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
  for (const error of [
    noSpace,
    new Error('The file was not written', { cause: noSpace }),
    new SqlError({ message: 'could not extend file', code: '53100' }),
  ]) {
    expect(describeError(error)).toMatchObject({ status: 503, code: 'unavailable' })
    expect(describeError(error).message).toContain('disk of this server is full')
  }
})

it('calls it a conflict when something is deleted while something else begins to use it', () => {
  const error = new SqlError({ message: 'violates foreign key constraint', code: '23503' })
  expect(describeError(error)).toMatchObject({ status: 409, code: 'conflict' })
})

it('says nothing of what it does not know', () => {
  expect(describeError(new Error('select secret from x'))).toMatchObject({ status: 500, code: 'internal' })
  expect(describeError(new Error('select secret from x')).message).not.toContain('select')
})
