// Argon2id with OWASP's minimum (19 MiB, two passes), and a check against passwords everybody tries first.
import { readFileSync } from 'node:fs'
import { hash, verify } from '@node-rs/argon2'
import { AppError } from '../errors.ts'

const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

const commonWords = new Set(
  readFileSync(new URL('./common-passwords.txt', import.meta.url), 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== ''),
)

/** Two spellings of a character (composed or not) are the same password. Nothing is cut off. */
const normalize = (password: string): string => password.normalize('NFC')

export function hashPassword(password: string): Promise<string> {
  return hash(normalize(password), cost)
}

const nobodysHash = hashPassword('the account that does not exist')

/** Of an unknown account (`storedHash` undefined) a hash of the same cost, so that it takes as long as a known one. */
export async function hashToVerify(storedHash: string | undefined): Promise<string> {
  return storedHash ?? (await nobodysHash)
}

/** `storedHash` undefined: the account is unknown; the same work is done and the answer is no. */
export async function verifyPassword(storedHash: string | undefined, password: string): Promise<boolean> {
  const isRight = await verify(await hashToVerify(storedHash), normalize(password))
  return isRight && storedHash !== undefined
}

/** Refuses what is in every attacker's list. `personal`: words about the owner (name, e-mail) that do not count. */
export function assertUncommon(password: string, personal: string[] = []): void {
  if (!isCommon(password, personal)) return
  throw new AppError(
    'bad_request',
    'This password is among the first that attackers try. Use something longer that only you would think of, such as four unrelated words.',
  )
}

export function isCommon(password: string, personal: string[] = []): boolean {
  const folded = password.normalize('NFKC').toLowerCase()
  const letters = unleet(folded).replace(/[^a-z]/g, '')
  if (commonWords.has(folded) || commonWords.has(letters)) return true
  if (new Set(folded).size < 5 || isRepeated(folded) || isSequence(folded)) return true
  const words = personal
    .flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length > 3)
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), folded)
  return rest !== folded && rest.replace(/[^\p{L}\p{N}]/gu, '').length < 6
}

/** `p4ssw0rd` is read as `password`. */
function unleet(text: string): string {
  const letters: Record<string, string> = {
    '0': 'o',
    '1': 'i',
    '3': 'e',
    '4': 'a',
    '5': 's',
    '7': 't',
    '@': 'a',
    $: 's',
  }
  return text.replace(/[^a-z]+$/, '').replace(/[013457@$]/g, (sign) => letters[sign] ?? sign)
}

function isRepeated(text: string): boolean {
  return /^(.{1,12})\1+.{0,5}$/u.test(text)
}

function isSequence(text: string): boolean {
  const rows = [
    '01234567890123456789',
    'abcdefghijklmnopqrstuvwxyz',
    'qwertyuiopasdfghjklzxcvbnm',
    'qwertzuiopasdfghjklyxcvbnm',
  ]
  return rows.some((row) => row.includes(text) || [...row].reverse().join('').includes(text))
}
