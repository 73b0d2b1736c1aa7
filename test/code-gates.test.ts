/** Gates that read source code: each passes a clean folder. That their checks bite: slow/canaries.test.ts. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gateOn, openIn } from './support/gates';
import { Repository } from './support/repository';

/** A folder in which all of them pass. */
const clean = `
==> .gitignore <==
target/
node_modules/
==> Cargo.toml <==
[package]
name = "dock"
==> docs/SPEC_CURRENT.md <==
**Master_Spec_v1.0.md** and **Dock Codex v1.0.md**
==> Master_Spec_v1.0.md <==
# Spec
## 2.3 Login
A session MUST end.
==> Dock Codex v1.0.md <==
# Codex

### CX-102: One store
**Waiver**: None

\`\`\`gatehouse
pattern: sqlx::query
except: ['**/storage/**']
\`\`\`
==> docs/RUNBOOK_DEBUG.md <==
- AUTH-001: wrong password
==> migrations/0001_users.sql <==
CREATE TABLE users (id TEXT);
==> migrations/0002_roles.sql <==
CREATE TABLE roles (id TEXT);
==> src/login.rs <==
/// Never \`unwrap()\` here.
pub fn login(store: &dyn Store, trace_id: &str) -> Result<User, LoginError> {
    store.find(trace_id).ok_or(LoginError::new("AUTH-001"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn logs_in() {
        super::login(&MockStore, "t").unwrap();
    }
}
==> src/storage/users.rs <==
pub fn add(trace_id: &str) {
    tracing::info!(trace_id, "add");
    run(sqlx::query("INSERT INTO users VALUES ($1)"));
}
==> tests/login.rs <==
fn main() {
    println!("{}", sqlx::query("SELECT 1 FROM t WHERE id = ?1").unwrap());
}
==> docs/task_packets/WP-1-Login.md <==
# WP-1-Login
- TASK_ID: WP-1-Login
- STATUS: In-Progress
- IN_SCOPE_PATHS:
  - src/login.rs
`;

const reading = ['scan', 'codex-check', 'dal-audit', 'llm-boundary', 'error-codes', 'traceability', 'git-hygiene', 'security'];

describe('each gate that reads code', () => {
  for (const name of reading) {
    it(`${name} passes a clean folder, and the scope of a packet in it`, async () => {
      const repository = new Repository();
      repository.commit('2026-01-05', clean);
      assert.deepEqual(openIn(await gateOn(repository.root, name)), []);
      assert.deepEqual(openIn(await gateOn(repository.root, name, 'WP-1-Login')), []);
      assert.deepEqual(openIn(await gateOn(repository.root, name, 'WP-9-Nobody')), ['scope fail']);
    });
  }
});
