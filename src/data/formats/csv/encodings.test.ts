// Files that are not in Unicode.
import { describe, expect, it } from 'vitest'
import { encodings } from '../../../api/encodings.ts'
import { encode, read, refusal } from './test-files.ts'

const texts: Record<string, string> = {
  Polish: 'kod;miasto;opis\n1;Łódź;Źródło i żółw\n2;Kraków;Święty ąęć\n',
  Czech: 'kód;město\n1;Plzeň - příliš žluťoučký kůň\n2;Brno - pěl ďábelské ódy\n',
  Hungarian: 'kód;város\n1;Győr - árvíztűrő tükörfúrógép\n2;Pécs\n',
  Croatian: 'id,grad\n1,Šibenik\n2,Čakovec\n3,Đakovo\n4,Požega\n',
  Russian: 'код;город\n1;Москва, столица России\n2;Тверь, город на Волге\n',
  Ukrainian: 'код;місто\n1;Київ, столиця України\n2;Львів, місто на заході, їжак\n',
  Turkish: 'kod;şehir\n1;İstanbul, Türkiye en kalabalık şehri\n2;Iğdır, doğu\n3;Şanlıurfa\n4;Muğla\n5;Ağrı\n',
  Greek: 'κωδικός;πόλη\n1;Αθήνα, η πρωτεύουσα της Ελλάδας\n2;Πάτρα\n',
  Lithuanian: 'id,miestas\n1,Šiauliai\n2,Panevėžys\n3,Kėdainiai\n4,Žemaičių Naumiestis\n',
  Hebrew: 'id,שם\n1,ירושלים\n2,תל אביב\n3,חיפה\n',
  Arabic: 'id,اسم\n1,القاهرة\n2,الإسكندرية\n3,الجيزة\n',
  Thai: 'id,ชื่อ\n1,กรุงเทพ\n2,เชียงใหม่\n3,ภูเก็ต\n',
  French: 'code,ville\n1,Orléans où il fait bon vivre\n2,Besançon près de la forêt\n',
  German: 'id;ort\n1;München\n2;Köln\n3;Düsseldorf\n4;Gießen\n',
  Portuguese: 'id,cidade\n1,São Paulo\n2,Ribeirão\n3,Goiânia\n4,Maceió\n',
  Chinese: '编号,城市\n1,北京是中华人民共和国首都\n2,上海\n3,广州\n',
  Taiwanese: '編號,城市\n1,臺北是中華民國的首都\n2,高雄\n3,臺中\n',
  Korean: '번호,도시\n1,서울은 대한민국의 수도\n2,부산\n3,제주도\n',
  Japanese: '番号,都市\n1,東京は日本の首都です\n2,大阪\n3,京都のカフェ\n',
}

