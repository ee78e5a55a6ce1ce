// What webhooks can be sent as; without schemas, since screens load it.

export const webhookFormats = {
  standard: 'Standard Webhooks',
  slack: 'Slack',
} as const
