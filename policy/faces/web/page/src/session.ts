import type { Report, ReviewInput } from 'workflow-readiness';
import type { Arrival, Arrivals, GivenFile, Role } from './input/files';
import { roleOf } from './input/files';
import { toldLeftOut } from './input/read';
import { examples, ownBytes, type Example } from './own-files';
import { plural } from './parts/plural';
import { read, safelyMendable, type FindingOf } from './report/findings';
import { withRefused } from './report/refused';
import { spoken } from './report/words';
import { Reviewer } from './review/reviewer';
import { EMPTY, type Notice, type Options, type State } from './state';
import { Store } from './store';
import { diagnostics } from './text/diagnostics';
import { Documents } from './text/documents';

/** What the page holds, and what can be done with it. Nothing of it outlives the page. */
export class Session {
  readonly store = new Store<State>(EMPTY);
  readonly documents = new Documents(
    (name) => this.#edited(name),
    (name) => this.#diagnostics(name),
  );
  readonly reviewer = new Reviewer({
    input: () => this.#input(),
    status: (status) => this.store.set({ status }),
    report: (report) => this.#reported(report),
    problems: (problems) => this.store.set({ problems }),
    catalogue: (catalogue) => this.store.set({ catalogue }),
  });
  #notices = 0;
  /** What is being reviewed, and what the report is of. */
  #handedOver: GivenFile[] = [];
  #reviewed: GivenFile[] = [];
  #whenReported = () => {};