describe('a file that is not in Unicode', () => {
  it.each([
    ['Polish', 'windows-1250'],
    ['Polish', 'iso-8859-2'],
    ['Czech', 'windows-1250'],
    ['Hungarian', 'windows-1250'],
    ['Hungarian', 'iso-8859-2'],
    ['Croatian', 'windows-1250'],
    ['Russian', 'windows-1251'],
    ['Russian', 'koi8-r'],
    ['Russian', 'iso-8859-5'],
    ['Russian', 'ibm866'],
    ['Ukrainian', 'windows-1251'],
    ['Ukrainian', 'koi8-u'],
    ['Ukrainian', 'x-mac-cyrillic'],
    ['Turkish', 'windows-1254'],
    ['Greek', 'windows-1253'],
    ['Greek', 'iso-8859-7'],
    ['Lithuanian', 'windows-1257'],
    ['Hebrew', 'windows-1255'],
    ['Arabic', 'windows-1256'],
    ['Arabic', 'iso-8859-6'],
    ['Thai', 'windows-874'],
    ['French', 'windows-1252'],
    ['French', 'macintosh'],
    ['German', 'windows-1252'],
    ['German', 'macintosh'],
    ['Portuguese', 'windows-1252'],
    ['Chinese', 'gb18030'],
    ['Taiwanese', 'big5'],
    ['Korean', 'euc-kr'],
    ['Japanese', 'shift_jis'],
    ['Japanese', 'euc-jp'],
  ])('is read as the %s it is in %s', async (language, encoding) => {
    const text = texts[language]!
    const found = await read(encode(text, encoding))
    expect(found.cells.map((cells) => cells.join(found.settings.delimiter)).join('\n')).toBe(text.trim())
    expect(found.readings[0]).toMatchObject({ isChosen: true })
  })

  it.each([
    ['Polish', 'windows-1250'],
    ['Russian', 'koi8-r'],
    ['Greek', 'windows-1253'],
    ['Thai', 'windows-874'],
    ['Chinese', 'gb18030'],
    ['Korean', 'euc-kr'],
    ['Japanese', 'shift_jis'],
  ])('is sure of %s in %s', async (language, encoding) => {
    const found = await read(encode(texts[language]!, encoding))
    expect(found.decision('encoding')?.isSure).not.toBe(false)
  })

  it.each([
    ['a sign of currency alone', 'id,price\n1,5 \u20ac\n2,6 \u20ac\n', 'windows-1252'],
    ['three German words of a Mac', 'id;ort\n1;München\n2;Köln\n3;Düsseldorf\n', 'macintosh'],
    ['three Danish words', 'id,by\n1,København\n2,Århus\n3,Ærø\n', 'windows-1252'],
    ['three Russian words of a Mac', 'код;город\n1;Москва\n2;Тверь\n', 'x-mac-cyrillic'],
  ])('is never sure of %s, and offers what they are', async (_, text, encoding) => {
    const found = await read(encode(text, encoding))
    expect(found.decision('encoding')).toMatchObject({ isSure: false })
    const offered = await read(encode(text, encoding), { encoding: encoding as 'macintosh' })
    const rows = offered.cells.slice(0, 2)
    expect(found.readings.map((one) => one.rows.slice(0, 2))).toContainEqual(rows)
  })

  it('is a guess that says so where several readings make sense, each with the first rows', async () => {
    const found = await read(encode('番号,都市\n1,東京\n2,大阪\n3,京都\n', 'euc-jp'))
    expect(found.decision('encoding')).toMatchObject({ isSure: false })
    expect(found.decision('encoding')?.reason).toContain('This is a guess')
    const reading = found.readings.find((one) => one.encoding === 'euc-jp')
    expect(reading?.rows.slice(0, 2)).toEqual([
      ['番号', '都市'],
      ['1', '東京'],
    ])
    expect(found.readings.filter((one) => one.isChosen)).toHaveLength(1)
  })

  it('shows the readings too once somebody has chosen, and is sure of that', async () => {
    const bytes = encode('код;город\n1;Москва\n2;Тверь\n', 'x-mac-cyrillic')
    const found = await read(bytes, { encoding: 'x-mac-cyrillic' })
    expect(found.cells[1]).toEqual(['1', 'Москва'])
    expect(found.readings[0]).toMatchObject({ encoding: 'x-mac-cyrillic', isChosen: true })
    expect(found.decision('encoding')?.isSure).not.toBe(false)
  })

  it('is told apart by words far behind the beginning', async () => {
    const head = `kod,miasto\n${'1,Warszawa\n'.repeat(40_000)}`
    const found = await read(encode(`${head}2,Łódź\n3,Świętochłowice\n4,Żółkiewka\n`, 'windows-1250'))
    expect(found.cells.at(-1)).toEqual(['4', 'Żółkiewka'])
  })

  it('can be read in every encoding there is', async () => {
    for (const encoding of encodings.filter((one) => !one.startsWith('utf-16'))) {
      expect((await read('a,b\n1,2\n', { encoding })).cells).toEqual([
        ['a', 'b'],
        ['1', '2'],
      ])
    }
  })

  it('in seven-bit Japanese is known by its escapes', async () => {
    const bytes = Buffer.from('a,b\n1,\u001b$B$3$s\u001b(B\n', 'latin1')
    expect((await read(bytes)).cells[1]).toEqual(['1', 'こん'])
  })
})

describe('UTF-16 and UTF-8 with a flaw', () => {
  it('reads Chinese in UTF-16 without a mark', async () => {
    const text = `编号,城市\n${'1,北京是中华人民共和国首都,上海\n'.repeat(30)}`
    const little = Buffer.from(text, 'utf16le')
    expect((await read(little)).cells[0]).toEqual(['编号', '城市'])
    expect((await read(Buffer.from(little).swap16())).decision('encoding')?.value).toBe('utf-16be')
  })

  it('names UTF-32 as what it is', async () => {
    const bytes = Buffer.from('fffe0000610000002c000000620000000a000000', 'hex')
    expect((await refusal(bytes)).message).toContain('UTF-32')
  })

  it('says that a file was cut off where its last character is', async () => {
    const error = await refusal(Buffer.from('name\nJosé\nÅngström\nZoë').subarray(0, -1))
    expect(error.message).toContain('cut off')
    expect(error.message).not.toContain('put together')
  })

  it('still takes UTF-8 with one foreign line for a mixture, whatever the language', async () => {
    const lines = 'id,город\n1,Москва\n2,Тверь\n3,Псков\n'
    const error = await refusal(Buffer.concat([Buffer.from(lines), encode('4,Львів\n', 'windows-1251')]))
    expect(error.code).toBe('invalid_bytes')
    expect(error.lines).toEqual([5])
  })
})
