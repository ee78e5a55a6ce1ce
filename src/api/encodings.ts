// Every encoding a text file may be in, with what people call it: the list of the WHATWG Encoding Standard without its
// two that are no text (`replacement`, `x-user-defined`), and Latin-1 as itself, which that standard takes for
// windows-1252. In the order in which a list shows them.

export const encodingNames = {
  'utf-8': 'Unicode (UTF-8)',
  'utf-16le': 'Unicode (UTF-16, little endian)',
  'utf-16be': 'Unicode (UTF-16, big endian)',
  'windows-1252': 'Western European (Windows-1252)',
  macintosh: 'Western European (Mac Roman)',
  'iso-8859-1': 'Western European (ISO-8859-1, Latin-1)',
  'iso-8859-15': 'Western European (ISO-8859-15, Latin-9)',
  'windows-1250': 'Central European (Windows-1250)',
  'iso-8859-2': 'Central European (ISO-8859-2)',
  'windows-1251': 'Cyrillic (Windows-1251)',
  'koi8-r': 'Cyrillic, Russian (KOI8-R)',
  'koi8-u': 'Cyrillic, Ukrainian (KOI8-U)',
  'x-mac-cyrillic': 'Cyrillic (Mac)',
  'iso-8859-5': 'Cyrillic (ISO-8859-5)',
  ibm866: 'Cyrillic (DOS, 866)',
  'windows-1253': 'Greek (Windows-1253)',
  'iso-8859-7': 'Greek (ISO-8859-7)',
  'windows-1254': 'Turkish (Windows-1254)',
  'windows-1257': 'Baltic (Windows-1257)',
  'iso-8859-13': 'Baltic (ISO-8859-13)',
  'iso-8859-4': 'Northern European (ISO-8859-4)',
  'iso-8859-10': 'Nordic (ISO-8859-10)',
  'iso-8859-14': 'Celtic (ISO-8859-14)',
  'iso-8859-3': 'Southern European (ISO-8859-3)',
  'iso-8859-16': 'Romanian (ISO-8859-16)',
  'windows-1258': 'Vietnamese (Windows-1258)',
  'windows-1255': 'Hebrew (Windows-1255)',
  'iso-8859-8': 'Hebrew (ISO-8859-8, visual)',
  'iso-8859-8-i': 'Hebrew (ISO-8859-8-I)',
  'windows-1256': 'Arabic (Windows-1256)',
  'iso-8859-6': 'Arabic (ISO-8859-6)',
  'windows-874': 'Thai (Windows-874)',
  gb18030: 'Chinese, simplified (GB18030)',
  gbk: 'Chinese, simplified (GBK)',
  big5: 'Chinese, traditional (Big5)',
  shift_jis: 'Japanese (Shift_JIS)',
  'euc-jp': 'Japanese (EUC-JP)',
  'iso-2022-jp': 'Japanese (ISO-2022-JP)',
  'euc-kr': 'Korean (EUC-KR)',
} as const

export type Encoding = keyof typeof encodingNames

export const encodings = Object.keys(encodingNames) as [Encoding, ...Encoding[]]
