import type { Plan } from '../plan.ts';
import { openedPlan } from '../service/opened.ts';
import { attemptsTests } from './attempts.ts';
import { auditTests } from './audit.ts';
import { boxedHelper, boxesTests } from './boxes.ts';
import { certificatesHelper, mutualTlsTests } from './certificates.ts';
import { clientCredentialsTests } from './client-credentials.ts';
import { concurrencyTests } from './concurrency.ts';
import { configTests } from './config.ts';
import { contractTests } from './contract.ts';
import { cookiesTests } from './cookies.ts';
import { customTests } from './custom.ts';
import { databaseTests } from './database.ts';
import { decimalTests } from './decimal.ts';
import { decisionsTests } from './decisions.ts';
import { deliveriesTests } from './deliveries.ts';
import { discoveryTests } from './discovery.ts';
import { documentsTests } from './documents.ts';
import { dueTimesTests } from './due-times.ts';
import { emptyDatabasesTests } from './empty-databases.ts';
import { encryptedMessagesTests } from './encrypted-messages.ts';
import { encryptionTests } from './encryption.ts';
import { eventsTests } from './events.ts';
import { examplesFile } from './examples.ts';
import { failuresTests } from './failures.ts';
import { fixtureFile } from './fixture.ts';
import { foldersTests } from './folders.ts';
import { forgettingTests } from './forgetting.ts';
import { formValuesTests } from './form-values.ts';
import { formatsTests } from './formats.ts';
import { formsHelper } from './forms.ts';
import { formsTests } from './forms-hostile.ts';
import { graphqlAnswersTests } from './graphql-answers.ts';
import { hostileTests } from './hostile.ts';
import { idempotencyTests } from './idempotency.ts';
import { integrationsTests } from './integrations.ts';
import { invariantsTests } from './invariants.ts';
import { issuedTests } from './issued.ts';
import { keptFilesTests } from './kept-files.ts';
import { keysTests } from './keys.ts';
import { leftOutTests } from './left-out.ts';
import { limitsTests } from './limits.ts';
import { loadFile } from './load.ts';
import { mailTests } from './mail.ts';
import { maskTests } from './mask.ts';
import { mediaTypesTests } from './media-types.ts';
import { messageAlgorithmsTests } from './message-algorithms.ts';
import { messagesTests } from './messages.ts';
import { metricsTests } from './metrics.ts';
import { migrationsTests } from './migrations.ts';
import { multipartBodiesTests } from './multipart-bodies.ts';
import { numbersTests } from './numbers.ts';
import { operationTests } from './operation.ts';
import { operatorPagesTests } from './operator-pages.ts';
import { outsideTests } from './outside.ts';
import { ownershipTests } from './ownership.ts';
import { pagesTests } from './pages.ts';
import { parametersTests } from './parameters.ts';
import { passwordsTests } from './passwords.ts';
import { peopleTests } from './people.ts';
import { presentTests } from './present.ts';
import { problemsTests } from './problems.ts';
import { processTests } from './process.ts';
import { readerFile } from './reader.ts';
import { remoteFilesTests } from './remote-files.ts';
import { reportsTests } from './reports.ts';
import { resultFilesTests } from './result-files.ts';
import { retentionTests } from './retention.ts';
import { rowsTests } from './rows.ts';
import { scenariosTests } from './scenarios.ts';
import { scheduleRunsTests } from './schedule-runs.ts';
import { schedulesTests } from './schedules.ts';
import { scoresTests } from './scores.ts';
import { screenTests } from './screen.ts';
import { sealTests } from './seal.ts';
import { securityTests } from './security.ts';
import { serverTests } from './server.ts';
import { servingTests } from './serving.ts';
import { situationsTests } from './situations/situations-tests.ts';
import { snapshotsTests } from './snapshots.ts';
import { soapTests } from './soap.ts';
import { standInsTests } from './stand-ins.ts';
import { tasksTests } from './tasks.ts';
import { templatesTests } from './templates.ts';
import { textsTests } from './texts.ts';
import { timeLimitsTests } from './time-limits.ts';
import { timesTests } from './times.ts';
import { topicsTests } from './topics.ts';
import { upholdTests } from './uphold.ts';
import { uploadsTests } from './uploads.ts';
import { wireTests } from './wire.ts';
import { wirePartsTests } from './wire-parts.ts';
import { wiresTests } from './wires.ts';
import { workerTests } from './worker.ts';

