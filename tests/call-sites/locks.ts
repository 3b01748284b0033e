// Web Locks of one browser in memory. A worker that is ended lets go of its locks, as in a browser.

type Run<T> = (lock: Lock | null) => Promise<T> | T;

interface Asked {
  lock: Lock;
  grant(): void;
}

export class KeptLocks {
  private held: Lock[] = [];
  private waiting: Asked[] = [];

  request<T>(name: string, run: Run<T>): Promise<T>;
  request<T>(name: string, options: LockOptions, run: Run<T>): Promise<T>;
  async request<T>(name: string, options: LockOptions | Run<T>, last?: Run<T>): Promise<T> {
    const run = typeof options === 'function' ? options : last;
    if (run === undefined) throw new TypeError('nothing to run');
    const { mode = 'exclusive', ifAvailable = false } = typeof options === 'function' ? {} : options;
    const lock: Lock = { name, mode };
    if (ifAvailable && !this.isFree(lock)) return run(null);
    await new Promise<void>((grant) => {
      this.waiting.push({ lock, grant });
      this.grantAll();
    });
    try {
      return await run(lock);
    } finally {
      this.held = this.held.filter((one) => one !== lock);
      this.grantAll();
    }
  }

  async query(): Promise<LockManagerSnapshot> {
    return { held: this.held, pending: this.waiting.map(({ lock }) => lock) };
  }

  /** Whoever held or waited has ended. */
  letGoAll(): void {
    this.held = [];
    this.waiting = [];
  }

  private grantAll(): void {
    for (const asked of [...this.waiting]) {
      if (!this.isFree(asked.lock)) return; // nobody overtakes
      this.waiting = this.waiting.filter((one) => one !== asked);
      this.held.push(asked.lock);
      asked.grant();
    }
  }

  private isFree({ name, mode }: Lock): boolean {
    return !this.held.some(
      (held) => held.name === name && (mode === 'exclusive' || held.mode === 'exclusive'),
    );
  }
}
