// What a picture is, and how large, from its first bytes. Names and content types are not believed. Pure.

export interface Sniffed {
  mimeType: string
  /** As shown, with the rotation of a camera applied. Null where the bytes at hand do not say. */
  size: { width: number; height: number } | null
}

/** Null for whatever is not a picture. @param bytes the beginning of a file: 64 KB tell the size of almost all */
export function sniffImage(bytes: Buffer): Sniffed | null {
  const ascii = (from: number, to: number) => bytes.toString('latin1', from, to)
  const of = (mimeType: string, read: () => Sniffed['size']): Sniffed => ({ mimeType, size: attempt(read) })
  if (ascii(0, 8) === '\x89PNG\r\n\x1a\n') return of('image/png', () => pngSize(bytes))
  if (ascii(0, 3) === '\xff\xd8\xff') return of('image/jpeg', () => jpegSize(bytes))
  if (/^GIF8[79]a/.test(ascii(0, 6)))
    return of('image/gif', () => positive(bytes.readUInt16LE(6), bytes.readUInt16LE(8)))
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return of('image/webp', () => webpSize(bytes))
  if (ascii(4, 8) === 'ftyp') {
    const brands = ascii(8, Math.min(bytes.readUInt32BE(0), 64))
    if (/avi[fs]/.test(brands)) return of('image/avif', () => heifSize(bytes))
    if (/hei[cxms]|hev[cx]|mif1|msf1/.test(brands)) return of('image/heic', () => heifSize(bytes))
    return null
  }
  return isSvg(bytes) ? { mimeType: 'image/svg+xml', size: null } : null
}

/** A file that was cut short ends in the middle of a number. */
function attempt(read: () => Sniffed['size']): Sniffed['size'] {
  try {
    return read()
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function positive(width: number, height: number): Sniffed['size'] {
  return width > 0 && height > 0 ? { width, height } : null
}

/** https://www.w3.org/TR/png-3/#11IHDR */
function pngSize(bytes: Buffer): Sniffed['size'] {
  return bytes.toString('latin1', 12, 16) === 'IHDR'
    ? positive(bytes.readUInt32BE(16), bytes.readUInt32BE(20))
    : null
}

/** Segment by segment to the frame header, of which progressive and lossless pictures have other ones. */
function jpegSize(bytes: Buffer): Sniffed['size'] {
  let isTurned = false
  let at = 2
  for (;;) {
    // Any number of fill bytes may stand before a marker.
    if (bytes.readUInt8(at) !== 0xff) return null
    while (bytes.readUInt8(at) === 0xff) at++
    const marker = bytes.readUInt8(at++)
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) continue
    if (marker === 0xd9 || marker === 0xda) return null
    const length = bytes.readUInt16BE(at)
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      const [height, width] = [bytes.readUInt16BE(at + 3), bytes.readUInt16BE(at + 5)]
      return isTurned ? positive(height, width) : positive(width, height)
    }
    if (marker === 0xe1) isTurned ||= exifOrientation(bytes.subarray(at + 2, at + length)) >= 5
    at += length
  }
}

/** 5 to 8: width and height change places when it is shown. 1 where nothing is said. */
function exifOrientation(segment: Buffer): number {
  if (segment.toString('latin1', 0, 6) !== 'Exif\0\0' || segment.length < 16) return 1
  const tiff = segment.subarray(6)
  const isLittle = tiff.toString('latin1', 0, 2) === 'II'
  const short = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const directory = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  if (directory + 2 > tiff.length) return 1
  const entries = short(directory)
  for (let i = 0; i < entries; i++) {
    const at = directory + 2 + i * 12
    if (at + 12 > tiff.length) return 1
    if (short(at) === 0x0112) return short(at + 8)
  }
  return 1
}

/** https://developers.google.com/speed/webp/docs/riff_container */
function webpSize(bytes: Buffer): Sniffed['size'] {
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return positive(bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff)
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21)
      return positive((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1)
    }
    case 'VP8X':
      return positive(bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1)
    default:
      return null
  }
}

/** Boxes in boxes. The largest of the sizes is the picture; the others are its tiles and its thumbnail. */
function heifSize(bytes: Buffer): Sniffed['size'] {
  const meta = findBoxes(bytes, 'meta')[0]?.subarray(4)
  const properties = findBoxes(findBoxes(meta, 'iprp')[0], 'ipco')[0]
  const sizes = findBoxes(properties, 'ispe').map(
    (box) => [box.readUInt32BE(4), box.readUInt32BE(8)] as const,
  )
  const [width, height] = sizes.sort((a, b) => b[0] * b[1] - a[0] * a[1])[0] ?? [0, 0]
  const isTurned = findBoxes(properties, 'irot').some((box) => box.readUInt8(0) % 2 === 1)
  return isTurned ? positive(height, width) : positive(width, height)
}

function findBoxes(bytes: Buffer | undefined, type: string): Buffer[] {
  const found: Buffer[] = []
  for (let at = 0; bytes && at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    if (bytes.toString('latin1', at + 4, at + 8) === type) found.push(bytes.subarray(at + 8, at + length))
    if (length < 8) break
    at += length
  }
  return found
}

function isSvg(bytes: Buffer): boolean {
  const text = bytes.toString('utf8', 0, 4096).replace(/^\uFEFF/, '')
  const start = text
    .replace(/<\?xml[^>]*\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>[]*(\[[\s\S]*?\])?[^>]*>/gi, '')
    .trimStart()
  return /^<(\w+:)?svg[\s>]/i.test(start)
}
