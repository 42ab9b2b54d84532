export type Theme = 'system' | 'light' | 'dark';

const KEY = 'theme';

export function theme(): Theme {
  const chosen = document.documentElement.dataset['theme'];
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

/** Sets the theme, and remembers it: the only thing that this page stores. */
export function setTheme(wanted: Theme): void {
  const root = document.documentElement;
  if (wanted === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = wanted;
  try {
    if (wanted === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, wanted);
  } catch {
    // Nothing is remembered, then.
  }
}
