/** What the page offers to try: clusters and values of the fixtures. */
export interface ExampleSource {
  id: string;
  title: string;
  says: string;
  files: { name: string; from: string }[];
}

const cluster = (folder: string) => ({
  name: `${folder}.yaml`,
  from: `fixtures/clusters/${folder}/cluster.yaml`,
});
const values = (folder: string) => ({
  name: `values-${folder}.yaml`,
  from: `fixtures/clusters/${folder}/values.yaml`,
});

export const EXAMPLES: ExampleSource[] = [
  {
    id: 'deis-quickstart',
    title: 'Deis, as the quickstart leaves it',
    says: 'Storage on Minio, one router, no certificate',
    files: [cluster('deis-quickstart')],
  },
  {
    id: 'deis-production-s3',
    title: 'Deis on S3, in production',
    says: 'What is left is for a person to review',
    files: [cluster('deis-production-s3')],
  },
  {
    id: 'deis-two-installations',
    title: 'Two installations in one file',
    says: 'Each is judged for itself',
    files: [cluster('deis-two-installations')],
  },
  {
    id: 'hephy-quickstart',
    title: 'Hephy, as the quickstart leaves it',
    says: 'The same gaps in the fork',
    files: [cluster('hephy-quickstart')],
  },
  {
    id: 'hephy-values',
    title: 'Hephy, Helm values alone',
    says: 'Before the installation: what no value decides is unknown',
    files: [values('hephy-production-s3')],
  },
  {
    id: 'drycc-default',
    title: 'Drycc, as its chart installs it',
    says: 'Storage inside the cluster, a Gateway without TLS',
    files: [cluster('drycc-default')],
  },
  {
    id: 'drycc-production',
    title: 'Drycc in production',
    says: 'Storage outside, TLS by cert-manager',
    files: [cluster('drycc-production')],
  },
];
