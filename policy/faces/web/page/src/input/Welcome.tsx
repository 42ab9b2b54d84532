import { CopyButton } from '../parts/CopyButton';
import type { Session } from '../session';

const EXPORTS = [
  {
    of: 'Deis or Hephy',
    line: 'kubectl --namespace deis get all,secrets,configmaps,ingresses,poddisruptionbudgets -o yaml > cluster.yaml',
  },
  {
    of: 'Drycc',
    line: 'kubectl --namespace drycc get all,secrets,configmaps,ingresses,poddisruptionbudgets,cronjobs,gateways.gateway.networking.k8s.io,listenersets,httproutes,certificates.cert-manager.io -o yaml > cluster.yaml',
  },
];

/** What to do first. */
export function Welcome({ session }: { session: Session }) {
  return (
    <div class="welcome">
      <div class="drop-here">
        <p class="drop-title">Drop manifests or Helm values here</p>
        <p>YAML or JSON, files or whole folders. Or paste, or take an example.</p>
      </div>
      <h3>From a running cluster</h3>
      <p>Save what the namespace holds, Secrets too: the report never shows their content.</p>
      {EXPORTS.map(({ of, line }) => (
        <figure key={of} class="command">
          <figcaption>{of}</figcaption>
          <pre tabIndex={0} role="group" aria-label={`Command for ${of}`}>
            <code>{line}</code>
          </pre>
          <CopyButton session={session} text={() => line} what={`the command for ${of}`} />
        </figure>
      ))}
      <h3>Before you install</h3>
      <p>
        Drop your <code>values.yaml</code>, or what <code>helm template</code> makes of it. A file without kinds is taken for
        values.
      </p>
    </div>
  );
}
