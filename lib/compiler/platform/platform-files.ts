import { rareMedia } from '../media-signs.ts';
import type { Plan } from '../plan.ts';
import { awaitedFiles } from '../service/awaited-files.ts';
import { encrypts } from '../service/encrypted.ts';
import { hashes } from '../service/hashed.ts';
import { isDocument, otherProtocols } from '../service/integrations/beyond-http.ts';
import { encryptsMessages } from '../service/integrations/encrypted-messages.ts';
import { authKinds, retries, showsCertificates } from '../service/integrations/protected.ts';
import { reports } from '../service/report.ts';
import { hasWide } from '../service/row-invariants.ts';
import { foldsSome } from '../service/screen-step.ts';
import { exchangesNumbers } from '../service/wired-numbers.ts';
import { goesBack } from '../sql/history.ts';
import { answersFile } from './answers.ts';
import { attemptFile } from './attempt.ts';
import { auditFile } from './audit.ts';
import { authFile } from './auth.ts';
import { boxFile, boxMainFile } from './box-main.ts';
import { boxesFile } from './boxes.ts';
import { breakerFile } from './breaker.ts';
import { brokenRowsFile } from './broken-rows.ts';
import { certificatesFile } from './certificates.ts';
import { configFile } from './config.ts';
import { connectionsFile } from './connections.ts';
import { contentsFile } from './contents.ts';
import { contractFile } from './contract.ts';
import { credentialsFile, provesWho } from './credentials.ts';
import { customFile } from './custom.ts';
import { customFilesFile } from './custom-files.ts';
import { dbFile } from './db.ts';
import { decimalFile } from './decimal.ts';
import { documentsFile } from './documents.ts';
import { driverFile } from './driver.ts';
import { embeddedFile } from './embedded.ts';
import { erasedEntities, erasureFile } from './erasure.ts';
import { eventsFile } from './events.ts';
import { exactJsonFile } from './exact-json.ts';
import { extractFile } from './extract.ts';
import { failuresFile } from './failures.ts';
import { fieldsFile } from './fields.ts';
import { filesFile } from './files.ts';
import { filesWithinFile } from './files-within.ts';
import { folderWritesFile } from './folder-writes.ts';
import { foldersFile } from './folders.ts';
import { formsFile } from './forms.ts';
import { graphqlFile } from './graphql.ts';
import { heldDocumentsFile } from './held-documents.ts';
import { idempotencyFile } from './idempotency.ts';
import { inferenceFile } from './inference.ts';
import { invariantsFile } from './invariants.ts';
import { jsonNumbersFile } from './json-numbers.ts';
import { jsonSyntaxFile } from './json-syntax.ts';
import { kafkaFile } from './kafka.ts';
import { likenessFile } from './likeness.ts';
import { limitsFile } from './limits.ts';
import { mainFile } from './main.ts';
import { maskFile, masksValues } from './mask.ts';
import { mediaFile } from './media.ts';
import { metricsFile } from './metrics.ts';
import { migrateCommand, migrateFile } from './migrate.ts';
import { multipartFile } from './multipart.ts';
import { nullsFile } from './nulls.ts';
import { operationFile } from './operation.ts';
import { operatorPageFile } from './operator-page.ts';
import { operatorPageHtml } from './operator-page-html.ts';
import { outsideFile } from './outside.ts';
import { pagesFile } from './pages.ts';
import { problemsFile } from './problems.ts';
import { receivedFilesFile } from './received-files.ts';
import { reportFile } from './report.ts';
import { requestsFile } from './requests.ts';
import { resealFile } from './reseal.ts';
import { resultFilesFile } from './result-files.ts';
import { retentionFile } from './retention.ts';
import { retryBudgetFile } from './retry-budget.ts';
import { runFile } from './run.ts';
import { schedulesFile } from './schedules.ts';
import { schemesFile } from './schemes.ts';
import { scoreFile } from './score.ts';
import { screenFile } from './screen.ts';
import { reseals, sealFile } from './seal.ts';
import { sentFilesFile } from './sent-files.ts';
import { serverFile } from './server.ts';
import { sftpFile, ssh2Types } from './sftp.ts';
import { simulatorFile } from './simulator.ts';
import { smtpFile } from './smtp.ts';
import { snapshotsFile } from './snapshots.ts';
import { soapFile } from './soap.ts';
import { subprocessFile } from './subprocess.ts';
import { tasksFile } from './tasks.ts';
import { timeLimitFile } from './time-limit.ts';
import { uploadsFile } from './uploads.ts';
import { waitingFile } from './waiting.ts';
import { wholeFilesFile } from './whole-files.ts';
import { wireFile } from './wire.ts';
import { wiresFile } from './wires.ts';
import { workerFile } from './worker.ts';
import { templateFile, writingFile } from './writing.ts';
import { xmlencFile } from './xmlenc.ts';

