//! Running without Minio.

use words::words;

use super::{DEIS, Page, Person, Statement, at};
use crate::guide::Section;

const SECTION: Section = Section::ObjectStorage;

pub(super) static STATEMENTS: &[Statement] = &[
    Statement {
        id: "minio-holds-the-state",
        section: SECTION,
        place: at(Page::Guide, "running-workflow-without-minio"),
        distributions: DEIS,
        says: "as installed, Minio holds what the registry and the database have to keep, and by the guide's words the logger's data too",
        rules: &["storage-backend"],
        person: Some(Person {
            because: "the logger never uses object storage, whatever the guide says: its lines are in the memory of `deis-logger-redis`",
            does: words!(
                "accept that the last lines of the applications' logs go with `deis-logger-redis`, or send logs to a syslog of your own"
            ),
        }),
    },
    Statement {
        id: "minio-loses-data",
        section: SECTION,
        place: at(Page::Guide, "running-workflow-without-minio"),
        distributions: DEIS,
        says: "Minio does not outlive an outage: once it stops, everything in it is gone",
        rules: &["storage-backend", "storage-minio"],
        person: None,
    },
    Statement {
        id: "store-outside",
        section: SECTION,
        place: at(Page::Guide, "running-workflow-without-minio"),
        distributions: DEIS,
        says: "production keeps its data in an object store outside of the cluster, such as Amazon's, Google's or Azure's",
        rules: &["storage-backend", "storage-agreement"],
        person: None,
    },
    Statement {
        id: "swift-is-a-choice",
        section: SECTION,
        place: at(Page::Guide, "running-workflow-without-minio"),
        distributions: DEIS,
        says: "who may not use one of those can use OpenStack Swift",
        rules: &["storage-backend"],
        person: None,
    },
    Statement {
        id: "less-to-run",
        section: SECTION,
        place: at(Page::Guide, "running-workflow-without-minio"),
        distributions: DEIS,
        says: "without Minio the nodes keep no state, and there is less to pay for and to look after",
        rules: &["storage-minio"],
        person: None,
    },
    Statement {
        id: "minio-is-for-tests",
        section: SECTION,
        place: at(Page::ObjectStorage, "configuring-object-storage"),
        distributions: DEIS,
        says: "Minio is there for development and tests and for nothing else",
        rules: &["storage-backend", "storage-minio"],
        person: None,
    },
    Statement {
        id: "backend-of-each-component",
        section: SECTION,
        place: at(Page::ObjectStorage, "configuring-off-cluster-object-storage"),
        distributions: DEIS,
        says: "each component learns its kind of storage from an environment variable of its own",
        rules: &["storage-backend", "storage-agreement"],
        person: None,
    },
    Statement {
        id: "credentials-in-one-secret",
        section: SECTION,
        place: at(Page::ObjectStorage, "configuring-off-cluster-object-storage"),
        distributions: DEIS,
        says: "the credentials stand in Secret `objectstorage-keyfile`",
        rules: &["storage-credentials"],
        person: None,
    },
    Statement {
        id: "four-backends",
        section: SECTION,
        place: at(Page::ObjectStorage, "configuring-off-cluster-object-storage"),
        distributions: DEIS,
        says: "the chart knows four kinds of outside storage: Google, Amazon S3, Azure and Swift",
        rules: &["storage-backend"],
        person: None,
    },
    Statement {
        id: "bucket-for-each",
        section: SECTION,
        place: at(Page::ObjectStorage, "step-1-create-storage-buckets"),
        distributions: DEIS,
        says: "builder, registry and database have one bucket each",
        rules: &["storage-buckets"],
        person: None,
    },
    Statement {
        id: "bucket-names-unique",
        section: SECTION,
        place: at(Page::ObjectStorage, "step-1-create-storage-buckets"),
        distributions: DEIS,
        says: "with some providers the name of a bucket has to be free in the whole world",
        rules: &[],
        person: Some(Person {
            because: "whose bucket a name is, only the provider knows",
            does: words!("look at the provider that each of the buckets is there and is your own"),
        }),
    },
    Statement {
        id: "bucket-names-without-dots",
        section: SECTION,
        place: at(Page::ObjectStorage, "step-1-create-storage-buckets"),
        distributions: DEIS,
        says: "on S3 the name of a bucket has hyphens and no dots, else the certificate of its host does not fit",
        rules: &["storage-buckets"],
        person: None,
    },
    Statement {
        id: "buckets-made-on-their-own",
        section: SECTION,
        place: at(Page::ObjectStorage, "step-1-create-storage-buckets"),
        distributions: DEIS,
        says: "the components make missing buckets themselves if their credentials allow it",
        rules: &[],
        person: Some(Person {
            because: "what a key may do is written down at the provider, not in the cluster",
            does: words!(
                "make the buckets yourself, and take the right to make others from the key"
            ),
        }),
    },
    Statement {
        id: "credentials-can-write",
        section: SECTION,
        place: at(Page::ObjectStorage, "step-2-generate-storage-credentials"),
        distributions: DEIS,
        says: "the credentials may create and write in these buckets",
        rules: &["storage-credentials"],
        person: Some(Person {
            because: "that a key works is seen only by using it",
            does: words!(
                "push an application and run a backup of the database, and find both in the buckets"
            ),
        }),
    },
    Statement {
        id: "instance-role-instead-of-key",
        section: SECTION,
        place: at(Page::ObjectStorage, "step-2-generate-storage-credentials"),
        distributions: DEIS,
        says: "on AWS the nodes' instance role can take the place of a key, if its rights reach the buckets",
        rules: &["storage-credentials"],
        person: Some(Person {
            because: "the role and its policy are objects of AWS",
            does: words!(
                "if both keys are empty, read the policy of the nodes' role: these buckets, and no others"
            ),
        }),
    },
    Statement {
        id: "chart-repository",
        section: SECTION,
        place: at(Page::ObjectStorage, "step-3-add-deis-repo"),
        distributions: DEIS,
        says: "the chart comes from Deis' repository of charts",
        rules: &[],
        person: Some(Person {
            because: "objects do not say where their chart came from, and that repository is gone",
            does: words!(
                "keep the chart that you installed from, with its values, where an upgrade will find it"
            ),
        }),
    },
    Statement {
        id: "value-global-storage",
        section: SECTION,
        place: at(Page::ObjectStorage, "step-4-configure-workflow-chart"),
        distributions: DEIS,
        says: "one value of the chart, `global.storage`, names the kind of storage",
        rules: &["storage-backend", "storage-agreement"],
        person: None,
    },
    Statement {
        id: "values-of-the-backend",
        section: SECTION,
        place: at(Page::ObjectStorage, "step-4-configure-workflow-chart"),
        distributions: DEIS,
        says: "region, buckets and credentials are filled in for the chosen kind",
        rules: &["storage-credentials", "storage-buckets"],
        person: None,
    },
    Statement {
        id: "key-json-encoded",
        section: SECTION,
        place: at(Page::ObjectStorage, "step-4-configure-workflow-chart"),
        distributions: DEIS,
        says: "`gcs.key_json` is given in base64; every other value is encoded by the chart",
        rules: &["storage-credentials"],
        person: None,
    },
    Statement {
        id: "components-store-outside",
        section: SECTION,
        place: at(Page::Components, "object-storage"),
        distributions: DEIS,
        says: "what the components persist goes to object storage, and for production that had better be outside",
        rules: &["storage-backend"],
        person: None,
    },
    Statement {
        id: "minio-on-volumes",
        section: SECTION,
        place: at(Page::Components, "object-storage"),
        distributions: DEIS,
        says: "who trusts in persistent volumes may put Minio on them",
        rules: &["storage-backend", "storage-minio"],
        person: Some(Person {
            because: "a manifest does not say whether its volume outlives the cluster",
            does: words!(
                "accept Minio in the settings only if its volume is copied to another place, and say where in the reason"
            ),
        }),
    },
    Statement {
        id: "database-replays-its-backups",
        section: SECTION,
        place: at(Page::Components, "database"),
        distributions: DEIS,
        says: "the database ships its log and its backups to object storage, and replays them when it starts again",
        rules: &["storage-backend"],
        person: Some(Person {
            because: "that a backup can be restored is seen only by restoring it",
            does: words!(
                "restore the database from its bucket once, and find the users and applications again"
            ),
        }),
    },
    Statement {
        id: "registry-keeps-images",
        section: SECTION,
        place: at(Page::Components, "registry"),
        distributions: DEIS,
        says: "the registry keeps images in object storage, or on its own disk while developing",
        rules: &["storage-backend"],
        person: None,
    },
    Statement {
        id: "production-stores-outside",
        section: SECTION,
        place: at(Page::Installing, "choose-your-deployment-strategy"),
        distributions: DEIS,
        says: "the defaults are for simplicity; production and staging store outside of the cluster at the least",
        rules: &["storage-backend"],
        person: None,
    },
    Statement {
        id: "services-outside",
        section: SECTION,
        place: at(Page::Installing, "choose-your-deployment-strategy"),
        distributions: DEIS,
        says: "PostgreSQL, Redis and the registry can be services outside of the cluster as well",
        rules: &[],
        person: Some(Person {
            because: "both ways are allowed: it depends on what an hour without them costs",
            does: words!(
                "decide for the database, Redis and the registry whether each of them should be a service outside"
            ),
        }),
    },
];
