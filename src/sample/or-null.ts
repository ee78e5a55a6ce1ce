import { isAppError } from '../errors.ts'

/** What is not there (any more) is null; every other failure stays one. */
export async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found') return null
    throw error
  }
}
