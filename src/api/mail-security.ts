// How mail may travel to the server of the owner; without schemas, since screens load it.

export const mailSecurities = {
  tls: 'TLS from the start',
  starttls: 'STARTTLS',
  none: 'None: what is sent can be read on the way',
} as const
