// Which addresses lead into someone's network instead of the internet. Pure.
import { BlockList, isIPv4, isIPv6 } from 'node:net'

export type AddressKind =
  | 'public'
  /** Of this machine or of a network behind it: only for hosts that the owner has named. */
  | 'private'
  /** Where clouds hand out credentials, and addresses of one cable: for nobody. */
  | 'forbidden'

const forbiddenRanges: [network: string, bits: number, family: 'ipv4' | 'ipv6'][] = [
  ['169.254.0.0', 16, 'ipv4'],
  ['100.100.100.200', 32, 'ipv4'],
  ['168.63.129.16', 32, 'ipv4'],
  ['0.0.0.0', 8, 'ipv4'],
  ['224.0.0.0', 4, 'ipv4'],
  ['240.0.0.0', 4, 'ipv4'],
  ['fd00:ec2::254', 128, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
  ['::', 128, 'ipv6'],
]

/** https://www.iana.org/assignments/iana-ipv4-special-registry */
const privateRanges: [network: string, bits: number][] = [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
]

/** Inside 2000::/3, where the rest is the internet. https://www.iana.org/assignments/iana-ipv6-special-registry */
const privateIPv6Ranges: [network: string, bits: number][] = [
  ['2001::', 23], // Teredo among them, which can hide any IPv4 address
  ['2001:db8::', 32],
  ['3fff::', 20],
]

const forbidden = new BlockList()
for (const [network, bits, family] of forbiddenRanges) forbidden.addSubnet(network, bits, family)
const privateNet = new BlockList()
for (const [network, bits] of privateRanges) privateNet.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of privateIPv6Ranges) privateNet.addSubnet(network, bits, 'ipv6')
const internet = new BlockList()
internet.addSubnet('2000::', 3, 'ipv6')

/** @param address as a resolver gives it, perhaps with a zone (`fe80::1%eth0`) */
export function kindOfAddress(address: string): AddressKind {
  const [plain = ''] = address.split('%')
  if (isIPv4(plain)) return kindOfIPv4(plain)
  if (!isIPv6(plain)) return 'forbidden'
  if (forbidden.check(plain, 'ipv6')) return 'forbidden'
  const inner = embeddedIPv4(groupsOf(plain))
  if (inner !== undefined) return kindOfIPv4(inner)
  return internet.check(plain, 'ipv6') && !privateNet.check(plain, 'ipv6') ? 'public' : 'private'
}

function kindOfIPv4(address: string): AddressKind {
  if (forbidden.check(address, 'ipv4')) return 'forbidden'
  return privateNet.check(address, 'ipv4') ? 'private' : 'public'
}

/** IPv4 in IPv6: mapped, compatible, translated (NAT64) and 6to4. What it leads to is what counts. */
function embeddedIPv4(groups: number[]): string | undefined {
  const isZero = (from: number, to: number) => groups.slice(from, to).every((group) => group === 0)
  const inLast = (isZero(0, 5) && [0, 0xffff].includes(groups[5]!)) || isTranslated(groups)
  if (inLast) return dotted(groups[6]!, groups[7]!) === '0.0.0.1' ? undefined : dotted(groups[6]!, groups[7]!)
  return groups[0] === 0x2002 ? dotted(groups[1]!, groups[2]!) : undefined
}

function isTranslated(groups: number[]): boolean {
  return groups[0] === 0x64 && groups[1] === 0xff9b && groups.slice(2, 6).every((group) => group === 0)
}

function dotted(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

function groupsOf(address: string): number[] {
  const hex = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts: string[]) => {
    const [a, b, c, d] = parts.slice(0, 4).map(Number) as [number, number, number, number]
    return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
  })
  const [head = '', tail] = hex.split('::')
  const read = (text: string) =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16))
  if (tail === undefined) return read(head)
  const [first, last] = [read(head), read(tail)]
  return [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last]
}
