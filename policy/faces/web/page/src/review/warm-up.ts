import type { ReviewInput } from 'workflow-readiness';

const text = `
apiVersion: v1
kind: List
items:
- apiVersion: apps/v1
  kind: Deployment
  metadata: { name: deis-router, namespace: deis, labels: { heritage: deis }, annotations: { component.deis.io/version: v2.12.0 } }
  spec:
    replicas: 1
    template:
      spec:
        containers:
        - name: deis-router
          image: deis/router
          env:
          - name: POD_NAMESPACE
            value: "deis"
- apiVersion: apps/v1
  kind: Deployment
  metadata: { name: deis-controller, namespace: deis, labels: { heritage: deis }, annotations: { component.deis.io/version: v2.18.0 } }
  spec:
    template:
      spec:
        containers:
        - name: deis-controller
          env:
          - { name: REGISTRATION_MODE, value: enabled }
          - { name: APP_STORAGE, value: minio }
- apiVersion: apps/v1
  kind: Deployment
  metadata: { name: deis-builder, namespace: deis, labels: { heritage: deis } }
  spec: { template: { spec: { containers: [{ name: deis-builder }] } } }
- apiVersion: v1
  kind: Secret
  metadata: { name: objectstorage-keyfile, namespace: deis }
  data: {}
- apiVersion: v1
  kind: Service
  metadata: { name: deis-router, namespace: deis }
  spec: { type: LoadBalancer, ports: [{ name: http, port: 80 }] }
`;

/**
 * A small installation that is not ready. Browsers compile a module's functions when they are called first: a review of
 * this one, while the page waits for somebody's own, takes that time away from theirs.
 */
export const warmUp: ReviewInput = {
  files: [{ name: 'warm-up.yaml', text }],
  values: [{ name: 'values.yaml', text: 'global:\n  # none\n  storage: minio\n' }],
};
