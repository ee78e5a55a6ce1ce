// Mantine, told to look like us: one accent, quiet lines, 13 px text, 32 px controls.
import type * as Mantine from '@mantine/core'
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

const iris: MantineColorsTuple = [
  '#eeeefc',
  '#dcdcf9',
  '#bcbcf4',
  '#9d9df0',
  '#7c7cf0',
  '#605fe3',
  '#4b4acf',
  '#3f3eb8',
  '#343397',
  '#2b2b78',
]
const gray: MantineColorsTuple = [
  '#f8f8fa',
  '#f3f3f6',
  '#e7e7ec',
  '#d3d3db',
  '#b6b7c1',
  '#8b8e99',
  '#676a74',
  '#474a53',
  '#2c2e35',
  '#1a1b20',
]
const dark: MantineColorsTuple = [
  '#ededf0',
  '#bdbfc7',
  '#9699a4',
  '#6d707b',
  '#3a3c44',
  '#26272c',
  '#18191c',
  '#111214',
  '#0c0d0f',
  '#08090a',
]

const control = { size: 'sm' } as const

/** What `Component.extend` takes. */
type Look<C> = C extends { extend: (look: infer L) => unknown } ? L : never

/** By name alone: a component that is mentioned here as a value would be loaded with every screen. */
const components = {
  Button: {
    defaultProps: { size: 'sm' },
    vars: (_, props) => ({
      root:
        props.size === 'xs'
          ? { '--button-height': '28px', '--button-fz': '12px', '--button-padding-x': '10px' }
          : { '--button-height': '32px', '--button-fz': '13px', '--button-padding-x': '13px' },
    }),
    styles: { root: { fontWeight: 550 } },
  },
  ActionIcon: {
    defaultProps: { variant: 'subtle', color: 'gray', size: 28 },
  },
  Input: {
    vars: () => ({
      wrapper: { '--input-height': '32px', '--input-fz': '13px', '--input-padding': '10px' },
    }),
  },
  InputWrapper: {
    vars: () => ({
      label: { '--input-label-size': '13px' },
      error: { '--input-error-size': '12px' },
      success: {},
      description: { '--input-description-size': '12px' },
    }),
    styles: {
      label: { fontWeight: 550, marginBottom: 4 },
      description: { marginBottom: 6, lineHeight: 1.45 },
    },
  },
  TextInput: { defaultProps: control },
  PasswordInput: { defaultProps: control },
  Textarea: { defaultProps: control },
  Select: { defaultProps: { ...control, checkIconPosition: 'right' } },
  Autocomplete: { defaultProps: control },
  Checkbox: { defaultProps: control },
  SegmentedControl: {
    defaultProps: { size: 'xs' },
    // As high as a field beside it.
    vars: () => ({ root: { '--sc-padding': '3px 10px' } }),
  },
  Modal: {
    defaultProps: {
      centered: true,
      padding: 'lg',
      closeButtonProps: { 'aria-label': 'Close' },
      radius: 'lg',
      overlayProps: { backgroundOpacity: 0.35 },
      transitionProps: { duration: 120 },
    },
    styles: { title: { fontSize: 15, fontWeight: 600, letterSpacing: '-0.01em' } },
  },
  Menu: { defaultProps: { shadow: 'md', radius: 'md' } },
  Loader: { defaultProps: { size: 16 } },
  Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } } },
  Skeleton: { defaultProps: { radius: 'sm' } },
  Tabs: { defaultProps: { keepMounted: false } },
} satisfies { [Name in keyof typeof Mantine]?: Look<(typeof Mantine)[Name]> }

export const theme = createTheme({
  primaryColor: 'iris',
  primaryShade: { light: 6, dark: 5 },
  colors: { iris, gray, dark },
  black: '#1a1b20',
  fontFamily: 'var(--font-ui)',
  fontFamilyMonospace: 'var(--font-code)',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '19px' },
  lineHeights: { xs: '1.45', sm: '1.5', md: '1.5', lg: '1.4', xl: '1.3' },
  headings: {
    fontFamily: 'var(--font-ui)',
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '19px', lineHeight: '1.3' },
      h2: { fontSize: '15px', lineHeight: '1.4' },
      h3: { fontSize: '13px', lineHeight: '1.45' },
    },
  },
  spacing: { xs: '6px', sm: '10px', md: '16px', lg: '24px', xl: '36px' },
  radius: { xs: '4px', sm: '6px', md: '7px', lg: '10px', xl: '14px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components,
})

const shared = {
  '--input-bd': 'var(--line-strong)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-body': 'var(--bg)',
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-default-hover': 'var(--bg-hover)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-anchor': 'var(--accent-ink)',
}

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...shared, '--mantine-color-default': '#ffffff' },
  dark: { ...shared, '--mantine-color-default': 'var(--bg-raised)' },
})
