/** A request that verifyKyc accepts. */
export const verifyKycExample = {
  document_images: ['AAAAAAAAAAA='],
  customer_id: 'text',
  verification_type: 'basic',
};

/** What a person may answer, by task. */
export const verifyKycAnswers = {
  extract_text_ocr: { finding: 'text' },
  validate_documents: { finding: 'text' },
  screen_sanctions: { finding: 'text' },
  risk_assessment: {
    verification_status: 'approved',
    confidence_score: 1,
    compliance_report: { text: 'text' },
  },
};
