import { say } from '#kernel/manifest';
import { useFrame } from '#platform/ui';
import type { Section } from '../rules/resume.ts';
import { sectionNames } from '../store/resume.ts';

/** The résumé as people read it: one part after the other, empty parts left out. */
export function ResumeSections({ sections }: { sections: readonly Section[] }) {
  const { locale } = useFrame();
  return <dl class="note-parts">{sections.map((section) => <div key={section.id}><dt>{say(sectionNames[section.id], locale)}</dt><dd>{section.lines.length === 1 ? section.lines[0] : <ul>{section.lines.map((line) => <li key={line}>{line}</li>)}</ul>}</dd></div>)}</dl>;
}
