interface Modifiers {
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

/** Whether a key came with Ctrl, Alt, ⌘ or Shift: then it is a shortcut, and not what the key alone does here. */
export function hasModifier({ ctrlKey, altKey, metaKey, shiftKey }: Modifiers): boolean {
  return ctrlKey || altKey || metaKey || shiftKey;
}
