import { describe, expect, it } from 'vitest'
import { slugify } from './slugify.ts'

/** Every letter of a script that Unicode has. */
function lettersOf(script: RegExp): string[] {
  const letters: string[] = []
  for (let code = 0; code <= 0x2ffff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue
    const letter = String.fromCodePoint(code)
    if (script.test(letter)) letters.push(letter)
  }
  return letters
}

describe('slugify', () => {
  it.each([
    ['Latin', /(?=\p{L})\p{Script=Latin}/u],
    ['Greek', /(?=\p{L})\p{Script=Greek}/u],
    ['Cyrillic', /(?=\p{L})\p{Script=Cyrillic}/u],
  ])('leaves no letter of the %s script half-way: a word comes out in ASCII as a whole', (_, script) => {
    const letters = lettersOf(script)
    expect(letters.length).toBeGreaterThan(300)
    const odd = letters.filter((letter) => !/^n[a-z0-9-]*n$/.test(slugify(`n${letter}n`)))
    expect(odd).toEqual([])
  })

  it.each([
    ['Hindi', 'हिन्दी समाचार', 'हिन्दी-समाचार'],
    ['Thai', 'กรุงเทพฯ ที่พัก', 'กรุงเทพฯ-ที่พัก'],
    ['Japanese', 'ガイドブック がぎぐ', 'ガイドブック-がぎぐ'],
    ['Japanese of half width', 'ｶﾞｲﾄﾞ', 'ガイド'],
    ['Korean', '서울 여행', '서울-여행'],
    ['Bengali', 'বাংলাদেশ', 'বাংলাদেশ'],
    ['Tamil', 'தமிழ் நாடு', 'தமிழ்-நாடு'],
    ['Arabic with its vowels', 'مُحَمَّد', 'مُحَمَّد'],
    ['Hebrew initials', 'צה״ל וג׳ירפה', 'צהל-וגירפה'],
  ])('keeps all that belongs to a letter of another script: %s', (_, text, slug) => {
    expect(slugify(text)).toBe(slug.normalize('NFKC'))
  })

  it.each([
    ['a soft hyphen', 'wonder\u00adful'],
    ['a zero-width space', 'wonder\u200bful'],
    ['a joiner', 'wonder\u200dful'],
    ['a word joiner', 'wonder\u2060ful'],
    ['a direction mark', 'wonder\u200eful\u202c'],
    ['a byte order mark', '\ufeffwonderful'],
    ['a variation selector', 'wonder\ufe0fful'],
  ])('is not split by what nobody sees: %s', (_, text) => {
    expect(slugify(text)).toBe('wonderful')
  })

  it.each([
    ['Acme™ Anvil®', 'acme-anvil'],
    ['Oʻahu, Hawaiʻi', 'oahu-hawaii'],
    ['Hawai‘i', 'hawaii'],
    ['Ka‘ba and Kaʿba', 'kaba-and-kaba'],
    ['Sanaʽa', 'sanaa'],
    ["L'Aquila", 'laquila'],
    ['rock ‘n’ roll', 'rock-n-roll'],
    ['Col·lecció', 'colleccio'],
    ['Straße', 'strasse'],
    ['İstanbul, Iğdır', 'istanbul-igdir'],
    ['Đà Nẵng', 'da-nang'],
    ['Ɔkwawu Ɛdwoa', 'okwawu-edwoa'],
    ['Ƙasar Ɓauchi ƴanci', 'kasar-bauchi-yanci'],
    ['Ŋutila Ɖeʋi', 'nutila-devi'],
    ['5 m²', '5-m2'],
    ['Stop 1️⃣', 'stop-1'],
    ['Å + é = é', 'a-e-e'],
  ])('writes Latin letters and signs as people spell addresses: %s', (text, slug) => {
    expect(slugify(text)).toBe(slug)
  })

  it.each([
    ['Қызылорда, Өскемен', 'qyzylorda-oskemen'],
    ['Улаанбаатар, Өвөрхангай, Дүүрэг', 'ulaanbaatar-ovorkhangay-duureg'],
    ['Київ, Запоріжжя, Ґалаґан', 'kiyiv-zaporizhzhya-galagan'],
    ['Москва ёлка подъезд', 'moskva-yolka-podezd'],
    ['Љубљана Ђаковица', 'ljubljana-djakovitsa'],
    ['Ҡазан Өфө', 'kazan-ofo'],
    ['Ӣд ба Қӯрғонтеппа', 'id-ba-qurgonteppa'],
  ])('writes Cyrillic of every alphabet in ASCII: %s', (text, slug) => {
    expect(slugify(text)).toBe(slug)
  })

  it.each([
    ['Αύγουστος', 'avgoustos'],
    ['Ευαγγελία', 'evangelia'],
    ['Ναύπακτος', 'nafpaktos'],
    ['Ευχαριστώ', 'efcharisto'],
    ['Ταΰγετος', 'taygetos'],
    ['άυλος', 'aylos'],
    ['Μπαμπάς Μπάμπης', 'bampas-bampis'],
    ['Άγκυρα σφίγγα σύγχρονος', 'agkyra-sfinga-synchronos'],
    ['Θεσσαλονίκη', 'thessaloniki'],
    ['ΟΥΡΑΝΟΣ', 'ouranos'],
    ['Ἡ αὐγή', 'i-avgi'],
  ])('writes Greek by ELOT 743, pairs included: %s', (text, slug) => {
    expect(slugify(text)).toBe(slug)
  })

  it('gives the same again for what it gave', () => {
    for (const text of ['Μπάμπης', 'हिन्दी समाचार', 'ガイド', 'Oʻahu', 'مُحَمَّد', 'Қызылорда'])
      expect(slugify(slugify(text))).toBe(slugify(text))
  })

  it('is empty where there is neither letter nor digit', () => {
    expect([slugify('—…!'), slugify(null), slugify('\u200b'), slugify('\u0301')]).toEqual(['', '', '', ''])
  })
})
