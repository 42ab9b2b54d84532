import type { Session } from '../session';
import { useStore } from '../store';

/** There is input, and no Workflow in it. */
export function NotFound({ session }: { session: Session }) {
  const values = useStore(session.store, (state) => state.files.some((file) => file.role === 'values'));
  return (
    <div class="card">
      <p>
        Nothing in the input is a component of Deis, Hephy or Drycc Workflow. Give it all that the platform's namespace holds:
      </p>
      <pre tabIndex={0}>
        <code>kubectl --namespace deis get all,secrets,configmaps,ingresses,poddisruptionbudgets -o yaml &gt; cluster.yaml</code>
      </pre>
      {!values && <p>If a file holds Helm values, say so above its text: read it as Helm values.</p>}
    </div>
  );
}
