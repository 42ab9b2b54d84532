import { Capital } from '../parts/Foreign';
import type { Session } from '../session';
import { useStore } from '../store';
import { withSetting, type SettingsView } from './document';

/** What is done about single rules. */
export function Rules({ session, view }: { session: Session; view: SettingsView }) {
  const catalogue = useStore(session.store, (state) => state.catalogue);
  if (!catalogue) return <p>The rules are being loaded.</p>;
  const set = (id: string, event: Event) => {
    const action = (event.currentTarget as HTMLSelectElement).value || undefined;
    const path = action ? ['rules', id, 'action'] : ['rules', id];
    session.setSettings(withSetting(session.store.get().settings, path, action));
  };
  return (
    <fieldset>
      <legend>Single rules</legend>
      {catalogue.sections.map((section) => (
        <div key={section.id} role="group" aria-label={section.title}>
          <h3>{section.title}</h3>
          {catalogue.rules
            .filter((rule) => rule.section === section.id)
            .map((rule) => (
              <label key={rule.id} class="rule-setting">
                <span>
                  <code>{rule.id}</code> <span class="hint">{rule.severity}</span>
                  <br />
                  <Capital text={rule.title} />
                </span>
                <select value={view.rules.get(rule.id) ?? ''} onChange={(event) => set(rule.id, event)}>
                  <option value="">as the rule has it</option>
                  <option value="deny">a violation</option>
                  <option value="warn">advice</option>
                  <option value="off">off</option>
                </select>
              </label>
            ))}
        </div>
      ))}
    </fieldset>
  );
}
