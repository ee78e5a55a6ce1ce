// What the redirect service remembers.

export interface RedirectRecord {
  id: string
  siteId: string
  /** Path on the site, URL-encoded, without a slash at its end and without the prefix of its language. */
  from: string
  /** Path on the site, or an absolute URL. */
  to: string
  /** Matches everything under `from` and carries the rest of the path over. */
  groupRedirect: boolean
  /** Null: every language of the site. */
  language: string | null
  createdDate: string
  createdBy: number | 'person'
  /** The post whose change of slug made Wix write it. */
  postId?: string
  /** Sends nobody from then on (ms since 1970, the machine's clock), and is gone unless `staysListed`. */
  endsAtMs?: number
  /** Deleted, yet still in the list, as redirects of one language are. */
  staysListed?: boolean
}
