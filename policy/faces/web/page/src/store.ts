import { useLayoutEffect, useState } from 'preact/hooks';

/** State that tells who listens when it changes. */
export class Store<S extends object> {
  readonly #listeners = new Set<() => void>();
  #state: S;

  constructor(state: S) {
    this.#state = state;
  }

  get(): S {
    return this.#state;
  }

  set(change: Partial<S>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of [...this.#listeners]) listener();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** A part of the state; the component is drawn anew when that part is another one. */
export function useStore<S extends object, T>(store: Store<S>, select: (state: S) => T): T {
  const [, redraw] = useState({});
  const value = select(store.get());
  useLayoutEffect(() => {
    let last = value;
    const look = () => {
      const next = select(store.get());
      if (Object.is(last, next)) return;
      last = next;
      redraw({});
    };
    look();
    return store.subscribe(look);
  });
  return value;
}
