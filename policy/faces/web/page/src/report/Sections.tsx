import type { InstallationReport, SectionReport } from 'workflow-readiness';
import { Capital } from '../parts/Foreign';
import { Mark } from '../parts/Mark';
import { plural } from '../parts/plural';
import type { FindingOf } from './findings';
import { sectionId } from './Installation';
import type { OpenSettings } from './ReportPane';
import { ADVICE_SECTIONS, STANDING } from './words';

interface Properties {
  installation: InstallationReport;
  bySection: Map<string, FindingOf[]>;
  openSettings: OpenSettings;
}

/** The guide's sections, and how each stands. */
export function Sections({ installation, bySection, openSettings }: Properties) {
  return (
    <ol class="sections">
      {installation.sections.map((section) => (
        <li key={section.id} class="section" data-section={section.id} data-standing={section.standing}>
          <Mark of={STANDING[section.standing]} />
          <p class="section-title">
            <a href={section.url} target="_blank" rel="noreferrer noopener">
              {section.title}
            </a>
            {ADVICE_SECTIONS.has(section.id) && <span class="tag">advice</span>}
          </p>
          <span class={`standing tone-${STANDING[section.standing].tone}`}>{STANDING[section.standing].word}</span>
          <span class="section-go">
            <Go section={section} {...{ installation, bySection, openSettings }} />
          </span>
          <p class="section-reason">
            <Capital text={section.reason} />
          </p>
        </li>
      ))}
    </ol>
  );
}

function Go({ section, installation, bySection, openSettings }: Properties & { section: SectionReport }) {
  const count = bySection.get(section.id)?.length ?? 0;
  const { namespace } = installation;
  const canAttest = section.standing === 'needs-review';
  return (
    <>
      {canAttest && (
        <button
          type="button"
          class="button small"
          onClick={() => openSettings({ attest: { section: section.id, namespace } })}
        >
          Attest<span class="off-screen"> {section.title}</span>
        </button>
      )}
      {count > 0 && (
        <button type="button" class="button small" onClick={() => jump(sectionId(namespace, section.id))}>
          {plural(count, 'finding')}
          <span class="off-screen"> of {section.title}</span>
        </button>
      )}
    </>
  );
}

function jump(id: string): void {
  const heading = document.getElementById(id);
  heading?.focus({ preventScroll: true });
  heading?.scrollIntoView({ block: 'start' });
}
