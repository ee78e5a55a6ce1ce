import { expect, test } from 'vitest'
import { languagesOf, writtenNumbers } from './number-words.ts'

test.each([
  ['en', 'twenty-three rooms', [23]],
  ['en', 'a hundred and five', [105]],
  ['en', 'two thousand three hundred and twelve', [2312]],
  ['en', 'One million five hundred thousand', [1_500_000]],
  ['en', 'three dozen eggs', [36]],
  ['en', 'one two three', [1, 2, 3]],
  ['en', 'two, or perhaps three', [2, 3]],
  ['en', 'two and three', [2, 3]],
  ['en', 'the twenty-first floor', [21]],
  ['en', 'twice the size, half the price', [2, 0.5]],
  ['en', 'hundreds of guests', [100]],
  ['en', 'one of the best; no one else', []],
  ['en', 'often, someone, attend, weight', []],
  ['de', 'dreiundzwanzig Zimmer', [23]],
  ['de', 'fünf Betten und zwölf Stühle', [5, 12]],
  ['de', 'zweitausenddreihundertfünfundvierzig', [2345]],
  ['de', 'ein Haus mit dreißig Betten', [30]],
  ['de', 'im dritten Stock', [3]],
  ['fr', 'quatre-vingt-dix-sept chambres', [97]],
  ['fr', 'deux mille trois cents', [2300]],
  ['fr', 'soixante et onze', [71]],
  ['es', 'treinta y cinco habitaciones', [35]],
  ['es', 'mil doscientos', [1200]],
  ['it', 'ventitre camere', [23]],
  ['it', 'duecentocinquanta', [250]],
  ['pt', 'vinte e cinco quartos', [25]],
  ['nl', 'vijfentwintig kamers', [25]],
])('%s: %s', (language, text, values) => {
  expect(writtenNumbers(text, [language]).map(({ value }) => value)).toEqual(values)
})

test('a text tells its language by its small words, and a short one is read in all of them', () => {
  expect(languagesOf('The house is near the lake and has a view of the mountains.')).toEqual(['en'])
  expect(languagesOf('Das Haus ist am See und hat Blick auf die Berge.')).toEqual(['de'])
  expect(languagesOf('Siete').length).toBe(7)
})
