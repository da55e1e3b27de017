import type { Rule } from './rule.ts';
import { auth2025 } from './rules/auth-2025.ts';
import { cert6h } from './rules/cert-6h.ts';
import { certLog } from './rules/cert-log.ts';
import { certNtp } from './rules/cert-ntp.ts';
import { coft } from './rules/coft.ts';
import { cscrfCat } from './rules/cscrf-cat.ts';
import { cscrfInc } from './rules/cscrf-inc.ts';
import { cscrfSbom } from './rules/cscrf-sbom.ts';
import { dl2025a } from './rules/dl-2025a.ts';
import { dl2025b } from './rules/dl-2025b.ts';
import { dpdp6 } from './rules/dpdp-6.ts';
import { dpdp87 } from './rules/dpdp-8-7.ts';
import { dpdpR6 } from './rules/dpdp-r6.ts';
import { dpdpR7 } from './rules/dpdp-r7.ts';
import { dpdpR8 } from './rules/dpdp-r8.ts';
import { gdpr303233 } from './rules/gdpr-30-32-33.ts';
import { hipaaDoc } from './rules/hipaa-doc.ts';
import { it13 } from './rules/it-13.ts';
import { it15 } from './rules/it-15.ts';
import { it17 } from './rules/it-17.ts';
import { it19c } from './rules/it-19c.ts';
import { it21 } from './rules/it-21.ts';
import { it26a } from './rules/it-26a.ts';
import { it29 } from './rules/it-29.ts';
import { kycVii } from './rules/kyc-vii.ts';
import { lodr30 } from './rules/lodr-30.ts';
import { outs2025 } from './rules/outs-2025.ts';
import { pci3 } from './rules/pci-3.ts';
import { pci421 } from './rules/pci-4-2-1.ts';
import { pci6 } from './rules/pci-6.ts';
import { pci10 } from './rules/pci-10.ts';
import { pmla12 } from './rules/pmla-12.ts';
import { pmlr3 } from './rules/pmlr-3.ts';
import { pmlr8 } from './rules/pmlr-8.ts';
import { pmlr91a } from './rules/pmlr-9-1a.ts';
import { rbi410182 } from './rules/rbi410-182.ts';
import { sebiDp } from './rules/sebi-dp.ts';
import { soc2Cc81 } from './rules/soc2-cc8-1.ts';
import { spsd2018 } from './rules/spsd-2018.ts';
import { vcip } from './rules/vcip.ts';

/** Every rule, by framework in the order of the pack. */
export const RULES: readonly Rule[] = [
  pmla12,
  pmlr3,
  pmlr8,
  pmlr91a,
  kycVii,
  vcip,
  spsd2018,
  coft,
  auth2025,
  dl2025a,
  dl2025b,
  rbi410182,
  it13,
  it15,
  it17,
  it19c,
  it21,
  it26a,
  it29,
  outs2025,
  cscrfInc,
  cscrfSbom,
  cscrfCat,
  sebiDp,
  lodr30,
  cert6h,
  certLog,
  certNtp,
  dpdp6,
  dpdp87,
  dpdpR6,
  dpdpR7,
  dpdpR8,
  pci3,
  pci421,
  pci6,
  pci10,
  hipaaDoc,
  gdpr303233,
  soc2Cc81,
];
