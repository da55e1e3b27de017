/** The files of an approved release, as compiled. */
export interface ReleaseFile {
  path: string;
  text: string;
}

/** What a target is asked to bring up. Asking twice with one `releaseId` is asking once. */
export interface DeployRequest {
  /** The service's name: kebab-case, 1 to 63 characters. */
  service: string;
  releaseId: string;
  releaseNumber: number;
  /** SHA-256 of the release's evidence, lower-case hex. */
  digest: string;
  files: readonly ReleaseFile[];
  /** Short lines for the run's page, in order. */
  onProgress?: (text: string) => void;
}

/** `absent`: nothing was ever deployed, or it was stopped. `restarting`: the replica died and is coming back. */
export type TargetState = 'absent' | 'starting' | 'running' | 'restarting' | 'unreachable';

/** What a target knows of a service right now. */
export interface TargetStatus {
  service: string;
  state: TargetState;
  address: string | null;
  releaseId: string | null;
  releaseNumber: number | null;
  /** RFC 3339: since when this release takes the traffic. */
  since: string | null;
  /** Times the replica came back after a crash since it took traffic. */
  restarts: number;
  memoryBytes: number | null;
  /** The last lines that the replica wrote. */
  log: readonly string[];
}

/** Who a token speaks for. Roles are those of the generated service. */
export interface TokenRequest {
  subject: string;
  name: string;
  roles: readonly string[];
  scope?: string;
  /** 1 to 3,600. */
  expiresInSeconds: number;
  /** `iss`; left out: this environment's own issuer. */
  issuer?: string | undefined;
  /** `aud`; left out: the service's name. */
  audience?: string | undefined;
  /** The setting of the service that signs its tokens (HS256); left out: the key of this environment does (ES256). */
  secret?: string | undefined;
}

/** One HTTP request to a service. `path` starts with `/` and may hold a query. */
export interface ServiceRequest {
  method: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string | Uint8Array | null;
  /** Bytes of the answer to keep; 1 MiB unless given, at most 32 MiB. */
  maxAnswerBytes?: number;
}

/** Its answer, cut off at `maxAnswerBytes`. Header names are lower case. */
export interface ServiceResponse {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** Where releases run. The local one talks to the daemon of this machine. */
export interface DeploymentTarget {
  /**
   * Resolves when the release is healthy and takes all traffic. Rejects with an AppError that says why; what ran before
   * then keeps the traffic.
   */
  deploy(request: DeployRequest): Promise<{ address: string }>;
  status(service: string): Promise<TargetStatus>;
  /** Ends all traffic and the replica. The database is kept. */
  stop(service: string): Promise<void>;
  /** A bearer token that the deployed service accepts. */
  token(service: string, request: TokenRequest): Promise<string>;
  /** Rejects with AppError `unavailable` if the service cannot be reached. */
  call(service: string, request: ServiceRequest): Promise<ServiceResponse>;
}