/** The files that do not come from one place of the specification, and only those that the service needs. */
export function platformFiles(plan: Plan): (readonly [path: string, text: string])[] {
  return [
    ['src/config.ts', configFile(plan)],
    ['src/main.ts', mainFile(plan)],
    ['src/platform/audit.ts', auditFile(plan)],
    ['src/platform/auth.ts', plan.auth.schemes.length > 0 ? schemesFile(plan) : authFile(plan)],
    ['src/platform/contract.ts', contractFile(plan)],
    ['src/platform/db.ts', dbFile(plan)],
    ['src/platform/embedded.ts', embeddedFile()],
    ...(masksValues(plan) ? [['src/platform/mask.ts', maskFile(plan)] as const] : []),
    ['src/platform/metrics.ts', metricsFile(plan)],
    ['src/platform/migrate.ts', migrateFile(plan)],
    ...(goesBack(plan) ? [['src/migrate.ts', migrateCommand()] as const] : []),
    ['src/platform/operation.ts', operationFile(plan)],
    ['src/platform/problems.ts', problemsFile(plan)],
    ['src/platform/server.ts', serverFile(plan)],
    ...(plan.wire.repeatable ? [['src/platform/idempotency.ts', idempotencyFile(plan)] as const] : []),
    ...(plan.media.writes ? [['src/platform/writing.ts', writingFile(plan)] as const] : []),
    ...(plan.media.templates ? [['src/platform/template.ts', templateFile(plan)] as const] : []),
    ...(plan.wire.pages ? [['src/platform/pages.ts', pagesFile(plan)] as const] : []),
    ...(plan.wire.numbers ? [['src/platform/json-numbers.ts', jsonNumbersFile()] as const] : []),
    ...(exchangesNumbers(plan) ? [['src/platform/exact-json.ts', exactJsonFile()] as const] : []),
    ...(plan.wire.omits ? [['src/platform/nulls.ts', nullsFile(plan.files.kept)] as const] : []),
    ...(plan.media.fileTypes.length > 0 ? [['src/platform/whole-files.ts', wholeFilesFile(plan)] as const] : []),
    ...(plan.files.sealed ? [['src/platform/contents.ts', contentsFile(true)] as const] : []),
    ...(plan.files.documents ? [['src/platform/held-documents.ts', heldDocumentsFile(plan)] as const] : []),
    ...(plan.wire.limits ? [['src/platform/limits.ts', limitsFile()] as const] : []),
    ...(plan.model.invariants.length > 0 ? [['src/platform/invariants.ts', invariantsFile(plan)] as const] : []),
    ...(hasWide(plan) ? [['src/platform/broken-rows.ts', brokenRowsFile()] as const] : []),
    ...(plan.decimals ? [['src/platform/decimal.ts', decimalFile()] as const] : []),
    ...(plan.suspends ? [['src/platform/run.ts', runFile(plan)] as const] : []),
    ...(plan.tries ? [['src/platform/attempt.ts', attemptFile(plan)] as const] : []),
    ...(plan.files.checked || plan.files.kept || plan.files.folders.length > 0
      ? [['src/platform/media.ts', mediaFile(plan.files.kept, rareMedia(plan.model))] as const]
      : []),
    ...(plan.files.folders.length > 0
      ? [['src/platform/folders.ts', foldersFile(plan.files.written.length > 0)] as const]
      : []),
    ...(plan.files.written.length > 0 ? [['src/platform/folder-writes.ts', folderWritesFile()] as const] : []),
    ...(plan.files.kept
      ? [
          ...(plan.outside && plan.files.carried ? [['src/platform/sent-files.ts', sentFilesFile()] as const] : []),
          ...(plan.files.carried || plan.files.coded
            ? [['src/platform/files-within.ts', filesWithinFile()] as const]
            : []),
          ...(plan.files.brought || plan.files.coded
            ? [['src/platform/received-files.ts', receivedFilesFile(plan)] as const]
            : []),
          ...(plan.files.coded ? [['src/platform/custom-files.ts', customFilesFile()] as const] : []),
          ...(awaitedFiles(plan).length > 0 ? [['src/platform/result-files.ts', resultFilesFile(plan)] as const] : []),
          ['src/platform/files.ts', filesFile(plan)] as const,
          ...(rareMedia(plan.model).only === null ? [['src/platform/json-syntax.ts', jsonSyntaxFile()] as const] : []),
          ['src/platform/uploads.ts', uploadsFile(plan)] as const,
        ]
      : []),
    ...(plan.files.parts || plan.files.fields ? [['src/platform/forms.ts', formsFile(plan)] as const] : []),
    ...(plan.files.parts ? [['src/platform/multipart.ts', multipartFile(plan.files.kept)] as const] : []),
    ...(reports(plan) ? [['src/platform/report.ts', reportFile()] as const] : []),
    ...(plan.scores ? [['src/platform/score.ts', scoreFile(plan)] as const] : []),
    ...(encrypts(plan) || hashes(plan) ? [['src/platform/fields.ts', fieldsFile(plan)] as const] : []),
    ...(plan.seals && reseals(plan) ? [['src/platform/reseal.ts', resealFile(plan)] as const] : []),
    ...(plan.seals ? [['src/platform/seal.ts', sealFile(plan)] as const] : []),
    ...(plan.customs.length > 0 ? [['src/platform/custom.ts', customFile()] as const] : []),
    ...(plan.boxes ? boxFiles(plan) : []),
    ...(plan.processes.length > 0 ? [['src/platform/subprocess.ts', subprocessFile(plan)] as const] : []),
    ...(plan.schedules.length > 0 ? [['src/platform/schedules.ts', schedulesFile(plan)] as const] : []),
    ...(plan.works ? [['src/platform/worker.ts', workerFile()] as const] : []),
    ...(erasedEntities(plan).length > 0 ? [['src/platform/erasure.ts', erasureFile(plan)] as const] : []),
    ...(plan.publishes ? [['src/platform/events.ts', eventsFile(plan)] as const] : []),
    ...(plan.outside ? outsideFiles(plan) : []),
    ...(plan.waits ? waitingFiles(plan) : []),
  ];
}

