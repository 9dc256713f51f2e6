// Mixed with the colour of text: darker on light ground, lighter on dark.
const mixed = (colour: string) =>
  `color-mix(in srgb, ${colour} 68%, var(--bui-fg-primary))`;

/** Colours that tell lines and shares apart, on light and on dark ground. */
export const SERIES_COLOURS = [
  'var(--bui-fg-announcement)',
  mixed('#ea6a12'),
  mixed('#0fa386'),
  mixed('#8b5cf6'),
] as const;
