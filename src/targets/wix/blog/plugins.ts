// Wix's plugins that a post may use.

/** Everything our documents may hold; what needs a plugin that is not listed is invalid, or lost by Wix's converter. */
export const plugins = [
  ...[
    'ACTION_BUTTON',
    'AUDIO',
    'CODE_BLOCK',
    'COLLAPSIBLE_LIST',
    'DIVIDER',
    'EMOJI',
    'FONT_FAMILY',
    'HEADING',
  ],
  ...[
    'HTML',
    'IMAGE',
    'INDENT',
    'LINE_SPACING',
    'LINK',
    'LINK_BUTTON',
    'TABLE',
    'TEXT_COLOR',
    'TEXT_HIGHLIGHT',
  ],
  ...['VIDEO'],
]