  #diagnostics(name: string) {
    const { report } = this.store.get();
    return report ? diagnostics(name, report, this.documents, (finding) => this.applyFix(finding)) : [];
  }

  #edited(name: string): void {
    const { files } = this.store.get();
    if (!files.find((file) => file.name === name)?.changed) {
      this.store.set({ files: files.map((file) => (file.name === name ? { ...file, changed: true } : file)) });
    }
    this.reviewer.soon();
  }

  #input(): ReviewInput | undefined {
    const { files, options, settings } = this.store.get();
    const readable = files.filter((file) => !file.refused && !this.documents.isEmpty(file.name));
    if (readable.length === 0 && files.every((file) => !file.refused)) return undefined;
    this.#handedOver = readable;
    return {
      ...inRoles(readable, (name) => this.documents.handOver(name)),
      ...(settings.trim() ? { settings } : {}),
      ...(options.distribution ? { distribution: options.distribution } : {}),
      ...(options.namespace.trim() ? { namespace: options.namespace.trim() } : {}),
      ...(options.workflowVersion.trim() ? { workflowVersion: options.workflowVersion.trim() } : {}),
    };
  }

  #reported(report: Report | undefined): void {
    if (!report) {
      this.store.set({ report: undefined, problems: [], current: undefined });
      this.documents.showDiagnostics();
      return;
    }
    this.#reviewed = this.#handedOver;
    this.documents.settle(this.#reviewed.map((file) => file.name));
    const whole = withRefused(report, this.store.get().files);
    this.store.set({ report: read(whole) });
    this.documents.showDiagnostics();
    this.announce(spoken(whole));
    setTimeout(this.#whenReported, 50);
    this.#whenReported = () => {};
  }

  announce(announcement: string): void {
    if (this.store.get().announcement !== announcement) this.store.set({ announcement });
  }

  notify(text: string, tone: Notice['tone'] = 'info'): void {
    const notice = { id: ++this.#notices, text, tone };
    this.store.set({ notices: [...this.store.get().notices.slice(-2), notice] });
  }

  dismiss(id: number): void {
    this.store.set({ notices: this.store.get().notices.filter((notice) => notice.id !== id) });
  }

  /** Adds files; one that is there already gives way to the new one. */
  add({ files: arrived, leftOut }: Arrivals): void {
    const told = toldLeftOut(leftOut);
    if (told) this.notify(told);
    if (arrived.length === 0) {
      if (!told) this.notify('Nothing was given: drop or choose YAML or JSON files, or a folder of them.');
      return;
    }
    const files = [...this.store.get().files];
    for (const one of arrived) this.#place(files, one);
    const open = arrived.find((one) => one.text !== undefined)?.name ?? arrived[0]!.name;
    this.store.set({ files, open });
    // Whoever hands something in waits for the verdict. The editor draws the text behind it, or when a review takes long.
    const late = new Promise((done) => setTimeout(done, 120));
    void Promise.race([this.reviewer.now(), late]).finally(() =>
      setTimeout(() => {
        this.documents.open(open);
        this.store.set({ drawn: true });
      }),
    );
  }

  #place(files: GivenFile[], { name, text, refused }: Arrival): void {
    const place = files.findIndex((file) => file.name === name);
    const role = place >= 0 && text !== undefined ? files[place]!.role : roleOf(name, text ?? '');
    const file: GivenFile = { name, role, changed: false, ...(refused ? { refused } : {}) };
    if (text === undefined) this.documents.remove(name);
    else this.documents.add(name, text);
    if (place < 0) files.push(file);
    else files[place] = file;
  }

  /** Adds text that has no file: pasted, or to be typed. */
  addText(text: string): void {
    const taken = new Set(this.store.get().files.map((file) => file.name));
    let number = 1;
    while (taken.has(`pasted-${number}.yaml`)) number++;
    const name = `pasted-${number}.yaml`;
    this.add({ files: [{ name, text }], leftOut: new Map() });
    this.store.set({ half: 'text' });
  }

  async addExample(example: Example): Promise<void> {
    try {
      const files = await Promise.all(
        example.files.map(async ({ name, url }) => ({ name, text: new TextDecoder().decode(await ownBytes(url)) })),
      );
      const known = new Set(examples.flatMap((one) => one.files.map((file) => file.name)));
      // An example takes the place of another one that nobody has changed.
      for (const file of this.store.get().files) if (known.has(file.name) && !file.changed) this.#forget(file.name);
      this.add({ files, leftOut: new Map() });
      this.store.set({ half: 'report' });
    } catch {
      this.notify('The example could not be loaded: its file is not beside the page.', 'bad');
    }
  }

  #forget(name: string): void {
    this.documents.remove(name);
    const { files, open } = this.store.get();
    const rest = files.filter((file) => file.name !== name);
    this.store.set({ files: rest, open: open === name ? undefined : open });
  }

  removeFile(name: string): void {
    this.#forget(name);
    const { files, open } = this.store.get();
    if (open === undefined && files[0]) this.open(files[0].name);
    if (files.length === 0) this.clear();
    else void this.reviewer.now();
  }

  setRole(name: string, role: Role): void {
    this.store.set({ files: this.store.get().files.map((file) => (file.name === name ? { ...file, role } : file)) });
    void this.reviewer.now();
  }

  setOptions(options: Partial<Options>): void {
    this.store.set({ options: { ...this.store.get().options, ...options } });
    this.reviewer.soon();
  }

  setSettings(settings: string, nameless = this.store.get().nameless): void {
    this.store.set({ settings, nameless, settingsChanged: settings !== '' });
    if (this.store.get().files.length > 0) this.reviewer.soon();
    void this.reviewer.checkSettings(settings).then((settingsProblems) => {
      if (this.store.get().settings === settings) this.store.set({ settingsProblems });
    });
  }

  saved(name: string): void {
    const files = this.store.get().files.map((file) => (file.name === name ? { ...file, changed: false } : file));
    this.store.set({ files });
  }

  open(name: string): void {
    this.documents.open(name);
    this.store.set({ open: name });
  }

  /** Brings a finding into sight in its text. */
  show(finding: FindingOf, focus = true): void {
    const { source } = finding.result;
    this.store.set({ current: finding.key });
    if (!source || !this.documents.has(source.file)) return;
    this.goTo(source.file, source.start.utf16 ?? source.start.offset, source.end.utf16 ?? source.end.offset, focus);
  }

  goTo(name: string, from: number, to: number, focus = true): void {
    this.store.set({ open: name, half: 'text' });
    requestAnimationFrame(() => this.documents.select(name, from, to, focus));
  }

  /** Applies the fix of one finding. */
  applyFix(finding: FindingOf): void {
    const edits = finding.result.remediation?.edits ?? [];
    this.#apply(edits);
    const [first] = edits;
    if (!first || !this.documents.has(first.file)) return;
    // The change is brought into sight; the focus stays where it is.
    this.store.set({ open: first.file });
    const place = first.start.utf16 ?? first.start.offset;
    this.documents.select(first.file, place, place, false);
  }

  /** Applies every fix that is safe, as few edits as they need together. */
  async applySafe(): Promise<void> {
    const { report } = this.store.get();
    if (!report) return;
    const results = safelyMendable(report.findings).map((finding) => finding.result);
    const input = inRoles(this.#reviewed, (name) => this.documents.reviewed(name)?.toString() ?? '');
    this.#apply(await this.reviewer.fix(input, results));
  }

  #apply(edits: Parameters<Documents['apply']>[0]): void {
    const { edits: applied, stale } = this.documents.apply(edits);
    const undo = 'Undo takes it back, in the text.';
    if (stale > 0) this.notify('The text was changed there since the review. It is being reviewed again; then apply the fix.');
    if (applied > 0) this.announce(`${plural(applied, 'change')} applied to the text. ${undo}`);
    // The button goes with the finding; the focus must not go with it.
    this.#whenReported = () => {
      if (document.activeElement === document.body) document.getElementById('report')?.focus();
    };
    void this.reviewer.now();
  }

  /** Forgets every text and the report, and ends the worker with all that it held. */
  clear(): void {
    this.documents.clear();
    this.reviewer.clear();
    const { settings, settingsProblems, settingsChanged, nameless, catalogue, filter } = this.store.get();
    const kept = { settings, settingsProblems, settingsChanged, nameless, catalogue, filter };
    this.store.set({ ...EMPTY, ...kept, status: { kind: 'idle' } });
    this.announce('Cleared: files, report and worker are gone.');
  }
}

/** The texts of files, as what they are read. */
function inRoles(files: GivenFile[], textOf: (name: string) => string): Pick<ReviewInput, 'files' | 'values'> {
  const ofRole = (role: Role) =>
    files.filter((file) => file.role === role).map(({ name }) => ({ name, text: textOf(name) }));
  const values = ofRole('values');
  return { files: ofRole('manifest'), ...(values.length > 0 ? { values } : {}) };
}
