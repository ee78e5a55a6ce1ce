// What is said of a link: a file at a web address.
import { z } from 'zod'

export const linkConfigSchema = z.object({
  url: z
    .url({ protocol: /^https?$/, error: 'Write the whole address, from https:// on.' })
    .max(4_000)
    .refine((text) => {
      const url = URL.parse(text)
      return url === null || (url.username === '' && url.password === '')
    }, 'Leave name and password out of the address, and give them as the login.')
    .meta({ title: 'Address', description: 'Of the file itself, not of a page that shows it.' }),
  userName: z
    .string()
    .max(200)
    .regex(/^[^:\p{Cc}]*$/u, 'A user name has no colon.')
    .default('')
    .meta({ title: 'User name', description: 'Where the address asks for a login (basic authentication).' }),
  headerName: z
    .string()
    .max(100)
    .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]*$/, 'The name of a header has letters, digits and dashes.')
    .refine(
      (name) => !['host', 'content-length', 'connection', 'transfer-encoding'].includes(name.toLowerCase()),
      'This header is ours to send.',
    )
    .default('')
    .meta({
      title: 'Header',
      description: 'Such as Authorization or X-Api-Key, where the address asks for one.',
    }),
})
export type LinkConfig = z.infer<typeof linkConfigSchema>
