import type { Json, Operation, Run } from '../platform/operation.ts';
import type { TaskDefinition } from '../platform/waiting.ts';

export interface VerifyKycInput {
  document_images: string[];
  customer_id: string;
  verification_type: 'basic' | 'enhanced' | 'ultimate';
}

export interface VerifyKycOutput {
  verification_status: 'approved' | 'rejected' | 'manual_review';
  confidence_score: number;
  compliance_report: Json;
}

/** POST /kyc/verify */
export const verifyKyc: Operation<VerifyKycInput, VerifyKycOutput> = {
  name: 'verifyKyc',
  method: 'POST',
  path: '/kyc/verify',
  status: 200,
  access: { roles: [], scopes: [] },
  bodyLimit: 16_777_216,
  body: 'VerifyKycInput',
  parameters: null,
  output: 'VerifyKycOutput',
  record: ['request', 'response'],
  steps,
};

/** The steps that people do, because the specification says them in prose. */
export const verifyKycTasks = {
  extract_text_ocr: {
    step: 'extract_text_ocr',
    title: 'Extract text ocr',
    instruction: 'use tesseract + custom fintech model',
    candidates: ['operator'],
    form: 'VerifyKycExtractTextOcrForm',
  },
  validate_documents: {
    step: 'validate_documents',
    title: 'Validate documents',
    instruction: 'check against CKYC database',
    candidates: ['operator'],
    form: 'VerifyKycValidateDocumentsForm',
  },
  screen_sanctions: {
    step: 'screen_sanctions',
    title: 'Screen sanctions',
    instruction: 'PEP and sanctions list matching',
    candidates: ['operator'],
    form: 'VerifyKycScreenSanctionsForm',
  },
  risk_assessment: {
    step: 'risk_assessment',
    title: 'Risk assessment',
    instruction: 'ML model for fraud detection',
    candidates: ['operator'],
    form: 'VerifyKycRiskAssessmentForm',
  },
} satisfies Record<string, TaskDefinition>;

interface ExtractTextOcrForm {
  finding?: string | null;
}

interface ValidateDocumentsForm {
  finding?: string | null;
}

interface ScreenSanctionsForm {
  finding?: string | null;
}

interface RiskAssessmentForm {
  verification_status: 'approved' | 'rejected' | 'manual_review';
  confidence_score: number;
  compliance_report: Json;
}

async function steps({ person }: Run<VerifyKycInput>): Promise<VerifyKycOutput> {
  await person<ExtractTextOcrForm>(verifyKycTasks.extract_text_ocr);
  await person<ValidateDocumentsForm>(verifyKycTasks.validate_documents);
  await person<ScreenSanctionsForm>(verifyKycTasks.screen_sanctions);
  const risk_assessment = await person<RiskAssessmentForm>(verifyKycTasks.risk_assessment);

  return {
    verification_status: risk_assessment.verification_status,
    confidence_score: risk_assessment.confidence_score,
    compliance_report: risk_assessment.compliance_report,
  };
}
