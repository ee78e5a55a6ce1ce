// Test helper: the beginnings of pictures of each format, by hand from their specifications.

const text = (words: string) => Buffer.from(words, 'latin1')

export function bytes(...parts: (string | number | Buffer)[]): Buffer {
  return Buffer.concat(
    parts.map((part) => {
      if (typeof part === 'string') return text(part)
      return typeof part === 'number' ? Buffer.from([part]) : part
    }),
  )
}

export function be16(value: number): Buffer {
  return Buffer.from([value >> 8, value & 255])
}

export function be32(value: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt32BE(value)
  return buffer
}

export function le(value: number, length: number): Buffer {
  const buffer = Buffer.alloc(length)
  buffer.writeUIntLE(value, 0, length)
  return buffer
}

export function png(width: number, height: number): Buffer {
  return bytes('\x89PNG\r\n\x1a\n', be32(13), 'IHDR', be32(width), be32(height), Buffer.alloc(5))
}

export function gif(width: number, height: number): Buffer {
  return bytes('GIF89a', le(width, 2), le(height, 2))
}

/** @param frame `0xc0` baseline, `0xc2` progressive */
export function jpeg(width: number, height: number, { frame = 0xc0, orientation = 0 } = {}): Buffer {
  const exif = orientation === 0 ? Buffer.alloc(0) : exifSegment(orientation)
  const tables = bytes(0xff, 0xdb, be16(67), Buffer.alloc(65), 0xff, 0xc4, be16(4), 0, 0)
  const header = bytes(0xff, 0xff, frame, be16(17), 8, be16(height), be16(width), Buffer.alloc(10))
  return bytes(0xff, 0xd8, 0xff, 0xe0, be16(16), 'JFIF\0', Buffer.alloc(9), exif, tables, header)
}

function exifSegment(orientation: number): Buffer {
  const entry = bytes(be16(0x0112), be16(3), be32(1), be16(orientation), be16(0))
  const other = bytes(be16(0x010f), be16(3), be32(1), be32(0))
  const body = bytes('Exif\0\0', 'MM', be16(42), be32(8), be16(2), other, entry, be32(0))
  return bytes(0xff, 0xe1, be16(body.length + 2), body)
}

function riff(chunk: string, ...data: (number | Buffer)[]): Buffer {
  const body = bytes(...data)
  return bytes('RIFF', le(body.length + 12, 4), 'WEBP', chunk, le(body.length, 4), body)
}

export const webp = {
  lossy: (width: number, height: number) =>
    riff('VP8 ', 0, 0, 0, 0x9d, 0x01, 0x2a, le(width | 0x4000, 2), le(height, 2)),
  lossless: (width: number, height: number) => riff('VP8L', 0x2f, le((width - 1) | ((height - 1) << 14), 4)),
  extended: (width: number, height: number) =>
    riff('VP8X', 0x10, 0, 0, 0, le(width - 1, 3), le(height - 1, 3)),
}

function box(type: string, ...parts: (string | number | Buffer)[]): Buffer {
  const body = bytes(...parts)
  return bytes(be32(body.length + 8), type, body)
}

/** A picture of tiles with a thumbnail, as telephones write them. */
export function heif(brand: string, width: number, height: number, { turned = false } = {}): Buffer {
  const size = (w: number, h: number) => box('ispe', be32(0), be32(w), be32(h))
  const sizes = [size(16, 12), size(width, height), size(64, 64)]
  const properties = box('ipco', ...sizes, ...(turned ? [box('irot', 1)] : []))
  const meta = box('meta', be32(0), box('hdlr', Buffer.alloc(20)), box('iprp', properties))
  return bytes(box('ftyp', brand, be32(0), 'mif1'), meta)
}