/** The tests of the service; a file that would be empty is not made. */
export function testFiles(written: Plan): (readonly [path: string, text: string])[] {
  const plan = openedPlan(written);
  const files: (readonly [path: string, text: string | null])[] = [
    ['test/audit.test.ts', auditTests(plan)],
    ['test/boxed.ts', boxedHelper(plan)],
    ['test/boxes.test.ts', boxesTests(plan)],
    ['test/certificates.ts', certificatesHelper(plan)],
    ['test/concurrency.test.ts', concurrencyTests(plan)],
    ['test/config.test.ts', configTests(plan)],
    ['test/contract.test.ts', contractTests(plan)],
    ['test/cookies.test.ts', cookiesTests(plan)],
    ['test/custom.test.ts', customTests(plan)],
    ['test/database.test.ts', databaseTests()],
    ['test/decimal.test.ts', decimalTests(plan)],
    ['test/decisions.test.ts', decisionsTests(plan)],
    ['test/due-times.test.ts', dueTimesTests(plan)],
    ['test/discovery.test.ts', discoveryTests(plan)],
    ['test/deliveries.test.ts', deliveriesTests(plan)],
    ['test/embedded.test.ts', emptyDatabasesTests()],
    ['test/encryption.test.ts', encryptionTests(plan)],
    ['test/events.test.ts', eventsTests(plan)],
    ['test/examples.ts', examplesFile(plan)],
    ['test/fixture.ts', fixtureFile(plan)],
    ['test/failures.test.ts', plan.outside ? failuresTests(plan) : null],
    ['test/files.test.ts', keptFilesTests(plan)],
    ['test/folders.test.ts', foldersTests(plan)],
    ['test/forgetting.test.ts', forgettingTests(plan)],
    ['test/forms.test.ts', formsTests(plan)],
    ['test/forms.ts', formsHelper(plan)],
    ['test/formats.test.ts', formatsTests(plan)],
    ['test/hostile.test.ts', hostileTests(plan)],
    ['test/idempotency.test.ts', idempotencyTests(plan)],
    ['test/integrations.test.ts', integrationsTests(plan)],
    ['test/invariants.test.ts', invariantsTests(plan)],
    ['test/kafka.test.ts', topicsTests(plan)],
    ['test/mail.test.ts', mailTests(plan)],
    ['test/issued.test.ts', issuedTests(plan)],
    ['test/keys.test.ts', keysTests(plan)],
    ['test/limits.test.ts', limitsTests(plan)],
    ['test/load.ts', loadFile(plan)],
    ['test/mask.test.ts', maskTests(plan)],
    ['test/metrics.test.ts', metricsTests()],
    ['test/migrations.test.ts', migrationsTests(plan)],
    ['test/mtls.test.ts', mutualTlsTests(plan)],
    ['test/pages.test.ts', pagesTests(plan)],
    ['test/operation.test.ts', operationTests(plan)],
    ['test/outside.test.ts', outsideTests(plan)],
    ['test/ownership.test.ts', ownershipTests(plan)],
    ['test/parameters.test.ts', parametersTests(plan)],
    ['test/people.test.ts', peopleTests(plan)],
    ['test/problems.test.ts', problemsTests(plan)],
    ['test/process.test.ts', processTests(plan)],
    ['test/documents.test.ts', documentsTests(plan)],
    ['test/reader.ts', readerFile(plan)],
    ['test/report.test.ts', reportsTests(plan)],
    ['test/result-files.test.ts', resultFilesTests(plan)],
    ['test/retention.test.ts', retentionTests(plan)],
    ['test/score.test.ts', scoresTests(plan)],
    ['test/snapshots.test.ts', snapshotsTests(plan)],
    ['test/time-limit.test.ts', timeLimitsTests(plan)],
    ['test/attempt.test.ts', attemptsTests(plan)],
    ['test/form-values.test.ts', formValuesTests(plan)],
    ['test/rows.test.ts', rowsTests(plan)],
    ['test/multipart.test.ts', multipartBodiesTests(plan)],
    ['test/nulls.test.ts', leftOutTests(plan)],
    ['test/operator-page.test.ts', operatorPagesTests(plan)],
    ['test/client-credentials.test.ts', clientCredentialsTests(plan)],
    ['test/message-algorithms.test.ts', messageAlgorithmsTests(plan)],
    ['test/graphql.test.ts', graphqlAnswersTests(plan)],
    ['test/wires.test.ts', wiresTests(plan)],
    ['test/media.test.ts', mediaTypesTests(plan)],
    ['test/messages.test.ts', messagesTests(plan)],
    ['test/scenarios.test.ts', scenariosTests(plan)],
    ['test/schedule-runs.test.ts', scheduleRunsTests(plan)],
    ['test/schedules.test.ts', schedulesTests(plan)],
    ['test/screen.test.ts', screenTests(plan)],
    ['test/seal.test.ts', sealTests(plan)],
    ['test/security.test.ts', securityTests(plan)],
    ['test/server.test.ts', serverTests(plan)],
    ['test/serving.test.ts', servingTests(plan)],
    ['test/sftp.test.ts', remoteFilesTests(written)],
    ['test/situations.test.ts', situationsTests(plan)],
    ['test/stand-ins.test.ts', standInsTests(plan)],
    ['test/soap.test.ts', soapTests(plan)],
    ['test/tasks.test.ts', tasksTests(plan)],
    ['test/template.test.ts', templatesTests(plan)],
    ['test/uploads.test.ts', uploadsTests(plan)],
    ['test/uphold.test.ts', upholdTests(plan)],
    ['test/wire.test.ts', wireTests(plan)],
    ['test/wire-parts.test.ts', plan.outside ? wirePartsTests() : null],
    ['test/worker.test.ts', plan.works ? workerTests() : null],
    ['test/xmlenc.test.ts', encryptedMessagesTests(plan)],
  ];
  return files.flatMap(([path, text]) => (text === null || text === '' ? [] : [[path, text] as const]));
}

/** Tests of helpers that are there only because something uses them; `has` tells which paths there are. */
export function helperTests(has: (path: string) => boolean): (readonly [path: string, text: string])[] {
  return [
    ...(has('src/platform/numbers.ts') ? [['test/numbers.test.ts', numbersTests()] as const] : []),
    ...(has('src/platform/passwords.ts') ? [['test/passwords.test.ts', passwordsTests()] as const] : []),
    ...(has('src/platform/texts.ts') ? [['test/texts.test.ts', textsTests()] as const] : []),
    ...(has('src/platform/present.ts') ? [['test/present.test.ts', presentTests()] as const] : []),
    ...(has('src/platform/times.ts') ? [['test/times.test.ts', timesTests()] as const] : []),
  ];
}
