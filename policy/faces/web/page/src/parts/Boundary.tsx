import { Component, type ComponentChildren } from 'preact';

interface Properties {
  what: string;
  children: ComponentChildren;
}

/** Where drawing fails, a sentence and a way out stand there, and the rest of the page goes on. */
export class Boundary extends Component<Properties, { broken: boolean }> {
  override state = { broken: false };

  static override getDerivedStateFromError() {
    return { broken: true };
  }

  override render({ what, children }: Properties, { broken }: { broken: boolean }) {
    if (!broken) return children;
    return (
      <section class="pane broken" role="alert">
        <p>The {what} could not be drawn. Nothing is lost: it is still held by this page.</p>
        <button type="button" class="button" onClick={() => this.setState({ broken: false })}>
          Draw it again
        </button>
      </section>
    );
  }
}
