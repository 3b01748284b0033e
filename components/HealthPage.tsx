import { type Facts, healthFacts, hints, LOG_COLUMNS, logRow } from '../lib/page/health-facts.ts';
import type { HealthProps } from '../lib/page/start-health.ts';
import type { LogEntry } from '../lib/store/schema.ts';
import { momentWords } from '../lib/words/dates.ts';
import { say } from '../lib/words/say.ts';

/** The page "How it is going": what is known of asking, of what is kept and of the browser, and the log. */
export function HealthPage({ health, wasCopied, refused, copy }: HealthProps) {
  const log = health.store?.log;
  return (
    <main class="health" data-health>
      <header class="masthead">
        <img class="sign" src="/icon/icon.svg" alt="" />
        <h1 class="product">{say('healthTitle')}</h1>
        <a class="link" href="/newtab.html#front-page">
          {say('openDashboard')}
        </a>
      </header>
      <Hints found={hints(health)} />
      <section class="copying" aria-label={say('copyAsText')}>
        <button type="button" class="button main" data-action="copy" onClick={copy}>
          {say('copyAsText')}
        </button>
        <p>
          {wasCopied && <b>{say('copied')}</b>} {say('healthHolds')}
        </p>
        {refused !== undefined && (
          <label class="refused">
            {say('copyRefused')}
            <textarea readOnly rows={12} spellcheck={false} value={refused} />
          </label>
        )}
      </section>
      <div class="parts">
        {healthFacts(health, momentWords).map((part) => (
          <Part key={part.title} {...part} />
        ))}
      </div>
      <section class="log">
        <h2 id="log">{say('logTitle')}</h2>
        {log === undefined && <p>{say('logUnreadable')}</p>}
        {log?.length === 0 && <p>{say('logEmpty')}</p>}
        {log !== undefined && log.length > 0 && <Log log={log} />}
      </section>
    </main>
  );
}

function Hints({ found }: { found: readonly string[] }) {
  if (found.length === 0)
    return (
      <p class="status" data-status="ok">
        {say('hintNone')}
      </p>
    );
  return (
    <section class="notice" data-hints aria-label={say('healthHints')}>
      <h2>{say('healthHints')}</h2>
      <ul>
        {found.map((hint) => (
          <li key={hint}>{hint}</li>
        ))}
      </ul>
    </section>
  );
}

function Part({ title, facts }: Facts) {
  return (
    <section>
      <h2>{title}</h2>
      <dl class="facts">
        {facts.map(([name, text], index) => [
          <dt key={`${index} name`}>{name}</dt>,
          <dd key={`${index} text`} dir="auto">
            {text}
          </dd>,
        ])}
      </dl>
    </section>
  );
}

/** Wide content in a region of its own, which scrolls by keyboard too (WCAG 1.4.10, 2.1.1). */
function Log({ log }: { log: readonly LogEntry[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard
    <section class="wide" aria-labelledby="log" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {LOG_COLUMNS.map((column) => (
              <th key={column} scope="col">
                {say(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {log.map((entry, index) => (
            <tr key={index} data-log={entry.reason} data-outcome={entry.outcome?.kind}>
              {logRow(entry, momentWords).map((text, column) => (
                <td key={LOG_COLUMNS[column]}>{text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
