import type { Session } from '../session';
import { SEVERITIES } from '../report/words';
import { withSetting, type SettingsView } from './document';

const of = (event: Event) => (event.currentTarget as HTMLSelectElement | HTMLInputElement).value;

/** The settings that are one value each. */
export function General({ session, view }: { session: Session; view: SettingsView }) {
  const set = (key: string, value: unknown) =>
    session.setSettings(withSetting(session.store.get().settings, [key], value === '' ? undefined : value));
  return (
    <>
      <label class="field">
        Routers, at least
        <input
          type="number"
          min={1}
          max={1000}
          placeholder="2"
          value={view.minimumRouters ?? ''}
          onInput={(event) => {
            const number = Number.parseInt(of(event), 10);
            set('minimumRouters', number >= 1 ? number : undefined);
          }}
        />
      </label>
      <fieldset>
        <legend>In the cluster, at admission</legend>
        <label class="field">
          Deny from
          <select value={view.denyAt ?? ''} onChange={(event) => set('denyAt', of(event))}>
            <option value="">medium (default)</option>
            {SEVERITIES.map((severity) => (
              <option key={severity} value={severity}>
                {severity}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          Where it cannot be told
          <select value={view.onUnknown ?? ''} onChange={(event) => set('onUnknown', of(event))}>
            <option value="">warn (default)</option>
            <option value="warn">warn</option>
            <option value="deny">deny</option>
          </select>
        </label>
        <p class="hint">They change nothing on this page. What else Kubewarden takes, write in the file.</p>
      </fieldset>
    </>
  );
}
