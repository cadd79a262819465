// Drives the simulated GitHub with GitHub's own client for JavaScript, and says at the first thing that is not as it
// should be what that is. Started by OctokitIT: MODULES API TOKEN OWNER REPOSITORY SHA SECRET SIGNATURE BODY-FILE
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [modules, baseUrl, auth, owner, repo, sha, secret, signature, bodyFile] = process.argv.slice(2);
// They lie elsewhere than this file, where Node.js does not look by itself.
const load = (name) => {
  const home = `${modules}/node_modules/${name}`;
  const { exports } = JSON.parse(readFileSync(`${home}/package.json`, 'utf8'));
  return import(pathToFileURL(`${home}/${(exports['.'].node ?? exports['.']).import}`));
};
const { Octokit } = await load('@octokit/rest');
const { verify } = await load('@octokit/webhooks-methods');
const at = { owner, repo };
const log = { debug() {}, info() {}, warn() {}, error() {} };
const octokit = new Octokit({ auth, baseUrl, log });

const status = async (promise) => {
  try {
    return (await promise).status;
  } catch (error) {
    return error.status;
  }
};

assert.equal((await octokit.users.getAuthenticated()).data.login, 'ada');
assert.equal(await status(new Octokit({ auth: 'wrong', baseUrl, log }).repos.get(at)), 401);
assert.equal((await octokit.repos.get(at)).data.permissions.push, true);

for (let i = 0; i < 5; i++) {
  await octokit.issues.create({ ...at, title: `Issue ${i}`, body: 'Text' });
}
const all = await octokit.paginate(octokit.issues.listForRepo, { ...at, per_page: 2, direction: 'asc' });
assert.deepEqual(all.map((issue) => issue.title), [0, 1, 2, 3, 4].map((i) => `Issue ${i}`));

await octokit.issues.addLabels({ ...at, issue_number: 1, labels: ['colony', 'bug'] });
await octokit.issues.removeLabel({ ...at, issue_number: 1, name: 'bug' });
assert.deepEqual((await octokit.issues.get({ ...at, issue_number: 1 })).data.labels.map((label) => label.name), ['colony']);
const events = await octokit.paginate(octokit.issues.listEvents, { ...at, issue_number: 1 });
assert.deepEqual(events.map((event) => event.event), ['labeled', 'labeled', 'unlabeled']);
const comment = await octokit.issues.createComment({ ...at, issue_number: 1, body: 'Hello' });
await octokit.issues.updateComment({ ...at, comment_id: comment.data.id, body: 'Hello again' });
await octokit.reactions.createForIssueComment({ ...at, comment_id: comment.data.id, content: 'eyes' });
const comments = await octokit.issues.listComments({ ...at, issue_number: 1 });
assert.equal(comments.data[0].body, 'Hello again');
assert.equal(comments.data[0].reactions.eyes, 1);

const first = await octokit.issues.get({ ...at, issue_number: 1 });
assert.equal(await status(octokit.issues.get({ ...at, issue_number: 1, headers: { 'if-none-match': first.headers.etag } })), 304);

// The branch 'feature' was pushed by git.
assert.equal((await octokit.git.getRef({ ...at, ref: 'heads/feature' })).data.object.sha, sha);
const pull = await octokit.pulls.create({ ...at, title: 'Feature', head: 'feature', base: 'main' });
const number = pull.data.number;
assert.equal(await status(octokit.pulls.create({ ...at, title: 'Feature', head: 'feature', base: 'main' })), 422);
assert.equal((await octokit.pulls.list({ ...at, head: `${owner}:feature`, state: 'all' })).data.length, 1);
assert.equal(await status(octokit.pulls.createReview({ ...at, pull_number: number, event: 'APPROVE' })), 422);
await octokit.pulls.createReview({ ...at, pull_number: number, event: 'COMMENT', body: 'Looks fine.' });
await octokit.repos.createCommitStatus({ ...at, sha, state: 'success', context: 'ci' });
assert.equal((await octokit.repos.getCombinedStatusForRef({ ...at, ref: sha })).data.state, 'success');
const merge = (expected) => octokit.pulls.merge({ ...at, pull_number: number, sha: expected, merge_method: 'squash' });
assert.equal(await status(merge('0'.repeat(40))), 409);
assert.equal((await merge(sha)).data.merged, true);
assert.equal(await status(merge(sha)), 405);
assert.equal((await octokit.pulls.get({ ...at, pull_number: number })).data.merged, true);

const body = readFileSync(bodyFile, 'utf8');
assert.equal(await verify(secret, body, signature), true);
assert.equal(await verify(secret, `${body} `, signature), false);
console.log('proved');
