/** Where one of the secrets is found, raw or encoded, whole or a long piece of it: "place: encoding". */
export function traceOf(secrets: string[], places: Record<string, string>): string[] {
  const found: string[] = []
  for (const secret of secrets) {
    // Base64 depends on the offset: the three beginnings cover every one.
    const base64 = [0, 1, 2].map((from) =>
      Buffer.from(secret.slice(from)).toString('base64').replace(/=+$/, '').slice(0, -2),
    )
    const forms: [string, string][] = [
      ['raw', secret],
      ['piece', secret.slice(-40)],
      ['hex', Buffer.from(secret).toString('hex')],
      ['url', encodeURIComponent(secret)],
      ...base64.map((text): [string, string] => ['base64', text]),
    ]
    for (const [place, text] of Object.entries(places))
      for (const [form, needle] of forms) if (text.includes(needle)) found.push(`${place}: ${form}`)
  }
  return found
}