function boxFiles(plan: Plan): (readonly [path: string, text: string])[] {
  return [
    ['src/platform/boxes.ts', boxesFile(plan)],
    ['src/platform/box.ts', boxFile()],
    ['src/platform/box-main.ts', boxMainFile(plan)],
  ];
}

function outsideFiles(plan: Plan): (readonly [path: string, text: string])[] {
  return [
    ['src/platform/answers.ts', answersFile(plan)],
    ['src/platform/breaker.ts', breakerFile()],
    ...(showsCertificates(plan) ? [['src/platform/certificates.ts', certificatesFile()] as const] : []),
    ['src/platform/connections.ts', connectionsFile(plan)],
    ...(provesWho(authKinds(plan)) ? [['src/platform/credentials.ts', credentialsFile(plan)] as const] : []),
    ['src/platform/failures.ts', failuresFile()],
    ['src/platform/outside.ts', outsideFile(plan)],
    ...(plan.inferences.length > 0 ? [['src/platform/inference.ts', inferenceFile()] as const] : []),
    ...(plan.extracts ? [['src/platform/extract.ts', extractFile(plan)] as const] : []),
    ...(plan.screens ? [['src/platform/screen.ts', screenFile(plan)] as const] : []),
    ...(foldsSome(plan) ? [['src/platform/likeness.ts', likenessFile()] as const] : []),
    ...(retries(plan) ? [['src/platform/retry-budget.ts', retryBudgetFile()] as const] : []),
    ['src/platform/simulator.ts', simulatorFile(plan)],
    ...(plan.snapshotMs === null ? [] : [['src/platform/snapshots.ts', snapshotsFile()] as const]),
    ...(speaks(plan, 'graphql') ? [['src/platform/graphql.ts', graphqlFile(plan)] as const] : []),
    ...(speaks(plan, 'soap') ? [['src/platform/soap.ts', soapFile(plan)] as const] : []),
    ['src/platform/wire.ts', wireFile(plan)],
    ...otherWires(plan),
    ...(encryptsMessages(plan) ? [['src/platform/xmlenc.ts', xmlencFile()] as const] : []),
  ];
}

/** Protocols that are not HTTP. */
function otherWires(plan: Plan): (readonly [path: string, text: string])[] {
  const others = otherProtocols(plan);
  if (others.length === 0) return [];
  const documents = plan.integrations.some(
    ({ integration, operations }) =>
      integration.protocol === 'sftp' && operations.some(({ operation }) => isDocument(operation, plan.model)),
  );
  return [
    ...(documents ? [['src/platform/documents.ts', documentsFile(plan)] as const] : []),
    ['src/platform/time-limit.ts', timeLimitFile()],
    ['src/platform/wires.ts', wiresFile(plan)],
    ...(others.includes('kafka') ? [['src/platform/kafka.ts', kafkaFile(plan)] as const] : []),
    ...(others.includes('smtp') ? [['src/platform/smtp.ts', smtpFile(plan)] as const] : []),
    ...(others.includes('sftp')
      ? [['src/platform/sftp.ts', sftpFile(plan)] as const, ['src/platform/ssh2.d.ts', ssh2Types()] as const]
      : []),
  ];
}

function waitingFiles(plan: Plan): (readonly [path: string, text: string])[] {
  return [
    ...(plan.people
      ? [
          [
            'src/platform/operator-page.html',
            operatorPageHtml(plan.model.service.name, plan.outside, plan.files, plan.auth),
          ] as const,
          ['src/platform/operator-page.ts', operatorPageFile()] as const,
        ]
      : []),
    ...(plan.drives ? [['src/platform/driver.ts', driverFile(plan)] as const] : []),
    ['src/platform/retention.ts', retentionFile()],
    plan.people ? ['src/platform/tasks.ts', tasksFile(plan)] : ['src/platform/requests.ts', requestsFile(plan)],
    ['src/platform/waiting.ts', waitingFile(plan)],
  ];
}

function speaks({ integrations }: Plan, protocol: string): boolean {
  return integrations.some(({ integration }) => integration.protocol === protocol);
}
