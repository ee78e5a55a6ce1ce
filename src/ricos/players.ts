// Which frames are players Ricos has a node for, and their addresses in both directions: the page of a film or
// track, which Wix wants, and the player's address, which a browser shows.

interface Service {
  kind: 'video' | 'audio'
  /** Player address to page address. */
  embed: RegExp
  page: string
  /** Page address to player address. */
  pages: RegExp
  player: string
}

const SERVICES: readonly Service[] = [
  {
    kind: 'video',
    embed: /^https?:\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/([\w-]{6,})/,
    page: 'https://www.youtube.com/watch?v=$1',
    pages: /^https?:\/\/(?:(?:www\.|m\.)?youtube\.com\/watch\?(?:[^#]*&)?v=|youtu\.be\/)([\w-]{6,})/,
    player: 'https://www.youtube.com/embed/$1',
  },
  {
    kind: 'video',
    embed: /^https?:\/\/player\.vimeo\.com\/video\/(\d+)/,
    page: 'https://vimeo.com/$1',
    pages: /^https?:\/\/(?:www\.)?vimeo\.com\/(\d+)/,
    player: 'https://player.vimeo.com/video/$1',
  },
  {
    kind: 'video',
    embed: /^https?:\/\/(?:www\.)?dailymotion\.com\/embed\/video\/(\w+)/,
    page: 'https://www.dailymotion.com/video/$1',
    pages: /^https?:\/\/(?:www\.)?dailymotion\.com\/video\/(\w+)/,
    player: 'https://www.dailymotion.com/embed/video/$1',
  },
  {
    kind: 'audio',
    embed: /^https?:\/\/open\.spotify\.com\/embed\/(\w+\/\w+)/,
    page: 'https://open.spotify.com/$1',
    pages: /^https?:\/\/open\.spotify\.com\/(\w+\/\w+)/,
    player: 'https://open.spotify.com/embed/$1',
  },
]

const SOUNDCLOUD_PLAYER = /^https?:\/\/w\.soundcloud\.com\/player\/?\?/
const SOUNDCLOUD_PAGE = /^https?:\/\/(?:www\.|api\.)?soundcloud\.com\//

/** The page of the film or track a frame plays; `undefined` for any other frame. */
export function readPlayer(url: string): { kind: 'video' | 'audio'; url: string } | undefined {
  for (const { kind, embed, page, pages } of SERVICES) {
    const id = embed.exec(url)?.[1] ?? pages.exec(url)?.[1]
    if (id !== undefined && id !== 'videoseries') return { kind, url: page.replace('$1', id) }
  }
  if (!SOUNDCLOUD_PLAYER.test(url)) return undefined
  const track = URL.parse(url)?.searchParams.get('url')
  return track != null && SOUNDCLOUD_PAGE.test(track) ? { kind: 'audio', url: track } : undefined
}

/** The player's address for a page on one of these services; `undefined` for a file. */
export function playerOf(url: string): string | undefined {
  for (const { pages, player } of SERVICES) {
    const id = pages.exec(url)?.[1]
    if (id !== undefined) return player.replace('$1', id)
  }
  return SOUNDCLOUD_PAGE.test(url)
    ? `https://w.soundcloud.com/player/?url=${encodeURIComponent(url)}`
    : undefined
}
