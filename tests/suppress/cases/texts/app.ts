import { Stack, aws_ecr as ecr } from 'aws-cdk-lib';

/** A stack. `plimsoll: ignore-file[ecr/scan-disabled]` would ignore it. */
export class Registry extends Stack {
  constructor() {
    super();
    const text = `
      // plimsoll: ignore[ecr/scan-disabled]`; new ecr.Repository(this, "// plimsoll: ignore[ecr/mutable-tags]");
  }
}
